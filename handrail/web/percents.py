"""Weekly results as a small rail: one landing a week, as high as its percentage. Pure geometry; units as in rail.py."""

from collections.abc import Sequence
from dataclasses import dataclass

from handrail.trajectory.weekly_goal import WeeklyGoal

EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Week:
    weekly_goal: WeeklyGoal
    percent: int
    x: float

    @property
    def y(self) -> int:
        return 100 - self.percent


@dataclass(frozen=True, slots=True)
class Plot:
    weeks: tuple[Week, ...]
    path: str


def plot(weekly_goals: Sequence[WeeklyGoal]) -> Plot | None:
    """The weeks that were looked back on, in order; nothing to draw for none."""
    told = [(week, week.percent) for week in weekly_goals if week.percent is not None]
    if not told:
        return None
    apart = (100 - 2 * EDGE) / max(len(told) - 1, 1)
    weeks = tuple(Week(week, percent, round(EDGE + n * apart, 2)) for n, (week, percent) in enumerate(told))
    return Plot(weeks, "M" + "L".join(f"{week.x:g} {week.y:g}" for week in weeks))
