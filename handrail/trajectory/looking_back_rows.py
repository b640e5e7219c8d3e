"""Which rows two people look back on together: of a long history both ends, how it was then and how it is now."""

from datetime import date
from typing import Any

from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.kept import Narrowing
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

# Rows at each end.
ENDS = 60


def _ends(by: str) -> Narrowing:
    def narrowing(rows: Any, today: date) -> Any:
        first = list(rows.order_by(by, "pk")[:ENDS])
        return first if len(first) < ENDS else [*first, *rows.order_by(f"-{by}", "-pk")[:ENDS]]

    return narrowing


def _all(rows: Any, today: date) -> Any:
    return rows


def _written(rows: Any, today: date) -> Any:
    return _ends("written_on")(rows.filter(written_on__isnull=False).select_related("prompt__exercise"), today)


ROWS: dict[type[Belonging], Narrowing] = {
    Vision: _all,
    Goal: _all,
    Milestone: lambda rows, today: rows.exclude(state="dropped"),
    WeeklyGoal: _ends("starts_on"),
    Session: _all,
    Action: lambda rows, today: rows.newest(2 * ENDS, by="ended_on"),
    Review: _all,
    Reflection: _written,
    Win: _ends("won_on"),
    Habit: _all,
    ScaleAnswer: _ends("answered_on"),
    Measure: _all,
    MeasureEntry: _all,
}
