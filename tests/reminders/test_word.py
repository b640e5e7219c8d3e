"""A word that the coach wrote reaches the client, whatever they stopped; the answer finds its way back [79, 82]."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from pytest_django import Settings

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.apprise_place import ApprisePlace
from handrail.outbox.message import Message
from handrail.outbox.number import Number
from handrail.outbox.push_subscription import devices_to
from handrail.outbox.stopped import Stopped, Why
from handrail.practice.person import Person
from handrail.reminders.choice import Channel, Choice
from handrail.reminders.claim import Claim
from handrail.reminders.replies import understand
from handrail.reminders.sweep import sweep
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.post import Post
from tests.receiver import Receiver
from tests.reminders.conftest import device_of, outcomes, round_at
from tests.reminders.test_answers import Reply

Phone = Callable[[Person], Client]
WORDS = "Hello Jonas,\n\nI was thinking of the canal. How are you?"
NIGHT = datetime(2026, 3, 3, 22, 0, tzinfo=UTC)


class Killed(BaseException):
    """As no signal is caught."""


def sent(walk: Trajectory, mara: Person, jonas: Person) -> Outreach:
    because = Handling.of(walk, kind="silence", evidence=":12:0", coachee=jonas)
    return because.reach_out(by=mara, at=now(), text=WORDS)


def test_it_is_a_letter_in_the_coach_s_own_words_sent_once(
    post: Post, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    sent(walk, mara, jonas)
    round_at(now())
    round_at(now() + timedelta(minutes=1))
    (letter,) = post.letters
    assert letter.to == jonas.email
    assert letter.subject == "A word from your coach"
    assert letter.text.startswith(WORDS)
    assert letter.text.count("Hello") == 1
    for trace in ("silence", "signal", "Signal"):
        assert trace not in letter.text
        assert trace not in letter.html
    assert letter.mail["List-Unsubscribe"] is None
    assert list(verify_all()) == []


def test_who_stopped_all_reminders_still_gets_what_somebody_wrote_to_them(
    post: Post, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    Choice.stop(jonas, by=jonas, at=now())
    sent(walk, mara, jonas)
    round_at(now())
    assert [letter.to for letter in post.letters] == [jonas.email]


def test_at_night_it_waits_for_the_morning(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    clock.to(NIGHT)
    sent(walk, mara, jonas)
    round_at(NIGHT)
    round_at(clock.to(datetime(2026, 3, 4, 6, 59, tzinfo=UTC)))
    assert post.letters == []
    round_at(clock.to(datetime(2026, 3, 4, 7, 0, tzinfo=UTC)))
    assert [letter.to for letter in post.letters] == [jonas.email]


def test_in_a_pause_a_word_still_comes_and_after_the_end_none(
    post: Post, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    walk.pause(by=mara, at=now(), reason="client")
    sent(walk, mara, jonas)
    round_at(now())
    assert len(post.letters) == 1
    Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="One more")
    walk.end_early(by=mara, at=now())
    round_at(now())
    assert len(post.letters) == 1


def test_it_goes_by_the_messenger_they_chose_and_says_nothing_on_a_locked_screen(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, receiver: Receiver
) -> None:
    ApprisePlace.keep(practice_id=jonas.practice_id, name="sms", url=f"json://{receiver.place}/to/{{to}}")
    shown = {"practice_id": jonas.practice_id, "place": "sms", "number": "+31612345678", "asked_at": now()}
    Number.objects.create(person_id=jonas.pk, shown_at=now(), **shown)
    Choice.hear_by(jonas, by=jonas, at=now(), channel=Channel.APPRISE)
    sent(walk, mara, jonas)
    round_at(now())
    assert post.letters == []
    told = json.loads(receiver.posted[0].body)["message"]
    assert told.startswith("A word from your coach: http")
    assert "canal" not in told


def test_the_link_opens_the_word_and_takes_the_answer(
    post: Post, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    word = sent(walk, mara, jonas)
    round_at(now())
    address = f"/a/{Claim.objects.get(kind='word').token}"
    page = Client().get(address).content.decode()
    assert "Mara wrote to you" in page
    assert "canal" in page
    assert Client().post(address, {"way": "reply", "text": "Slowly, and gladly."}).status_code == 303
    word.refresh_from_db()
    assert word.reply == "Slowly, and gladly."


def test_a_reply_by_mail_is_the_answer_and_the_coach_is_told_where_it_stands(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, settings: Settings, clock: Clock
) -> None:
    settings.HANDRAIL_REPLY_TO = "reply+{token}@handrail.example"
    word = sent(walk, mara, jonas)
    round_at(now())
    for number, words in enumerate(("Slowly.", "And thank you for asking!")):
        understand(Reply(Claim.objects.get(kind="word").token, words, f"<{number}@post.example>"), now())
    word.refresh_from_db()
    assert word.reply == "Slowly.\n\nAnd thank you for asking!"
    round_at(clock.go(minutes=1))
    round_at(clock.go(minutes=1))
    (told,) = [letter for letter in post.letters if letter.to == mara.email]
    assert "Jonas wrote back to you." in told.text
    assert f"/coach/trajectories/{walk.pk}/words?to={jonas.pk}" in told.text
    assert "Slowly" not in told.text


def test_a_coach_who_went_on_writing_needs_no_telling(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    word = sent(walk, mara, jonas)
    clock.go(minutes=5)
    word.answer(by=jonas, at=now(), text="Slowly.")
    Outreach.send(walk, by=mara, at=clock.go(minutes=1), coachee=jonas, text="That is good to hear.")
    round_at(clock.go(minutes=1))
    assert outcomes(kind="word_back") == [("word_back", "withheld", "done")]
    assert mara.email not in [letter.to for letter in post.letters]


@pytest.mark.parametrize("then", ["erase", "leave"])
def test_what_waits_is_not_sent_when_the_words_are_gone(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock, then: str
) -> None:
    clock.to(NIGHT)
    sent(walk, mara, jonas)
    if then == "erase":
        walk.erase(by=mara, at=now())
    else:
        walk.participants.get().leave(by=mara, at=now())
    round_at(clock.to(NIGHT + timedelta(hours=10)))
    assert post.letters == []


def test_the_same_words_from_a_second_window_are_one_word_and_other_words_are_another(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    first = sent(walk, mara, jonas)
    clock.go(minutes=1)
    assert sent(walk, mara, jonas) == first
    once = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="Enjoy the hills!")
    assert Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="Enjoy the  hills!\r\n") == once
    round_at(now())
    (letter,) = post.letters
    assert (letter.text.count("canal"), letter.text.count("Enjoy the hills!")) == (1, 1)
    clock.go(days=7)
    assert Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="Enjoy the hills!") != once
    assert list(verify_all()) == []


def test_it_is_a_notice_on_their_devices_without_a_word_of_it_and_a_mail_where_none_is_left(
    post: Post, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    device = device_of(jonas)
    Choice.hear_by(jonas, by=jonas, at=now(), channel=Channel.PUSH)
    sent(walk, mara, jonas)
    sweep(at=now())
    notice = Message.objects.get(about=jonas.pk)
    assert (notice.channel, notice.to) == ("push", devices_to([device.pk]))
    assert "canal" not in notice.subject
    Message.cancel_about(jonas.pk, at=now())
    device.delete()
    Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="And the hills?")
    round_at(now())
    assert [letter.subject for letter in post.letters] == ["A word from your coach"]


def test_who_wants_no_mail_from_here_is_written_to_and_their_coach_knows_that_it_came_back(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, phone: Phone
) -> None:
    """It is the coach's own word, and stands on the client's page in any case."""
    page = f"/coach/trajectories/{walk.pk}/words"
    assert "came back lately" not in phone(mara).get(page).content.decode()
    Stopped.stop(jonas.practice_id, "email", jonas.email, why=Why.COMPLAINED, at=now())
    assert "Mail to Jonas came back lately" in phone(mara).get(page).content.decode()
    sent(walk, mara, jonas)
    round_at(now())
    assert [letter.to for letter in post.letters] == [jonas.email]
    theirs = f"/my/trajectories/{walk.pk}/words"
    assert theirs in phone(jonas).get("/my/").content.decode()
    assert "canal" in phone(jonas).get(theirs).content.decode()


def test_a_worker_killed_when_it_was_sent_and_not_yet_written_down_sends_the_very_same_letter(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    """To the byte, so that a mail program shows it once; and never a third time."""
    sent(walk, mara, jonas)
    with mock.patch("handrail.outbox.delivery.note_sent", side_effect=Killed), suppress(Killed):
        round_at(now())
    for _ in range(3):
        round_at(clock.go(minutes=3))
    first, second = post.letters
    assert first.raw == second.raw
    assert outcomes(kind="word") == [("word", "sent", "")]


def test_what_was_replayed_from_the_link_answers_once(
    post: Post, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    word = sent(walk, mara, jonas)
    round_at(now())
    address = f"/a/{Claim.objects.get(kind='word').token}"
    for _ in range(2):
        Client().post(address, {"way": "reply", "text": "Slowly.", "before": ""})
    word.refresh_from_db()
    assert word.reply == "Slowly."
