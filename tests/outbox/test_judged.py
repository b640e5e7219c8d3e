"""What wants to be judged goes only after its judge was asked, just before."""

from collections import Counter
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.outbox.attempt import Attempt, Outcome
from handrail.outbox.delivery import LEASE, Lines, deliver
from handrail.outbox.message import Message, State
from tests.outbox.conftest import MONDAY, PRACTICE, Write
from tests.post import Post


class Judge:
    """Says no to those whose address is in `no`. Keeps whom it was asked about, and when."""

    def __init__(self, *no: str) -> None:
        self.no, self.asked = no, list[list[str]]()
        self.moments = list[datetime]()

    def __call__(self, messages: list[Message], at: datetime) -> dict[UUID, str]:
        self.asked.append([message.to for message in messages])
        self.moments.append(at)
        return {message.pk: "done" for message in messages if message.to in self.no}


def prompts(count: int) -> list[Message]:
    unsaved = [
        Message(
            practice_id=PRACTICE,
            to=f"person{number}@example.com",
            subject="Your next step",
            text="Call Ann",
            created_at=MONDAY,
            due_at=MONDAY,
            judged_by="reminders",
        )
        for number in range(count)
    ]
    Message.queue_many(unsaved)
    return unsaved


def test_what_the_judge_refuses_is_not_sent_and_why_is_kept(post: Post, db: None) -> None:
    first, second = prompts(2)
    assert deliver(at=MONDAY, judge=Judge(first.to)) == 1
    assert [letter.to for letter in post.letters] == [second.to]
    first.refresh_from_db()
    assert (first.state, first.ended_at, first.attempts, first.lease) == (State.CANCELLED, MONDAY, 0, None)
    noted = Attempt.objects.get()
    assert (noted.message_id, noted.outcome, noted.said) == (first.pk, Outcome.WITHHELD, "done")


def test_without_a_judge_it_waits_and_what_nobody_asks_about_goes(post: Post, write: Write) -> None:
    prompts(1)
    write()
    assert deliver(at=MONDAY) == 1
    assert deliver(at=MONDAY) == 0
    assert [letter.to for letter in post.letters] == ["jonas@example.com"]
    assert deliver(at=MONDAY, judge=Judge()) == 1


def test_a_way_in_goes_before_all_prompts_and_is_not_judged(post: Post, write: Write) -> None:
    prompts(60)
    write()
    judge = Judge()
    assert deliver(at=MONDAY, judge=judge) == 61
    assert post.letters[0].to == "jonas@example.com"
    assert [len(asked) for asked in judge.asked] == [60]


def test_a_judge_who_stumbles_holds_up_nothing_that_is_not_judged(post: Post, write: Write) -> None:
    def stumble(messages: list[Message], at: datetime) -> dict[UUID, str]:
        raise RuntimeError

    prompts(3)
    write()
    with pytest.raises(RuntimeError):
        deliver(at=MONDAY, judge=stumble)
    assert [letter.to for letter in post.letters] == ["jonas@example.com"]
    assert deliver(at=MONDAY, judge=Judge()) == 3


def test_a_judgement_that_grew_old_is_asked_for_again(post: Post, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow server: the third is judged anew, at the moment it then is."""
    elapsed = iter(float(second) for second in range(0, 1_000, 2))
    monkeypatch.setattr("handrail.outbox.delivery.time.monotonic", lambda: next(elapsed))
    prompts(4)
    judge = Judge()
    assert deliver(at=MONDAY, judge=judge) == 4
    assert len(judge.asked) > 1
    assert judge.moments == sorted(set(judge.moments))
    assert judge.moments[0] >= MONDAY


def test_a_message_costs_three_statements_at_most_with_its_writing_down(post: Post, db: None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        prompts(100)
        assert deliver(at=MONDAY, judge=Judge()) == 100
    assert len(seen) <= 3 * 100, Counter(query["sql"].split()[0] for query in seen)


def test_a_line_with_more_to_carry_stays_open(post: Post, db: None) -> None:
    prompts(40)
    lines, judge = Lines(), Judge()
    assert [lines.deliver(at=MONDAY, limit=10, judge=judge) for _ in range(5)] == [10, 10, 10, 10, 0]
    assert post.calls == 1


def test_judged_messages_of_a_killed_sender_come_back_and_are_judged_again(post: Post, db: None) -> None:
    first, second = prompts(2)
    held = Message.objects.filter(pk__in=[first.pk, second.pk])
    held.update(lease=PRACTICE, leased_until=MONDAY + LEASE)
    assert deliver(at=MONDAY, judge=Judge()) == 0
    assert deliver(at=MONDAY + LEASE, judge=Judge(second.to)) == 1
    assert [letter.to for letter in post.letters] == [first.to]
