"""Judging the numbers of a measure: whether one is due, how weeks went, where the points of a plot lie. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

WEEKS = 13
# A plot keeps this much free at its edges; it is 100 wide and 100 high.
EDGE = 4.0


@dataclass(frozen=True)
class Taken:
    """One number on a day. Of one day the later in the list is the newer."""

    on: date
    value: Decimal
    remark: str = ""


def is_due(cadence: str, *, last_on: date | None, today: date) -> bool:
    """Once in each day, week (from Monday) or month; an earlier one that was left out is not asked for again."""
    if last_on is None:
        return True
    first_day = {"daily": today, "weekly": _monday(today), "monthly": today.replace(day=1)}[cadence]
    return last_on < first_day


@dataclass(frozen=True)
class Cell:
    """A week in the scorecard: the sum, or the last number of it; None where there was none."""

    monday: date
    value: Decimal | None


def weeks(taken: Iterable[Taken], *, today: date, adds_up: bool, number: int = WEEKS) -> tuple[Cell, ...]:
    """The last so many weeks, this one last."""
    found: dict[date, list[Decimal]] = {}
    for each in _in_order(taken):
        found.setdefault(_monday(each.on), []).append(each.value)
    first = _monday(today) - timedelta(weeks=number - 1)
    mondays = [first + timedelta(weeks=n) for n in range(number)]
    return tuple(Cell(monday, _of_week(found.get(monday), adds_up)) for monday in mondays)


def standing(taken: Iterable[Taken], *, adds_up: bool, start: Decimal | None = None) -> Decimal | None:
    """Where it stands now: all of it together, or the newest number."""
    values = [each.value for each in _in_order(taken)]
    if not values:
        return None
    return sum(values, start or Decimal(0)) if adds_up else values[-1]


@dataclass(frozen=True)
class Point:
    taken: Taken
    # What it is drawn at: the number, or all numbers up to it together.
    value: Decimal
    x: float
    y: float


@dataclass(frozen=True)
class Plot:
    """Across is time, up is more: x 0 to 100 from the first day to the last, y 0 at the top. `target_y` is None
    without a target."""

    points: tuple[Point, ...]
    path: str
    target_y: float | None
    low: Decimal
    high: Decimal

    @property
    def first_on(self) -> date:
        return self.points[0].taken.on

    @property
    def last_on(self) -> date:
        return self.points[-1].taken.on


def plot(
    taken: Sequence[Taken], *, target: Decimal | None = None, start: Decimal | None = None, adds_up: bool = False,
    low: Decimal | None = None, high: Decimal | None = None,
) -> Plot | None:  # fmt: skip
    """Where each number lies; nothing to draw for none. `low` and `high`: ends that are always shown."""
    ordered = _in_order(taken)
    if not ordered:
        return None
    values = _summed(ordered, start or Decimal(0)) if adds_up else [each.value for each in ordered]
    shown = [*values, *(end for end in (target, low, high, Decimal(0) if adds_up else None) if end is not None)]
    bottom, top = min(shown), max(shown)
    points = tuple(
        Point(each, value, _across(each.on, ordered), _down(value, bottom, top))
        for each, value in zip(ordered, values, strict=True)
    )
    path = "M" + "L".join(f"{point.x:g} {point.y:g}" for point in points)
    return Plot(points, path, None if target is None else _down(target, bottom, top), bottom, top)


def _in_order(taken: Iterable[Taken]) -> list[Taken]:
    return sorted(taken, key=lambda each: each.on)


def _summed(ordered: Sequence[Taken], start: Decimal) -> list[Decimal]:
    sums, so_far = [], start
    for each in ordered:
        so_far += each.value
        sums.append(so_far)
    return sums


def _across(on: date, ordered: Sequence[Taken]) -> float:
    first, last = ordered[0].on, ordered[-1].on
    if first == last:
        return 50.0
    return round(EDGE + (100 - 2 * EDGE) * (on - first).days / (last - first).days, 2)


def _down(value: Decimal, bottom: Decimal, top: Decimal) -> float:
    if bottom == top:
        return 50.0
    return round(EDGE + (100 - 2 * EDGE) * float((top - value) / (top - bottom)), 2)


def _of_week(values: list[Decimal] | None, adds_up: bool) -> Decimal | None:
    if not values:
        return None
    return sum(values, Decimal(0)) if adds_up else values[-1]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
