"""Which rows two people look back on together: of a long history both ends, how it was then and how it is now."""

from datetime import date
from typing import Any

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
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

# Goals that were agreed and made theirs; what was only suggested is no part of the way.
TAKEN_UP = frozenset(GoalState) - {GoalState.PROPOSED, GoalState.DECLINED}
# Rows at each end.
ENDS = 60


def _ends(by: str) -> Narrowing:
    def narrowing(rows: Any, today: date) -> Any:
        first = list(rows.order_by(by, "pk")[:ENDS])
        return first if len(first) < ENDS else [*first, *rows.order_by(f"-{by}", "-pk")[:ENDS]]

    return narrowing


def all_rows(rows: Any, today: date) -> Any:
    return rows


def both_read(client: Person, narrowing: Narrowing) -> Narrowing:
    """Of what its reader reads, what coach and client both do."""
    return lambda rows, today: narrowing(rows.filter(rows.read_by_coach(), rows.read_by_participant(client)), today)


def _written(rows: Any, today: date) -> Any:
    return _ends("written_on")(rows.filter(written_on__isnull=False).select_related("prompt__exercise"), today)


ROWS: dict[type[Belonging], Narrowing] = {
    Vision: all_rows,
    Goal: all_rows,
    Milestone: lambda rows, today: rows.exclude(state="dropped"),
    WeeklyGoal: _ends("starts_on"),
    Session: all_rows,
    Action: lambda rows, today: rows.newest(2 * ENDS, by="ended_on"),
    Review: all_rows,
    Reflection: _written,
    Win: _ends("won_on"),
    Habit: all_rows,
    ScaleAnswer: _ends("answered_on"),
    Measure: all_rows,
    MeasureEntry: all_rows,
}
