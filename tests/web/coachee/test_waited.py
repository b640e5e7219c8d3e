"""Jonas taps where there is no network. It reaches us later, and is of the day on which he tapped."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.pause import Pause
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.tick import Tick, day_meant
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win
from tests.clock import Clock
from tests.web.coachee.paths import TODAY, Phone, at, words

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def late(phone: Phone, jonas: Person, place: str, said: dict[str, Any], *, made: datetime) -> Any:
    """Sent now from the queue of his phone, where it was made at that moment."""
    ago = str(round((now() - made).total_seconds()))
    return phone(jonas).post(place, said, headers={"X-For": str(jonas.pk), "X-Seconds-Ago": ago})


def test_what_was_done_noted_and_written_underground_is_of_that_day(
    phone: Phone, jonas: Person, mara: Person, walk: Trajectory, sleep: Goal, call_ann: Action, clock: Clock
) -> None:
    question = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", goal=sleep)
    clock.go(days=5)
    for place, said in (
        (at("completion", call_ann), {"done": "on"}),
        (at("lapses", walk), {"kind": "lapse", "what": "Slept at noon"}),
        (at("wins", walk), {"text": "Went to bed at ten"}),
        (at("submission", question), {"text": "A walk", "visibility": "private"}),
        (at("habits", walk), {"text": "Read", "days": ["1"]}),
    ):
        # Half past eleven at night in UTC is Tuesday where Jonas lives.
        sent = late(phone, jonas, place, said, made=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
        assert sent.status_code == 204, place
    call_ann.refresh_from_db()
    question.refresh_from_db()
    days = {
        call_ann.ended_on, Lapse.objects.get().from_on, Win.objects.get().won_on, question.written_on,
        Habit.objects.get().started_on,
    }  # fmt: skip
    assert days == {TUESDAY}
    assert list(verify_all()) == []


@pytest.mark.parametrize(
    ("days", "written_down"), [(59, date(2026, 3, 3)), (61, date(2026, 5, 1)), (9_000, date(2026, 5, 1))]
)
def test_after_two_months_no_clock_is_believed_and_it_is_dated_as_it_comes(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock, days: int, written_down: date
) -> None:
    clock.go(days=60)
    late(phone, jonas, at("wins", walk), {"text": "Went to bed at ten"}, made=now() - timedelta(days=days))
    assert Win.objects.get().won_on == written_down


def test_a_day_chosen_underground_that_has_been_by_now_stands_as_it_was_chosen(
    phone: Phone, jonas: Person, call_ann: Action, clock: Clock
) -> None:
    made = now()
    clock.go(days=4)
    moved = late(phone, jonas, at("postponement", call_ann), {"due_on": TUESDAY.isoformat()}, made=made)
    assert moved.status_code == 204
    call_ann.refresh_from_db()
    assert call_ann.due_on == TUESDAY
    assert call_ann.due_date_changes.get().made_on == MONDAY


def test_a_pause_that_was_over_before_it_reached_us_takes_its_days_out_and_pauses_nothing(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    made = now()
    clock.go(days=4)
    late(phone, jonas, at("pause", walk), {"resumes_on": "2026-03-04", "reason": "illness"}, made=made)
    walk.refresh_from_db()
    assert walk.state == "active"
    assert [(each.from_on, each.ended_on) for each in Pause.objects.all()] == [(MONDAY, date(2026, 3, 4))]
    assert list(verify_all()) == []


@pytest.mark.parametrize(
    ("hour", "kept", "meant"),
    [
        ("2026-03-02 22:00", True, MONDAY),
        ("2026-03-03 00:30", True, MONDAY),
        ("2026-03-03 07:00", True, TUESDAY),
        ("2026-03-03 07:00", False, MONDAY),
        ("2026-03-01 23:00", True, date(2026, 3, 1)),
    ],
    ids=["the evening", "not yet asleep", "a kept page the day after", "what was seen is taken back", "flown west"],
)
def test_a_ring_for_today_is_of_the_day_that_was_meant(hour: str, kept: bool, meant: date) -> None:
    assert day_meant(MONDAY, tapped_at=datetime.fromisoformat(hour), kept=kept) == meant


def test_a_ring_tapped_on_yesterdays_page_counts_today_and_a_named_day_for_itself(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    ring = {"on": MONDAY.isoformat(), "ring": "on", "kept": "on"}
    assert 'name="ring"' in words(phone(jonas).get(TODAY))
    clock.go(days=3)
    late(phone, jonas, at("ticks", habit), ring, made=datetime(2026, 3, 3, 8, tzinfo=UTC))
    named = {"on": MONDAY.isoformat(), "kept": "on"}
    late(phone, jonas, at("ticks", habit), named, made=datetime(2026, 3, 4, 8, tzinfo=UTC))
    assert {tick.ticked_on for tick in Tick.objects.all()} == {TUESDAY, MONDAY}


def test_past_midnight_the_row_says_which_day_it_took(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    clock.to(datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    ring = {"on": MONDAY.isoformat(), "ring": "on", "kept": "on"}
    row = words(phone(jonas).post(at("ticks", habit), ring, headers={"HX-Request": "true"}))
    assert "said of yesterday" in row
    assert "data-done" in row
    assert Tick.objects.get().ticked_on == MONDAY


def test_a_check_in_that_comes_in_weeks_later_brings_its_ticks_and_says_what_it_could_not(
    phone: Phone, jonas: Person, walk: Trajectory, sleep: Goal, clock: Clock
) -> None:
    before = WeeklyGoal.propose(
        sleep, by=jonas, at=now(), text="No screens", starts_on=date(2026, 2, 20), ends_on=date(2026, 3, 1)
    )
    week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Phone in the kitchen")
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    clock.go(days=20)
    habit.end(by=jonas, at=now())
    taps = {f"tick-{each.pk}": "yes" for each in (before, week, habit)}
    made = datetime(2026, 3, 3, 8, tzinfo=UTC)
    sent = late(phone, jonas, at("check-in", walk), {**taps, "line": "In the tunnel", "key": "k"}, made=made)
    assert sent.status_code == 204
    assert CheckIn.objects.get().period_on == TUESDAY
    assert {tick.weekly_goal or tick.habit for tick in Tick.objects.filter(ticked_on=TUESDAY)} == {week, habit}
    page = words(next_page(phone, jonas, sent))
    assert "No screens" in page
    assert "that tick was left out" in page


def next_page(phone: Phone, jonas: Person, sent: Any) -> Any:
    """The next page of the same browser."""
    browser = phone(jonas)
    browser.cookies.update(sent.cookies)
    return browser.get(TODAY)
