"""A wheel: one spoke for each item, from nought in the middle to ten at the rim. Pure geometry.

Units: the hub is (0, 0), the rim is 100 away; the first spoke points up, the others follow by the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Literal

RIM, TOP = 100.0, 10
RINGS = (20, 40, 60, 80, 100)
# What fits beside the wheel; in full it stands in the table.
LABEL = 16


@dataclass(frozen=True, slots=True)
class Spoke:
    item: str
    label: str
    value: int | None
    before: int | None
    # Its end at the rim, where its value is, and where its name stands.
    x: float
    y: float
    at_x: float
    at_y: float
    label_x: float
    label_y: float
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Wheel:
    """`area` goes round all that was said; `earlier` the same of an answer before, or is empty."""

    spokes: tuple[Spoke, ...]
    area: str
    earlier: str

    @property
    def rings(self) -> tuple[int, ...]:
        return RINGS


def wheel(items: Sequence[str], values: Mapping[str, int], *, before: Mapping[str, int] | None = None) -> Wheel:
    earlier = before or {}
    spokes = tuple(
        _spoke(item, 2 * pi * n / len(items), values.get(item), earlier.get(item)) for n, item in enumerate(items)
    )
    return Wheel(spokes, _area([each.value for each in spokes]), _area([each.before for each in spokes]))


def _spoke(item: str, turn: float, value: int | None, before: int | None) -> Spoke:
    x, y = _at(turn, RIM)
    at_x, at_y = _at(turn, RIM * (value or 0) / TOP)
    label_x, label_y = _at(turn, RIM + 12)
    label = item if len(item) <= LABEL else f"{item[: LABEL - 1]}…"
    anchor: Literal["start", "middle", "end"] = "middle" if abs(x) < RIM / 4 else "start" if x > 0 else "end"
    return Spoke(item, label, value, before, x, y, at_x, at_y, label_x, label_y, anchor)


def _at(turn: float, far: float) -> tuple[float, float]:
    return round(far * sin(turn), 1), round(-far * cos(turn), 1)


def _area(values: Sequence[int | None]) -> str:
    """The points of a polygon; what was left out is not drawn as if it were empty."""
    said = [(n, value) for n, value in enumerate(values) if value is not None]
    points = (_at(2 * pi * n / len(values), RIM * value / TOP) for n, value in said)
    return " ".join(f"{x:g},{y:g}" for x, y in points)
