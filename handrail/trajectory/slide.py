"""A slip, a slide or a break, and the goal it is about: a longer slide takes a goal that was kept going back to being
worked on [56, 57]. Nothing that was reached goes, and no count changes."""

from datetime import date, datetime

from handrail.practice.person import Person
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Kind, Lapse
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal

About = Goal | Habit | WeeklyGoal | Domain


def note_lapse(
    trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, kind: str, about: About | None = None,
    from_on: date | None = None, until_on: date | None = None, what: str = "", learned: str = "",
) -> Lapse:  # fmt: skip
    """Of a goal the lapse is in the goal's area. A goal and its lapse are two entries in one go."""
    lapse = Lapse.note(
        trajectory, by=by, at=at, coachee=coachee, kind=kind, from_on=from_on, until_on=until_on, what=what,
        learned=learned, habit=about if isinstance(about, Habit) else None,
        weekly_goal=about if isinstance(about, WeeklyGoal) else None,
        domain=about.domain if isinstance(about, Goal) else about if isinstance(about, Domain) else None,
    )  # fmt: skip
    if isinstance(about, Goal) and kind == Kind.RELAPSE and about.state == GoalState.MAINTAINING:
        about.relapse(by=by, at=at, reason=what)
    return lapse
