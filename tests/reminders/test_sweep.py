"""From a row that is due to a letter in the post, with a real mail server and a virtual clock."""

from datetime import timedelta
from typing import Any
from unittest import mock

from handrail.lib.clock import now
from handrail.outbox.stopped import Stopped, Why
from handrail.practice.person import Person
from handrail.reminders.claim import Claim
from handrail.reminders.item import Someone
from handrail.reminders.letter import Letters
from handrail.reminders.sweep import sweep
from handrail.reminders.told import told
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.post import Post
from tests.reminders.conftest import WEDNESDAY, outcomes, round_at, say_yes


def test_an_agreed_action_is_reminded_once_the_evening_before(post: Post, call_ann: Action, jonas: Person) -> None:
    round_at(WEDNESDAY - timedelta(minutes=1))
    assert post.letters == []
    round_at(WEDNESDAY)
    round_at(WEDNESDAY + timedelta(seconds=1))
    round_at(WEDNESDAY + timedelta(days=1))
    (letter,) = post.letters
    assert letter.to == jonas.email
    assert letter.subject == "A short reminder"
    assert "Call Ann about the evening shift" in letter.text
    assert "Call Ann" in letter.html
    assert outcomes(kind="action") == [("action", "sent", "")]


def test_who_never_answers_is_left_in_peace_for_good_and_their_coach_hears_once(
    walk: Trajectory, jonas: Person
) -> None:
    """Long after the messages that nobody answered are forgotten."""
    sunday = WEDNESDAY + timedelta(days=4)
    for week in range(40):
        sweep(at=sunday + timedelta(days=7 * week))
    said = Claim.objects.filter(kind="weekly_report", person_id=jonas.pk)
    assert (said.filter(outcome="sent").count(), said.filter(reason="handed_over").count()) == (4, 36)
    assert Claim.objects.filter(kind="hand_over").count() == 1
    (mine,) = told(walk, [jonas], at=sunday + timedelta(days=7 * 39))
    assert mine.handed_over_at is not None


def test_a_coach_sees_that_mail_to_a_client_comes_back(walk: Trajectory, jonas: Person) -> None:
    assert [each.unreached for each in told(walk, [jonas], at=now())] == [""]
    Stopped.stop(jonas.practice_id, "email", jonas.email, why=Why.BOUNCED, at=now())
    assert [each.unreached for each in told(walk, [jonas], at=now())] == ["bounced"]


def test_one_person_whose_words_break_us_silences_nobody_else(
    post: Post, walk: Trajectory, mara: Person, jonas: Person, amina: Person, call_ann: Action
) -> None:
    other = begin(mara, amina)
    say_yes(amina, at=now())
    Action.propose(other, by=amina, at=now(), owner=amina, text="Call Bo", due_on=call_ann.due_on)
    written = Letters.write

    def breaks(letters: Letters, someone: Someone, told: Any) -> Any:
        if someone.person == jonas:
            raise ZeroDivisionError
        return written(letters, someone, told)

    with mock.patch.object(Letters, "write", breaks):
        round_at(WEDNESDAY)
    assert [letter.to for letter in post.letters] == [amina.email]
    round_at(WEDNESDAY + timedelta(minutes=1))
    assert [letter.to for letter in post.letters] == [amina.email, jonas.email]
