"""Impression: what a coach takes from a session for themselves: how much energy there was [112], and whether the client
is where they thought [33]. For the coach alone: no sign of a client's life, and never shown to them."""

from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing, NotYours
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.session import Session


class Stands(models.TextChoices):
    """Against the stage that the coach had in mind. It changes no stage: those have entries of their own."""

    THERE = "there", _("Where I thought")
    EARLIER = "earlier", _("Earlier than I thought")
    FURTHER = "further", _("Further than I thought")


class ImpressionQuerySet(BelongingQuerySet["Impression"]):
    def read_by_participant(self, person: Person) -> Q:
        """For the one who leads the trajectory: nobody else, not even as a trace."""
        return Q(pk__in=[])


class Impression(Belonging):
    """One for each session; nothing in it has to be said."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="impressions")
    energy = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(5)])
    stands = models.CharField(max_length=8, choices=Stands, blank=True, default="")

    objects = ImpressionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session"], name="impression_once"),
            models.CheckConstraint(condition=Q(energy=None) | Q(energy__range=(1, 5)), name="impression_energy"),
            models.CheckConstraint(condition=Q(stands__in=["", *Stands.values]), name="impression_stands"),
        ]

    @classmethod
    def keep(
        cls, session: Session, *, by: Person, at: datetime, energy: int | None = None, stands: str = ""
    ) -> "Impression":
        """The newest stands."""
        if by.pk != session.trajectory.coach_id:
            raise NotYours
        with write(Verb.IMPRESSION_KEPT, by=by, at=at, subject=session) as writing:
            mine = cls.objects.filter(session=session).first()
            if mine is not None:
                writing.about(mine)
                writing.change(mine, energy=energy, stands=stands)
                return mine
            if energy is None and not stands:
                raise Missing("energy")
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            return writing.about(writing.add(cls(**place, energy=energy, stands=stands)))
