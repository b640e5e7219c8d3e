"""Twelve weeks in a drawing as small as a word: on how many days of each there was a sign of life. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum

DAYS = 7
# Four weeks beside the four before: so many days more or fewer, and by so great a part, are a direction.
HALF, AT_LEAST, PART = 4, 3, 0.25
# The drawing: a bar each, in units of its own.
APART, LOW, HIGH = 6, 1.5, 20


class Direction(Enum):
    UP = "up"
    DOWN = "down"
    LEVEL = "level"


@dataclass(frozen=True)
class Weeks:
    """Days with a sign of life in each week, the oldest first; the last one ends today, and a pause is cut out."""

    days: tuple[int, ...]

    @property
    def lately(self) -> int:
        return sum(self.days[-HALF:])

    @property
    def direction(self) -> Direction:
        before = sum(self.days[-2 * HALF : -HALF])
        apart = self.lately - before
        if abs(apart) < AT_LEAST or abs(apart) < PART * before:
            return Direction.LEVEL
        return Direction.UP if apart > 0 else Direction.DOWN

    @property
    def path(self) -> str:
        """A bar for each week, in a box of 72 by 20."""
        return "".join(f"M{APART * n + 3} {HIGH}v-{_height(days):g}" for n, days in enumerate(self.days))


def together(several: Collection[Sequence[int]]) -> Weeks | None:
    """Of a group what is usual in it; of nobody nothing."""
    return Weeks(tuple(round(sum(week) / len(week)) for week in zip(*several, strict=True))) if several else None


def _height(days: int) -> float:
    return round(LOW + (HIGH - LOW) * days / DAYS, 1)
