"""Lives to judge: short to write, and any that one can think of."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from handrail.signals.facts import Aim, Asked, Due, Facts, Meeting, Opened, Report, Stage, Week
from handrail.signals.rules import signals_of
from handrail.signals.signal import Kind, Signal

# Somebody of whom there is nothing to say: they are there each other day, meet each fortnight, and the next is booked.
CALM = Facts(
    today=100,
    active=tuple(range(0, 101, 2)),
    contact=tuple(range(0, 101, 14)),
    meetings=(*(Meeting(day, kept=True, energy=4) for day in range(0, 99, 14)), Meeting(110)),
)


def life(**facts: Any) -> Facts:
    return replace(CALM, **facts)


def raised(facts: Facts, kind: Kind) -> list[Signal]:
    return [signal for signal in signals_of(facts) if signal.kind == kind]


def kinds(facts: Facts) -> list[Kind]:
    return [signal.kind for signal in signals_of(facts)]


_day = st.integers(0, 200)
_days = st.sets(_day, max_size=25).map(lambda days: tuple(sorted(days)))
_later = st.none() | _day


def _sorted(each: st.SearchStrategy[Any], *, most: int = 12) -> st.SearchStrategy[tuple[Any, ...]]:
    def key(row: Any) -> int:
        return int(getattr(row, "day", getattr(row, "due", 0)))

    return st.lists(each, max_size=most).map(lambda rows: tuple(sorted(rows, key=key)))


_due = st.builds(Due, _day, done=_later, left=_later)
_meeting = st.builds(
    Meeting, _day, energy=st.none() | st.integers(1, 5), late=st.booleans(), noted=st.booleans()
).flatmap(lambda each: st.sampled_from([replace(each, kept=True), replace(each, fell_out=True), each]))
_aim = st.builds(
    Aim, st.just("a goal"), _day, realistic=st.sampled_from([True, False, None]), reviewed=_days,
    progress=st.dictionaries(_day, st.integers(0, 100), max_size=6).map(lambda said: tuple(sorted(said.items()))),
)  # fmt: skip
_week = st.builds(
    Week, st.sampled_from("abc"), _day, _day, percent=st.none() | st.integers(0, 100), ticked=st.integers(0, 2),
    too_ambitious=st.booleans(),
).map(lambda week: replace(week, ends=week.starts + 6))  # fmt: skip
lives = st.builds(
    Facts, st.integers(0, 220), cadence=st.sampled_from([7, 14, 28]), active=_days, contact=_days, wrote=_days,
    dues=_sorted(_due), opened=st.lists(st.builds(Opened, _day, _days), max_size=7).map(tuple),
    meetings=_sorted(_meeting), aims=st.lists(_aim, max_size=3).map(tuple),
    weeks=st.lists(_week, max_size=6).map(tuple),
    asked=_sorted(st.builds(Asked, _day, _later, _later, st.none() | st.integers(0, 900)), most=8),
    reports=_sorted(st.builds(Report, _day, _later, _later, _later), most=8),
    stages=st.lists(st.builds(Stage, st.just("sleep"), st.sampled_from(["contemplation", "action"]), _day)).map(tuple),
    promises=_sorted(_due, most=3), vision_read=_later, joined=_later, invited=_later, is_running=st.booleans(),
)  # fmt: skip
