"""A habit that goes by itself is asked after a few times more, and then left to itself [83]."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.reminders.claim import Claim
from handrail.reminders.kinds.habit import LAST, STILL_CUED, still_cued
from handrail.reminders.sweep import sweep
from handrail.trajectory.habit import Habit
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.post import Post
from tests.reminders.conftest import round_at


@pytest.fixture
def tea(walk: Trajectory, jonas: Person) -> Habit:
    return Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="A walk", days="135", cue_at=time(12))


def said_on(clock: Clock, *, days: int) -> list[date]:
    for _ in range(days):
        round_at(clock.go(hours=4))
        Claim.objects.sent().filter(answered_at=None).update(answered_at=now())
        clock.go(hours=20)
    return list(Claim.objects.sent().filter(kind="habit").order_by("moment").values_list("moment", flat=True))


def test_three_cues_more_each_after_a_longer_while(tea: Habit, jonas: Person, clock: Clock) -> None:
    clock.go(days=1)
    tea.settle(by=jonas, at=now())
    assert tea.steady_on == date(2026, 3, 3)
    # Settled on a Tuesday: the first Wednesday of the first, second and fourth week after that.
    assert said_on(clock, days=60) == [date(2026, 3, 11), date(2026, 3, 18), date(2026, 4, 1)]


def test_looked_after_again_it_is_cued_as_before(tea: Habit, jonas: Person, clock: Clock) -> None:
    tea.settle(by=jonas, at=now())
    clock.go(days=1)
    tea.resume(by=jonas, at=now())
    assert tea.steady_on is None
    assert len(said_on(clock, days=6)) == 2


def test_a_cue_on_its_way_when_it_becomes_steady_does_not_go(
    post: Post, tea: Habit, jonas: Person, clock: Clock
) -> None:
    round_at(clock.go(hours=1))
    assert said_on(clock, days=0) == []
    sweep(at=clock.go(hours=2))
    tea.settle(by=jonas, at=now())
    round_at(clock.go(seconds=5))
    assert list(Claim.objects.filter(kind="habit").values_list("outcome", "reason")) == [("withheld", "steady")]


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.sets(st.sampled_from("1234567"), min_size=1))
def test_once_in_each_of_its_weeks_whatever_its_days(steady_on: date, days: set[str]) -> None:
    habit = Habit(steady_on=steady_on, days="".join(sorted(days)))
    cued = [
        day
        for n in range(LAST + 20)
        if still_cued(habit, day := date.fromordinal(steady_on.toordinal() + n)) and habit.is_meant_for(day)
    ]
    assert [(day - steady_on).days // 7 for day in cued] == list(STILL_CUED)
