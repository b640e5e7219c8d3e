"""Twelve weeks in a drawing as small as a word: on how many days of each there was a sign of life. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

WEEKS, DAYS = 12, 7
LOOKED_BACK = timedelta(days=WEEKS * DAYS)
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
    """Days with a sign of life in each week, the oldest first; the last one ends today."""

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


def weeks(days: Iterable[date], *, today: date) -> Weeks:
    counted = [0] * WEEKS
    for day in set(days):
        ago = (today - day).days // DAYS
        if 0 <= ago < WEEKS:
            counted[WEEKS - 1 - ago] += 1
    return Weeks(tuple(counted))


def _height(days: int) -> float:
    return round(LOW + (HIGH - LOW) * days / DAYS, 1)
