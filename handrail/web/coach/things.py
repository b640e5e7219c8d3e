"""What is agreed in a session, and the goals it serves: each with how sure it is, what may come in the way, and how it
gets smaller [27, 28, 66, 68, 109]."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.coping_plan import State as PlanState
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.scale_answer import Scale, ScaleAnswer, Scaled
from handrail.trajectory.weekly_goal import State as WeekState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.action_forms import JointActionForm, ReplacementForm
from handrail.web.actions import ActionRow, action_row
from handrail.web.coach.session_page import OnItsWay, SessionPage
from handrail.web.holding_forms import NewGoalForm, PlanForm, ReasonsForm, Refused, RulerForm
from handrail.web.weekly_goal_forms import JointWeeklyGoalForm

# How each is named in an address.
NAMES: Mapping[type[Belonging], str] = {Action: "actions", WeeklyGoal: "weekly-goals", Habit: "habits", Goal: "goals"}
NOUNS = {name: noun for noun, name in NAMES.items()}
AHEAD = (WeekState.PROPOSED, WeekState.AGREED, WeekState.RUNNING)
# What of a thing can be refused, and so is shown open.
WAYS = ("scale", "reasons", "plan", "smaller")


@dataclass(frozen=True)
class Thing:
    row: Scaled
    name: str
    # Today's number, and those of earlier days, the newest first.
    answer: ScaleAnswer | None
    earlier: list[ScaleAnswer]
    plans: list[CopingPlan]
    ruler: RulerForm
    reasons: ReasonsForm | None
    plan: PlanForm | None
    smaller: ReplacementForm | None
    action_row: ActionRow | None
    # Which of its ways was refused.
    opened: str


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
    def carried(self) -> list[tuple[OnItsWay, ReplacementForm, bool]]:
        """What came in open, each with the way to make it smaller, and whether that was refused."""
        ways = self.shown.carried
        return [
            (way, self._smaller(way.way.action), f"smaller-{way.way.action.pk}" in self.refused) for way in ways
        ]  # fmt: skip

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
    def goals(self) -> list[tuple[Thing, JointWeeklyGoalForm, bool]]:
        """Each with the way to an experiment for the week, and whether that was refused."""
        found = []
        for goal in self.whole.open_goals:
            name = f"week-{goal.pk}"
            form = self.refused.form(name, JointWeeklyGoalForm())
            found.append((self._thing(goal), form, name in self.refused))
        return found

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
        answers = answers_on(self.whole, row)
        today = next((answer for answer in answers if answer.answered_on == self.whole.today), None)
        return Thing(
            row, NAMES[type(row)], today, [answer for answer in answers if answer is not today],
            plans=[p for p in self.whole.every(CopingPlan) if p.state == PlanState.KEPT and row.pk in _of(p)],
            ruler=self.refused.form(f"scale-{row.pk}", RulerForm.on(scale_for(row), today)),
            reasons=self.refused.form(f"reasons-{row.pk}", ReasonsForm(answer=today)) if today else None,
            plan=None if isinstance(row, Goal) else self.refused.form(f"plan-{row.pk}", PlanForm()),
            smaller=self._smaller(row) if isinstance(row, Action) and row.is_open else None,
            action_row=action_row(self.whole, row, space="coach") if isinstance(row, Action) else None,
            opened=next((way for way in WAYS if f"{way}-{row.pk}" in self.refused), self._next_question(row, today)),
        )  # fmt: skip

    def _next_question(self, row: Scaled, today: ScaleAnswer | None) -> str:
        """While there is one: after the number why it is not lower, and then what would move it up one."""
        if today is None or str(row.pk) != self.asked_of:
            return ""
        is_said = today.one_up or (today.value == 10 and today.why_not_lower)
        return "" if is_said else "scale"

    def _smaller(self, action: Action) -> ReplacementForm:
        empty = ReplacementForm(initial={"due_on": max(action.due_on, self.whole.today)})
        return self.refused.form(f"smaller-{action.pk}", empty)


def scale_for(row: Scaled) -> str:
    """Of a goal it is asked how much it matters; of what is done for it, how sure it is."""
    return Scale.IMPORTANCE if isinstance(row, Goal) else Scale.CONFIDENCE


def answers_on(whole: Whole, row: Scaled) -> list[ScaleAnswer]:
    """The newest first."""
    mine = [answer for answer in whole.every(ScaleAnswer) if answer.reflection_id is None and row.pk in _of(answer)]
    return list(reversed([answer for answer in mine if answer.scale == scale_for(row)]))


def _of(row: Any) -> set[UUID]:
    """What it is of."""
    columns = ("action_id", "weekly_goal_id", "habit_id", "goal_id")
    return {getattr(row, column) for column in columns if getattr(row, column, None)}
