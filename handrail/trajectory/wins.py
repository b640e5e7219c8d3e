"""What went well: derived from what was done, reached and learned, and from what was kept as a win [59]."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from handrail.ledger.book import timeline
from handrail.ledger.verbs import Verb
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.milestone import State as MilestoneState
from handrail.trajectory.reach import reach_of
from handrail.trajectory.weekly_goal import State as WeeklyState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win

Kind = Literal["action", "milestone", "goal", "weekly_goal", "win"]


@dataclass(frozen=True)
class Won:
    """One thing that went well. `words` are what the client said about it; `percent` a week's result."""

    kind: Kind
    row: Belonging
    text: str
    on: date
    goal: Goal | None
    words: str = ""
    percent: int | None = None


def wins(whole: Whole, *, days: Mapping[UUID, date]) -> list[Won]:
    """Newest first. `days` says when a goal or a milestone was reached: no column does, the ledger does."""
    found = [*_done(whole), *_reached(whole, days), *_tried(whole), *_kept(whole)]
    return sorted(found, key=lambda won: (won.on, won.row.pk), reverse=True)


def days_reached(whole: Whole) -> dict[UUID, date]:
    """When each goal and milestone was reached (the last time, where it was reopened)."""
    reached = timeline(
        whole.trajectory.pk, reach=reach_of(whole.reader), limit=1000,
        verbs={Verb.GOAL_ACHIEVED, Verb.MILESTONE_REACHED},
    )  # fmt: skip
    return {each.subject[1]: whole.reader.today(each.happened_at) for each in reversed(reached)}


def _done(whole: Whole) -> Iterator[Won]:
    for action in whole.every(Action):
        if action.state == ActionState.DONE and not action.is_promise:
            yield Won("action", action, action.text, action.ended_on or action.due_on, action.goal, action.remark)


def _reached(whole: Whole, days: Mapping[UUID, date]) -> Iterator[Won]:
    for step in whole.every(Milestone):
        if step.state == MilestoneState.REACHED:
            yield Won("milestone", step, step.text, days.get(step.pk, whole.today), step.goal)
    for goal in whole.goals:
        if goal.state in (GoalState.ACHIEVED, GoalState.MAINTAINING):
            yield Won("goal", goal, goal.text, days.get(goal.pk, whole.today), None, goal.sign)


def _tried(whole: Whole) -> Iterator[Won]:
    """A week looked back on: what was learned counts at nought per cent too [48]."""
    for week in whole.every(WeeklyGoal):
        if week.state == WeeklyState.REVIEWED and (week.percent or week.learned):
            on = min(week.ends_on, whole.today)
            yield Won("weekly_goal", week, week.text, on, week.goal, week.learned or week.happened, week.percent)


def _kept(whole: Whole) -> Iterator[Won]:
    for win in whole.every(Win):
        yield Won("win", win, win.text, win.won_on, win.goal)
