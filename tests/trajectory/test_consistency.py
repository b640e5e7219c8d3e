"""Steadiness as "x of the last y": a day without takes nothing away from the days with."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handrail.trajectory.consistency import Kept, kept_of

TODAY = date(2026, 3, 12)  # a Thursday
LONG_AGO = date(2026, 1, 1)


def days_ago(*numbers: int) -> dict[date, bool]:
    return {TODAY - timedelta(days=number): True for number in numbers}


def test_five_of_the_last_seven() -> None:
    assert kept_of(days_ago(1, 2, 4, 5, 7), today=TODAY, since=LONG_AGO) == Kept(5, 7)


def test_today_counts_only_once_something_was_said_of_it() -> None:
    assert kept_of(days_ago(0), today=TODAY, since=TODAY) == Kept(1, 1)
    assert kept_of({}, today=TODAY, since=TODAY) == Kept(0, 0)


def test_days_off_and_days_away_are_no_part_of_it() -> None:
    """Meant for weekdays; the Monday of this week was paused."""
    away = {date(2026, 3, 9)}
    kept = kept_of(days_ago(1, 2), today=TODAY, since=date(2026, 3, 5), days="12345", away=away)
    assert kept == Kept(2, 4)


def test_what_was_kept_on_a_day_off_counts() -> None:
    sunday = {date(2026, 3, 8): True}
    assert kept_of(sunday, today=TODAY, since=date(2026, 3, 7), days="12345") == Kept(1, 4)


@given(
    kept=st.sets(st.integers(0, 60)), away=st.sets(st.integers(0, 60)), last=st.integers(1, 30),
    more=st.integers(0, 60),
)  # fmt: skip
def test_one_more_day_kept_never_makes_it_less(kept: set[int], away: set[int], last: int, more: int) -> None:
    paused = {TODAY - timedelta(days=number) for number in away}
    before = kept_of(days_ago(*kept), today=TODAY, since=LONG_AGO, last=last, away=paused)
    after = kept_of(days_ago(*kept, more), today=TODAY, since=LONG_AGO, last=last, away=paused)
    assert before.days <= before.of <= last
    assert after.days >= before.days
