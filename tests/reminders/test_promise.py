"""What a coach promised is reminded to the coach [72]."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.reminders.sweep import FAR, sweep
from handrail.trajectory.action import Action
from handrail.trajectory.leaving import erase_person
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock
from tests.post import Post
from tests.reminders.conftest import WEDNESDAY, outcomes, round_at, say_yes

THURSDAY = date(2026, 3, 5)


@pytest.fixture
def article(walk: Trajectory, mara: Person) -> Action:
    return Action.propose(walk, by=mara, at=now(), owner=mara, text="Send the article on naps", due_on=THURSDAY)


def test_the_evening_before_to_the_coach_and_to_nobody_else(
    post: Post, article: Action, mara: Person, jonas: Person
) -> None:
    round_at(WEDNESDAY - timedelta(hours=1))
    assert post.letters == []
    round_at(WEDNESDAY)
    round_at(WEDNESDAY + timedelta(minutes=1))
    (letter,) = post.letters
    assert letter.to == mara.email
    assert f"You promised {jonas.name} this by tomorrow:" in letter.text
    assert "Send the article on naps" in letter.text
    assert "/coach/trajectories/" in letter.text
    assert letter.mail["Reply-To"] is None
    assert str(letter.mail["List-Unsubscribe"]).endswith("/stop>")
    assert list(verify_all()) == []


def test_what_is_kept_is_not_reminded_of(post: Post, article: Action, mara: Person, clock: Clock) -> None:
    clock.to(WEDNESDAY - timedelta(hours=1))
    article.complete(by=mara, at=now())
    round_at(clock.to(WEDNESDAY))
    assert post.letters == []


def test_what_is_kept_while_the_letter_waits_is_not_sent(
    post: Post, article: Action, mara: Person, clock: Clock
) -> None:
    post.close()
    with pytest.raises(Exception, match=r"127\.0\.0\.1"):
        round_at(clock.to(WEDNESDAY))
    article.complete(by=mara, at=now())
    post.open()
    round_at(clock.go(minutes=2))
    assert post.letters == []
    assert outcomes(kind="promise") == [("promise", "withheld", "done")]


def test_of_a_client_who_was_erased_no_word_stays_in_a_letter_about_several(
    post: Post, article: Action, mara: Person, amina: Person, jonas: Person, clock: Clock
) -> None:
    other = begin(mara, say_yes(amina, at=now()))
    Action.propose(other, by=mara, at=now(), owner=mara, text="Ring Amina's doctor", due_on=THURSDAY)
    round_at(clock.to(WEDNESDAY))
    (letter,) = post.letters
    assert "doctor" in letter.text
    assert "article" in letter.text
    message = Message.objects.get(about=mara.pk)
    erase_person(by=mara, at=now(), person=jonas if message.thread == other.pk else amina)
    assert Message.objects.get().text
    sweep(at=clock.go(hours=1), back=FAR)
    message.refresh_from_db()
    assert (message.text, message.html, message.subject) == ("", "", "")


def test_a_coach_stops_it_from_the_mail_as_anybody_does(
    post: Post, article: Action, walk: Trajectory, mara: Person, clock: Clock
) -> None:
    round_at(clock.to(WEDNESDAY))
    claim = Claim.objects.get(kind="promise")
    assert Client().get(f"/a/{claim.token}").status_code == 410
    assert Client().post(f"/a/{claim.token}/stop", {"what": "kind"}).status_code == 303
    Action.propose(walk, by=mara, at=now(), owner=mara, text="Ring the doctor", due_on=date(2026, 3, 9))
    round_at(clock.to(WEDNESDAY + timedelta(days=4)))
    assert outcomes(kind="promise")[-1] == ("promise", "withheld", "stopped_kind")


def test_what_a_coach_is_told_they_take_up_again_on_their_own_page(
    phone: Callable[[Person], Client], mara: Person, jonas: Person, walk: Trajectory
) -> None:
    device = phone(mara)
    assert "You are told." in device.get("/me/mails").content.decode()
    device.post("/me/mails", {"kind": "promise", "wanted": "off"})
    assert Choice.of(mara).chosen.without == {"promise"}
    assert "Left out." in device.get("/me/mails").content.decode()
    device.post("/me/mails", {"kind": "promise", "wanted": "on"})
    assert not Choice.of(mara).chosen.without
    assert device.post("/me/mails", {"kind": "session_changed", "wanted": "off"}).status_code == 404
    assert phone(jonas).get("/me/mails").status_code == 404
