"""StageEntry: how ready somebody is to change something, on a day, as they or their coach see it. Made, never changed;
any stage may follow any other [102]."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotUnderstood
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.domain import Domain


class Stage(models.TextChoices):
    PRECONTEMPLATION = "precontemplation", _("Not now")
    CONTEMPLATION = "contemplation", _("I may")
    PREPARATION = "preparation", _("I will")
    ACTION = "action", _("I am")
    MAINTENANCE = "maintenance", _("I still am")


class Shade(models.TextChoices):
    """Of "not now" there are two kinds, and they want different company [103]."""

    WONT = "wont", _("I won’t")
    CANT = "cant", _("I can’t")


class Source(models.TextChoices):
    SELF = "self", _("as the client says")
    COACH = "coach", _("as the coach sees it")


class StageEntryQuerySet(BelongingQuerySet["StageEntry"]):
    def newest_first(self) -> "StageEntryQuerySet":
        return self.order_by("-pk")


class StageEntry(Belonging):
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=20, choices=Stage)
    shade = models.CharField(max_length=8, choices=Shade, blank=True, default="")
    source = models.CharField(max_length=8, choices=Source)
    entered_on = models.DateField()

    objects = StageEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="stage_entry_stage"),
            models.CheckConstraint(
                condition=Q(shade="") | Q(stage=Stage.PRECONTEMPLATION), name="stage_entry_shade_of_not_now"
            ),
        ]

    @classmethod
    def enter(cls, domain: Domain, *, by: Person, at: datetime, stage: str, shade: str = "") -> "StageEntry":
        if shade and stage != Stage.PRECONTEMPLATION:
            raise NotUnderstood("shade")
        entry = cls(
            practice_id=domain.practice_id, trajectory_id=domain.trajectory_id, coachee_id=domain.coachee_id,
            domain=domain, stage=stage, shade=shade, entered_on=by.said_on(at),
            source=Source.SELF if by.pk == domain.coachee_id else Source.COACH,
        )  # fmt: skip
        with write(Verb.STAGE_ENTERED, by=by, at=at, subject=entry) as writing:
            return writing.add(entry)


def stages_now(trajectory_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The stage of each area in these trajectories, by the area's id; one statement."""
    entries = StageEntry.objects.filter(trajectory_id__in=list(trajectory_ids)).order_by("pk")
    return dict(entries.values_list("domain_id", "stage"))
