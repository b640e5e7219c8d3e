"""How it goes between sessions: the newest is open, nothing piles up, and the first words are never lost."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest

from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.clock import now
from handrail.lib.refusal import Missing, NotUnderstood, NotYours, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.check_in import CheckIn, Late, open_period
from handrail.trajectory.habit import Habit
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.pause import Pause, days_away
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("weekday", "week"),
    [(1, -7), (2, -7), (3, -7), (4, -7), (5, 0), (6, 0), (7, 0)],
)
def test_the_report_of_a_week_is_open_from_its_friday_to_the_thursday_after(weekday: int, week: int) -> None:
    today = MONDAY + timedelta(days=weekday - 1)
    assert open_period("weekly", today) == MONDAY + timedelta(days=week)
    assert open_period("daily", today) == today


def test_said_twice_on_a_day_it_is_one_check_in_with_two_versions(walk: Trajectory, jonas: Person) -> None:
    first = CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=3, line="Tired")
    second = CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=6, line="Better after a walk")
    assert first.pk == second.pk
    assert (CheckIn.objects.get().energy, CheckIn.objects.get().line) == (6, "Better after a walk")
    assert CheckIn.objects.get().revision == 2


def test_leaving_it_out_takes_nothing_back_that_was_said(walk: Trajectory, jonas: Person) -> None:
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", line="Tired")
    CheckIn.skip(walk, by=jonas, at=now(), kind="daily")
    assert (CheckIn.objects.get().state, CheckIn.objects.get().line) == ("submitted", "Tired")


def test_what_was_left_out_can_still_be_said(walk: Trajectory, jonas: Person) -> None:
    CheckIn.skip(walk, by=jonas, at=now(), kind="daily")
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", line="After all")
    assert (CheckIn.objects.get().state, CheckIn.objects.get().line) == ("submitted", "After all")


def test_yesterdays_is_closed(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    yesterday = jonas.today(now())
    clock.go(days=1)
    with pytest.raises(Late):
        CheckIn.submit(walk, by=jonas, at=now(), kind="daily", period_on=yesterday)


def test_only_the_client_says_it_and_only_the_coach_answers(walk: Trajectory, jonas: Person, mara: Person) -> None:
    with pytest.raises(NotYours):
        CheckIn.submit(walk, by=mara, at=now(), kind="weekly", moved="All of it")
    report = CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="Two walks")
    assert list(CheckIn.objects.unanswered()) == [report]
    with pytest.raises(NotYours):
        report.answer(by=jonas, at=now(), text="Well done, me")
    with pytest.raises(Missing):
        report.answer(by=mara, at=now(), text="  ")
    report.answer(by=mara, at=now(), text="Two walks in that rain!")
    assert list(CheckIn.objects.unanswered()) == []


def test_a_check_in_ticks_the_habits_it_names(walk: Trajectory, jonas: Person) -> None:
    walking = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk at noon")
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", ticks={walking.pk: True})
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", ticks={walking.pk: False})
    assert [(tick.kept, tick.ticked_on) for tick in Tick.objects.all()] == [(False, jonas.today(now()))]
    with pytest.raises(NotUnderstood):
        CheckIn.submit(walk, by=jonas, at=now(), kind="daily", ticks={walk.pk: True})


def test_a_day_can_be_filled_in_for_a_week_and_never_ahead(walk: Trajectory, jonas: Person) -> None:
    walking = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk at noon")
    today = jonas.today(now())
    Tick.put(walking, by=jonas, at=now(), ticked_on=today - timedelta(days=7))
    for day in (today - timedelta(days=8), today + timedelta(days=1)):
        with pytest.raises(OutOfRange):
            Tick.put(walking, by=jonas, at=now(), ticked_on=day)


def test_a_pause_ends_on_its_day_also_when_nobody_said_so(walk: Trajectory, jonas: Person, clock: Clock) -> None:
    first = jonas.today(now())
    walk.pause(by=jonas, at=now(), reason="holiday", resumes_on=first + timedelta(days=10))
    assert walk.is_paused_on(first + timedelta(days=9))
    assert not walk.is_paused_on(first + timedelta(days=10))
    clock.go(days=12)
    walk.resume(by=jonas, at=now())
    away = days_away(Pause.objects.all(), first=first - timedelta(days=5), last=first + timedelta(days=20))
    assert (min(away), max(away)) == (first, first + timedelta(days=9))


def test_what_waited_on_a_phone_belongs_to_the_day_it_was_said_on(
    walk: Trajectory, jonas: Person, clock: Clock
) -> None:
    """Ten days in the mountains, without a network."""
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Read ten pages")
    measure = Measure.add(walk, by=jonas, at=now(), coachee=jonas, name="Hours slept")
    said_at, day = now(), jonas.today(now())
    clock.go(days=10)
    late = partial(perform, by=jonas, at=now(), surface=Surface.WEB, happened_at=said_at)
    late(partial(Tick.put, habit), ticked_on=day)
    late(partial(MeasureEntry.record, measure), value=Decimal(7))
    assert Tick.objects.get().ticked_on == day
    assert MeasureEntry.objects.get().measured_on == day
    with pytest.raises(OutOfRange):
        Tick.put(habit, by=jonas, at=now(), ticked_on=day)
