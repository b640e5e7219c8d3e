from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from handrail.outbox.delivery import LEASE, deliver
from handrail.outbox.message import Message
from tests.other_process import Elsewhere
from tests.outbox.conftest import MONDAY, Write
from tests.post import Post


def yes(messages: list[Message], at: datetime) -> dict[UUID, str]:
    return {}


SENDER = Path(__file__).with_name("sender.py")


@pytest.mark.parametrize("judged_by", ["", "reminders"])
def test_a_message_whose_sender_was_killed_is_sent_by_the_next(
    elsewhere: Elsewhere, post: Post, write: Write, judged_by: str
) -> None:
    """kill -9 at the worst moment: the server has the fourth mail, the sender has not yet heard of it."""
    people = [f"person{number}@example.com" for number in range(10)]
    for person in people:
        write(to=person, judged_by=judged_by)
    post.pause_after(3)
    sender = elsewhere(SENDER, MONDAY.isoformat(), "100", HANDRAIL_SMTP=post.url)
    assert post.taken.wait(30)
    sender.kill()
    sender.wait()
    post.go_on.set()

    assert Message.waiting_count() == 7
    assert deliver(at=MONDAY + LEASE - timedelta(seconds=1), judge=yes) == 0
    assert deliver(at=MONDAY + LEASE, judge=yes) == 7

    assert {letter.to for letter in post.letters} == set(people)
    assert len(post.letters) == 11
    assert len({letter.message_id for letter in post.letters}) == 10


def test_two_senders_share_the_work_and_nobody_gets_a_mail_twice(
    elsewhere: Elsewhere, post: Post, write: Write
) -> None:
    people = [f"person{number}@example.com" for number in range(200)]
    for person in people:
        write(to=person)
    senders = [elsewhere(SENDER, MONDAY.isoformat(), "10", HANDRAIL_SMTP=post.url) for _ in range(2)]
    shares = [int(sender.communicate(timeout=60)[0]) for sender in senders]

    assert sum(shares) == 200
    assert Counter(letter.to for letter in post.letters) == Counter(people)
    assert Message.waiting_count() == 0
