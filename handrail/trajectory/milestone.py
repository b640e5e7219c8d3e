"""Milestone: a step of a goal. The client's home shows only the next one [47]."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal


class State(models.TextChoices):
    OPEN = "open", _("Ahead")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Let go")


class MilestoneQuerySet(BelongingQuerySet["Milestone"]):
    def next_of(self, goal: Goal) -> "Milestone | None":
        """The first one ahead: by day where there is one, else as they were written."""
        ahead = self.filter(goal=goal, state=State.OPEN)
        return ahead.order_by(models.F("due_on").asc(nulls_last=True), "pk").first()


class Milestone(Belonging):
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="milestones")
    text = Words(limit=500, required=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="milestone_state")]

    @classmethod
    def add(cls, goal: Goal, *, by: Person, at: datetime, text: str, due_on: date | None = None) -> "Milestone":
        milestone = cls(
            practice_id=goal.practice_id, trajectory_id=goal.trajectory_id, coachee_id=goal.coachee_id,
            goal=goal, text=text, due_on=due_on,
        )  # fmt: skip
        with write(Verb.MILESTONE_ADDED, by=by, at=at, subject=milestone) as writing:
            return writing.add(milestone)

    def change(self, *, by: Person, at: datetime, text: str, due_on: date | None) -> "Milestone":
        return self._change(Verb.MILESTONE_CHANGED, by=by, at=at, when={State.OPEN}, text=text, due_on=due_on)

    def reach(self, *, by: Person, at: datetime) -> "Milestone":
        return self._move({State.OPEN}, State.REACHED, Verb.MILESTONE_REACHED, by=by, at=at)

    def reopen(self, *, by: Person, at: datetime) -> "Milestone":
        """It was not quite there yet, or tapped by mistake."""
        return self._move({State.REACHED, State.DROPPED}, State.OPEN, Verb.MILESTONE_REOPENED, by=by, at=at)

    def drop(self, *, by: Person, at: datetime) -> "Milestone":
        return self._move({State.OPEN}, State.DROPPED, Verb.MILESTONE_DROPPED, by=by, at=at)
