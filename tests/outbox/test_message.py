from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from handrail.lib.ids import uuid7
from handrail.lib.refusal import Missing, NotText, NotUnderstood, TooLong
from handrail.outbox.delivery import deliver
from handrail.outbox.message import KEPT, Message, State
from handrail.outbox.parts import BODY, SUBJECT
from tests.outbox.conftest import MONDAY, Write
from tests.post import Post


def test_what_is_rolled_back_is_never_sent(post: Post, write: Write) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert deliver(at=MONDAY) == 0
    assert not post.letters


def test_an_address_is_kept_in_one_way_of_writing(write: Write) -> None:
    assert write(to="  Jonas@Example.COM ").to == "jonas@example.com"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jonas",
        "jonas@",
        "jonas@example.com, mia@example.com",
        "jonas@example.com\r\nBcc: mia@example.com",
        "j\0@x.de",
        f"jonas@{'ü' * 60}.example",
    ],
)
def test_something_that_is_not_one_address_is_refused(write: Write, address: str) -> None:
    with pytest.raises(NotUnderstood):
        write(to=address)


def test_nul_and_half_a_letter_are_refused_before_any_database_sees_them(write: Write) -> None:
    for broken in ("before\0after", "half \ud83d a letter"):
        with pytest.raises(NotText):
            write(text=broken)
        with pytest.raises(NotText):
            write(html=broken)
        with pytest.raises(NotText):
            write(subject=broken)


def test_an_empty_mail_and_an_endless_one_are_refused(write: Write) -> None:
    with pytest.raises(Missing):
        write(text="")
    with pytest.raises(TooLong):
        write(text="a" * (BODY + 1))


def test_a_long_name_in_the_subject_does_not_keep_the_invitation_back(write: Write) -> None:
    subject = write(subject="Coaching " * 100).subject
    assert len(subject) == SUBJECT
    assert subject.endswith("…")


def test_what_was_about_an_erased_thing_is_not_sent_and_nothing_of_it_can_be_read(post: Post, write: Write) -> None:
    goal, other = uuid7(), uuid7()
    before = write(about=goal, html="<p>Learn to say no</p>")
    deliver(at=MONDAY)
    waiting, untouched = write(about=goal), write(about=other, to="mia@example.com")

    assert Message.cancel_about(goal, at=MONDAY) == 1
    assert Message.empty_about(goal) == 2
    deliver(at=MONDAY)

    assert [letter.to for letter in post.letters] == ["jonas@example.com", "mia@example.com"]
    for message, state in ((before, State.SENT), (waiting, State.CANCELLED)):
        message.refresh_from_db()
        assert (message.state, message.to, message.subject, message.text, message.html) == (state, "", "", "", "")
    untouched.refresh_from_db()
    assert untouched.text


def test_an_empty_mail_cannot_be_left_waiting(write: Write) -> None:
    goal = uuid7()
    write(about=goal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.empty_about(goal)


def test_cancelling_twice_changes_nothing(write: Write) -> None:
    goal = uuid7()
    write(about=goal)
    assert [Message.cancel_about(goal, at=MONDAY), Message.cancel_about(goal, at=MONDAY)] == [1, 0]


def test_the_words_of_a_sent_mail_are_forgotten_after_a_week(post: Post, write: Write) -> None:
    sent = write(html="<p>https://handrail.example/in/abc</p>")
    deliver(at=MONDAY)
    waiting = write()

    assert Message.forget(MONDAY + KEPT - timedelta(seconds=1)) == 0
    assert Message.forget(MONDAY + KEPT) == 1
    assert Message.forget(MONDAY + KEPT) == 0

    sent.refresh_from_db()
    assert (sent.text, sent.html, sent.to, sent.subject) == ("", "", "jonas@example.com", "Your next step")
    waiting.refresh_from_db()
    assert waiting.text


def test_what_waits_can_be_counted(post: Post, write: Write) -> None:
    write()
    write()
    assert Message.waiting_count() == 2
    deliver(at=MONDAY, limit=1)
    assert Message.waiting_count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"state": "lost"},
        {"state": State.SENT},
        {"ended_at": MONDAY},
        {"lease": uuid7()},
        {"leased_until": MONDAY},
        {"state": State.CANCELLED, "ended_at": MONDAY, "lease": uuid7(), "leased_until": MONDAY},
    ],
)
def test_the_database_itself_takes_no_message_between_two_states(write: Write, change: dict[str, object]) -> None:
    write()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(**change)
