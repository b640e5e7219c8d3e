"""What is agreed in a session, and the goals it serves, each as a thing of its own (handrail.web.things)."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.scale_answer import Scaled
from handrail.trajectory.weekly_goal import State as WeekState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.action_forms import JointActionForm
from handrail.web.actions import action_row
from handrail.web.coach.session_page import OnItsWay, SessionPage
from handrail.web.goal_forms import MilestoneForm
from handrail.web.holding_forms import NewGoalForm, Refused
from handrail.web.things import Smaller, Thing, smaller_form
from handrail.web.weekly_goal_forms import JointWeeklyGoalForm

AHEAD = (WeekState.PROPOSED, WeekState.AGREED, WeekState.RUNNING)


@dataclass(frozen=True)
class Served:
    """A goal with its next step, and the ways to one more step and to an experiment for the week."""

    thing: Thing
    milestone: Milestone | None
    week: JointWeeklyGoalForm
    step: MilestoneForm
    is_week_refused: bool
    is_step_refused: bool


@dataclass(frozen=True)
class Things:
    shown: SessionPage
    refused: Refused = field(default_factory=Refused)
    # Of which thing the next question is to be seen at once.
    asked_of: str = ""

    @property
    def whole(self) -> Whole:
        return self.shown.whole

    @property
    def carried(self) -> list[tuple[OnItsWay, Smaller | None, str, bool]]:
        """What came in open, each with the way to make it smaller, where that goes, and whether it was refused."""
        return [self._carried(way) for way in self.shown.carried]

    def _carried(self, way: OnItsWay) -> tuple[OnItsWay, Smaller | None, str, bool]:
        action = way.way.action
        form, href = smaller_form(action, self.whole, self.refused), self._place("smaller", "actions", action.pk)
        return way, form, href, f"smaller-{action.pk}" in self.refused

    @property
    def agreed(self) -> list[Thing]:
        """Agreed here, the weeks ahead, and habits."""
        session, looked_at = self.shown.session, self.shown.agenda.weekly_goals
        here = [action for action in self.whole.actions if action.session_id == session.pk]
        weeks = [week for week in self.whole.every(WeeklyGoal) if week.state in AHEAD and week not in looked_at]
        habits = [habit for habit in self.whole.every(Habit) if habit.state in ("proposed", "running")]
        rows: list[Scaled] = [*here, *weeks, *habits]
        return [self._thing(row) for row in rows]

    @property
    def goals(self) -> list["Served"]:
        return [self._served(goal) for goal in self.whole.open_goals]

    def _served(self, goal: Goal) -> "Served":
        week, step = f"week-{goal.pk}", f"step-{goal.pk}"
        return Served(
            self._thing(goal), self.whole.next_milestone(goal), self.refused.form(week, JointWeeklyGoalForm()),
            self.refused.form(step, MilestoneForm()), week in self.refused, step in self.refused,
        )  # fmt: skip

    @property
    def action_form(self) -> JointActionForm:
        here = {"session": self.shown.session, "agreed": True}
        return self.refused.form(
            "action", JointActionForm(whole=self.whole, coachees=list(self.shown.people), initial=here)
        )

    @property
    def goal_form(self) -> NewGoalForm:
        return self.refused.form("goal", NewGoalForm(people=self.shown.people))

    def _thing(self, row: Scaled) -> Thing:
        return Thing.of(
            self.whole, row, place=self._place, refused=self.refused, asked_of=self.asked_of,
            action_row=action_row(self.whole, row, space="coach") if isinstance(row, Action) else None,
        )  # fmt: skip

    def _place(self, name: str, *asked: Any) -> str:
        return reverse(f"coach:session-{name}", args=[self.shown.session.pk, *asked])
