"""Paused days count for nothing, and everything after a pause moves by exactly its number of days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.signals.lived import Lived

START = date(2026, 3, 2)
days = st.integers(0, 400)


def on(day: int) -> date:
    return START + timedelta(days=day)


def test_without_a_pause_a_day_is_a_day() -> None:
    assert Lived.since(START).day(on(42)) == 42
    assert Lived.since(START).day(on(-3)) == -3


def test_ten_paused_days_make_day_52_the_42nd() -> None:
    lived = Lived.since(START, [on(day) for day in range(20, 30)])
    assert lived.day(on(52)) == 42
    assert lived.date(42) == on(52)


@given(st.sets(days, max_size=60), days)
def test_the_day_that_somebody_lived_is_found_again(paused: set[int], day: int) -> None:
    lived = Lived.since(START, map(on, paused))
    assert lived.day(lived.date(day)) == day
    assert lived.date(day) not in lived.paused


@given(st.sets(st.integers(0, 100), max_size=30), st.integers(101, 400))
def test_a_pause_that_is_over_shifts_by_its_number_of_days(paused: set[int], later: int) -> None:
    lived = Lived.since(START, map(on, paused))
    assert lived.day(on(later)) == later - len(paused)
