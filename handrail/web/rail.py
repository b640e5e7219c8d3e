"""The rail: one trajectory as one line. Pure geometry; no Django, no clock, no words.

Units. Across (`x`) is time: 0 at `start`, 100 at `end`. Down (`y`): 0 at the top of the band the line is drawn in,
100 at its foot, so the line climbs from (0, 100) to (100, 0) and is level at every landing. Paths are SVG path data
in those units, drawn with `preserveAspectRatio="none"`. One row of labels keeps `LABEL` units for each of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

# What "Session 12" over "12 Dec" takes of the narrowest map that is still drawn sideways (43rem).
LABEL = 9.8
ROWS = 2
HAPPENED = frozenset({"held", "closed", "in_progress"})


@dataclass(frozen=True, slots=True)
class Landing:
    """A session, booked or only computed. `state` is its lifecycle word, or "ahead" when no row exists yet."""

    on: date
    state: str
    label: str
    href: str
    number: int
    is_review: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened between two landings and hangs on the line. `kind` is a noun: "action", "reflection"…"""

    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A landing in its place. `row` is the label's row below the line, None where there is room for the number only."""

    landing: Landing
    x: float
    y: float
    past: bool
    anchor: Anchor
    row: int | None


@dataclass(frozen=True, slots=True)
class Hanging:
    mark: Mark
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Rail:
    start: date
    end: date
    past: tuple[Stop, ...]
    ahead: tuple[Stop, ...]
    hanging: tuple[Hanging, ...]
    now_x: float
    now_y: float
    now_anchor: Anchor
    past_path: str
    ahead_path: str

    @property
    def is_deep(self) -> bool:
        """Whether the labels take a second row."""
        return any(stop.row for stop in self.stops)

    @property
    def stops(self) -> tuple[Stop, ...]:
        return self.past + self.ahead


def rail(landings: Iterable[Landing], *, start: date, end: date, today: date, marks: Iterable[Mark] = ()) -> Rail:
    """Lay a trajectory out. Landings outside start..end stand at that end; any order is accepted."""
    ordered = sorted(landings, key=lambda landing: (landing.on, landing.number))
    line = _line([_across(landing.on, start, end) for landing in ordered])
    now = _across(today, start, end)
    stops = [
        Stop(landing, x, round(_height(line, x), 2), _is_past(landing, today), _anchor(x), row)
        for landing, (x, row) in zip(ordered, _rows(_across(each.on, start, end) for each in ordered), strict=True)
    ]
    return Rail(
        start=start,
        end=end,
        past=tuple(stop for stop in stops if stop.past),
        ahead=tuple(stop for stop in stops if not stop.past),
        hanging=tuple(_hang(mark, line, start, end) for mark in marks if mark.on <= today),
        now_x=now,
        now_y=round(_height(line, now), 2),
        now_anchor=_anchor(now),
        past_path=_path(line, 0, now),
        ahead_path=_path(line, now, 100),
    )


def _across(on: date, start: date, end: date) -> float:
    days = max((end - start).days, 1)
    return round(min(max((on - start).days / days, 0), 1) * 100, 2)


def _is_past(landing: Landing, today: date) -> bool:
    return landing.on < today or (landing.on == today and landing.state in HAPPENED)


def _anchor(x: float) -> Anchor:
    return "start" if x < LABEL / 2 else "end" if x > 100 - LABEL / 2 else "middle"


def _rows(places: Iterable[float]) -> Iterable[tuple[float, int | None]]:
    """Each place with the first row whose last label leaves it room."""
    taken = [-1.0] * ROWS
    for x in places:
        left = {"start": x, "middle": x - LABEL / 2, "end": x - LABEL}[_anchor(x)]
        row = next((row for row in range(ROWS) if taken[row] <= left), None)
        if row is not None:
            taken[row] = left + LABEL
        yield x, row


def _line(places: Iterable[float]) -> list[Point]:
    """The points at which the line is level: the two ends and every landing, each a step higher."""
    across = sorted({0.0, 100.0, *places})
    return [(x, 100 - 100 * step / (len(across) - 1)) for step, x in enumerate(across)]


def _height(line: Sequence[Point], x: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(line):
        if x <= x1:
            t = (x - x0) / (x1 - x0)
            return y0 + (y1 - y0) * t * t * (3 - 2 * t)
    return line[-1][1]


def _path(line: Sequence[Point], left: float, right: float) -> str:
    """The part of the line between two places, as cubic curves whose handles lie a third along (so x is even)."""
    if right <= left:
        return ""
    places = [left, *(x for x, _ in line if left < x < right), right]
    pieces = [f"M{left:g} {_height(line, left):.4g}"]
    for a, b in pairwise(places):
        third = (b - a) / 3
        out = _height(line, a) + _slope(line, a, b, at=a) * third
        into = _height(line, b) - _slope(line, a, b, at=b) * third
        pieces.append(f"C{a + third:.5g} {out:.4g} {b - third:.5g} {into:.4g} {b:g} {_height(line, b):.4g}")
    return "".join(pieces)


def _slope(line: Sequence[Point], a: float, b: float, *, at: float) -> float:
    """How steeply the line runs at one end of a..b, which lies between two neighbouring level points."""
    (x0, y0), (x1, y1) = next((p, q) for p, q in pairwise(line) if p[0] <= a and b <= q[0])
    t = (at - x0) / (x1 - x0)
    return 6 * t * (1 - t) * (y1 - y0) / (x1 - x0)


def _hang(mark: Mark, line: Sequence[Point], start: date, end: date) -> Hanging:
    x = _across(mark.on, start, end)
    return Hanging(mark, x, round(_height(line, x), 2))


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone on a goal's own line."""

    label: str
    x: float
    reached: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far along a goal is: a straight rail from 0 to 100, its milestones evenly spaced, the last at the end."""

    x: float
    steps: tuple[Step, ...]


def progress(value: float, *, of: float = 10, milestones: Sequence[tuple[str, bool]] = ()) -> Progress:
    """`value` on a scale of 0..`of`; milestones in order as (label, reached)."""
    if of <= 0:
        raise ValueError("a scale reaches above nought")
    steps = (
        Step(label, round(100 * place / len(milestones), 2), reached)
        for place, (label, reached) in enumerate(milestones, start=1)
    )
    return Progress(round(min(max(value / of, 0), 1) * 100, 2), tuple(steps))
