"""Measure: a number that is looked at over weeks, and where it is to go."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import SHORT, Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal
from handrail.trajectory.trajectory import Trajectory

DIGITS, PLACES = 12, 4


class Direction(models.TextChoices):
    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")


class Cadence(models.TextChoices):
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class State(models.TextChoices):
    ACTIVE = "active", _("Being measured")
    ENDED = "ended", _("Ended")


class MeasureQuerySet(BelongingQuerySet["Measure"]):
    def active(self) -> "MeasureQuerySet":
        return self.filter(state=State.ACTIVE)


class Measure(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"coachee_id", "made_on"})

    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="measures")
    name = Words(limit=SHORT, required=True, one_line=True)
    unit = Words(limit=40, one_line=True)
    start_value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    target = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.UP)
    cadence = models.CharField(max_length=8, choices=Cadence, default=Cadence.WEEKLY)
    # Entries add up toward the target (kilometres walked) or each stands for itself (hours slept).
    cumulative = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=State, default=State.ACTIVE)
    made_on = models.DateField(null=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="measure_state")]

    @classmethod
    def add(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, name: str, unit: str = "",
        start_value: Decimal | None = None, target: Decimal | None = None, direction: str = Direction.UP,
        cadence: str = Cadence.WEEKLY, cumulative: bool = False, goal: Goal | None = None,
    ) -> "Measure":  # fmt: skip
        measure = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, goal=goal, name=name, unit=unit,
            start_value=start_value, target=target, direction=direction, cadence=cadence, cumulative=cumulative,
            made_on=by.said_on(at),
        )  # fmt: skip
        with write(Verb.MEASURE_ADDED, by=by, at=at, subject=measure) as writing:
            return writing.add(measure)

    def change(
        self, *, by: Person, at: datetime, name: str, unit: str, start_value: Decimal | None, target: Decimal | None,
        direction: str, cadence: str, cumulative: bool, goal: Goal | None = None,
    ) -> "Measure":  # fmt: skip
        new: dict[str, Any] = {
            "name": name, "unit": unit, "start_value": start_value, "target": target, "direction": direction,
            "cadence": cadence, "cumulative": cumulative, "goal_id": goal.pk if goal else None,
        }  # fmt: skip
        return self._change(Verb.MEASURE_CHANGED, by=by, at=at, when={State.ACTIVE}, **new)

    def end(self, *, by: Person, at: datetime) -> "Measure":
        """No longer looked at; every number stays."""
        return self._move({State.ACTIVE}, State.ENDED, Verb.MEASURE_ENDED, by=by, at=at)

    def take_up(self, *, by: Person, at: datetime) -> "Measure":
        return self._move({State.ENDED}, State.ACTIVE, Verb.MEASURE_TAKEN_UP, by=by, at=at)
