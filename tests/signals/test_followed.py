"""What followed a word from the coach: told beside what was before, and no cause is claimed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.followed import followed, what_followed
from handrail.trajectory.goal import Goal
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from tests.clock import Clock

SENT = date(2026, 3, 20)


def days(*offsets: int) -> list[date]:
    return [SENT + timedelta(days=offset) for offset in offsets]


def test_two_weeks_on_either_side_and_the_day_itself_on_neither() -> None:
    active = days(-15, -14, -1, 0, 1, 14, 15)
    told = followed(SENT, active, today=SENT + timedelta(days=40))
    assert (told.before, told.after, told.days, told.is_over) == (2, 2, 14, True)


def test_before_two_weeks_have_passed_it_says_how_many_have() -> None:
    told = followed(SENT, days(1, 2), today=SENT + timedelta(days=3), replied_on=SENT + timedelta(days=2))
    assert (told.days, told.after, told.answered_in, told.is_over) == (3, 2, 2, False)


@given(st.sets(st.integers(-40, 40)), st.integers(0, 60))
def test_counts_stay_within_their_two_weeks(offsets: set[int], ago: int) -> None:
    told = followed(SENT, days(*offsets), today=SENT + timedelta(days=ago))
    assert 0 <= told.before <= 14
    assert 0 <= told.after <= 14
    assert told.is_over == (ago >= 14)


def test_only_what_the_client_did_counts(
    walk: Trajectory, mara: Person, jonas: Person, sleep: Goal, clock: Clock
) -> None:
    clock.go(days=3)
    word = Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How are you?")
    clock.go(days=2)
    Handling.of(walk, kind="silence", coachee=jonas).see(by=mara, at=now())
    Win.add(walk, by=jonas, at=now(), coachee=jonas, text="Slept till seven")
    word.answer(by=jonas, at=now(), text="Better.")
    told = what_followed([Outreach.objects.select_related("coachee").get()], at=clock.go(days=1))[word.pk]
    assert (told.before, told.after, told.days, told.answered_in) == (1, 1, 3, 2)
