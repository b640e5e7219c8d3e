"""CopingPlan: "If …, then I will …", for one thing that may come in the way of an action, a week or a habit [68]."""

import re
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.habit import Habit
from handrail.trajectory.weekly_goal import WeeklyGoal

# What people write before the words although the sentence brings it: if, then, I will; in the languages in which days
# are understood. Only whoever began in Dutch or German means "dan" and "dann" by it: Dan may be a friend.
BRINGS = [
    [re.compile(rf"^\s*(?:{words})\b[\s,]*", re.IGNORECASE) for words in of]
    for of in (
        ("if|when", "then", r"i(?:\s+will|[’']ll)"),
        ("als|wanneer", "dan", r"ik\s+zal|zal\s+ik"),
        ("wenn|falls", "dann", r"ich\s+werde|werde\s+ich"),
    )
]  # fmt: skip
Planned = Action | WeeklyGoal | Habit


class State(models.TextChoices):
    KEPT = "kept", _("Kept")
    LET_GO = "let_go", _("Let go")


class CopingPlan(Belonging):
    """Several of one thing are several strategies, each with its own situation [51]."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"action_id", "weekly_goal_id", "habit_id", "coachee_id"})

    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="coping_plans")
    weekly_goal = models.ForeignKey(WeeklyGoal, models.PROTECT, null=True, related_name="coping_plans")
    habit = models.ForeignKey(Habit, models.PROTECT, null=True, related_name="coping_plans")
    obstacle = Words(limit=500, required=True)
    response = Words(limit=500, required=True)
    state = models.CharField(max_length=8, choices=State, default=State.KEPT)

    objects = BelongingQuerySet["CopingPlan"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="coping_plan_state"),
            models.CheckConstraint(
                condition=Q(action__isnull=False, weekly_goal=None, habit=None)
                | Q(action=None, weekly_goal__isnull=False, habit=None)
                | Q(action=None, weekly_goal=None, habit__isnull=False),
                name="coping_plan_of_one_thing",
            ),
        ]

    @property
    def sentence(self) -> str:
        """In the exact form: it is what makes such a plan work."""
        return _now("If %(obstacle)s, then I will %(response)s.") % {
            "obstacle": self.obstacle, "response": self.response,
        }  # fmt: skip

    @property
    def about(self) -> Planned:
        found = self.action or self.weekly_goal or self.habit
        assert found, "a constraint holds that there is one"
        return found

    @classmethod
    def make(cls, about: Planned, *, by: Person, at: datetime, obstacle: str, response: str) -> "CopingPlan":
        columns: dict[str, Any] = {
            "action": about if isinstance(about, Action) else None,
            "weekly_goal": about if isinstance(about, WeeklyGoal) else None,
            "habit": about if isinstance(about, Habit) else None,
        }
        plan = cls(
            practice_id=about.practice_id, trajectory_id=about.trajectory_id, coachee_id=about.coachee_id,
            **columns, **_bare(obstacle, response),
        )  # fmt: skip
        with write(Verb.COPING_PLAN_MADE, by=by, at=at, subject=plan) as writing:
            return writing.add(plan)

    def change(self, *, by: Person, at: datetime, obstacle: str, response: str) -> "CopingPlan":
        return self._change(
            Verb.COPING_PLAN_CHANGED, by=by, at=at, when={State.KEPT}, **_bare(obstacle, response)
        )  # fmt: skip

    def let_go(self, *, by: Person, at: datetime) -> "CopingPlan":
        """It is not needed any more, or did not fit."""
        return self._move({State.KEPT}, State.LET_GO, Verb.COPING_PLAN_LET_GO, by=by, at=at)


def _bare(obstacle: str, response: str) -> dict[str, str]:
    """Without what the sentence brings itself: "If it rains," and "then I will run inside." are both as good."""
    before, then, i_will = next((words for words in BRINGS if words[0].match(obstacle)), BRINGS[0])
    bare = i_will.sub("", then.sub("", response))
    return {"obstacle": before.sub("", obstacle).rstrip(" ,.…"), "response": bare.rstrip(" .")}
