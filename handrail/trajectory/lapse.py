"""Lapse: a slip, a longer slide, or a break on purpose; a record to learn from that sets nothing back [56]."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import OutOfRange
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.domain import Domain
from handrail.trajectory.habit import Habit
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal


class Kind(models.TextChoices):
    LAPSE = "lapse", _("A slip")
    RELAPSE = "relapse", _("A longer slide back")
    PLANNED = "planned", _("A break on purpose")


class Lapse(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"kind", "coachee_id"})

    kind = models.CharField(max_length=8, choices=Kind)
    habit = models.ForeignKey(Habit, models.PROTECT, null=True, related_name="lapses")
    weekly_goal = models.ForeignKey(WeeklyGoal, models.PROTECT, null=True, related_name="lapses")
    domain = models.ForeignKey(Domain, models.PROTECT, null=True, related_name="lapses")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    what = Words(limit=2_000)
    learned = Words(limit=4_000)

    objects = BelongingQuerySet["Lapse"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="lapse_kind"),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="lapse_period"),
        ]

    @classmethod
    def note(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, kind: str,
        from_on: date | None = None, until_on: date | None = None, what: str = "", learned: str = "",
        habit: Habit | None = None, weekly_goal: WeeklyGoal | None = None, domain: Domain | None = None,
    ) -> "Lapse":  # fmt: skip
        """What happened, or, planned, what is going to."""
        first = from_on or by.said_on(at)
        if until_on is not None and until_on < first:
            raise OutOfRange("until_on", low=first, high=None)
        lapse = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, kind=kind, habit=habit,
            weekly_goal=weekly_goal, domain=domain, from_on=first, until_on=until_on, what=what, learned=learned,
        )  # fmt: skip
        with write(Verb.LAPSE_NOTED, by=by, at=at, subject=lapse) as writing:
            return writing.add(lapse)

    def learn(self, *, by: Person, at: datetime, learned: str, until_on: date | None = None) -> "Lapse":
        """What it taught, and when it was over."""
        if until_on is not None and until_on < self.from_on:
            raise OutOfRange("until_on", low=self.from_on, high=None)
        return self._change(Verb.LAPSE_LEARNED, by=by, at=at, learned=learned, until_on=until_on or self.until_on)
