"""Guest: somebody whom a client brings along to a session, and what the two agreed that they hear [36].

A guest has no account, is sent nothing and reads nothing: this is a line for those who are in the room."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.session import FELL_OUT, Session


class State(models.TextChoices):
    COMING = "coming", _("Comes along")
    NOT_COMING = "not_coming", _("Does not come along")


class Hears(models.TextChoices):
    TOPIC = "topic", _("Only what today is about")
    PART = "part", _("A part of it; they leave before the end")
    ALL = "all", _("Everything we talk about that day")


class Guest(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="guests")
    name = Words(limit=120, required=True)
    hears = models.CharField(max_length=8, choices=Hears, default=Hears.TOPIC)
    state = models.CharField(max_length=12, choices=State, default=State.COMING)

    objects = BelongingQuerySet["Guest"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="guest_state"),
            models.CheckConstraint(condition=Q(hears__in=Hears.values), name="guest_hears"),
        ]

    @classmethod
    def bring(
        cls, session: Session, *, by: Person, at: datetime, coachee: Person, name: str, hears: str = Hears.TOPIC
    ) -> "Guest":
        """`coachee`: who brings them. In a group nobody brings somebody the others have not agreed to."""
        if by.pk != session.trajectory.coach_id and (session.is_for_several or by.pk != coachee.pk):
            raise NotYours
        if session.state in FELL_OUT:
            raise Missing("session")
        guest = cls(
            practice_id=session.practice_id, trajectory_id=session.trajectory_id,
            coachee=None if session.is_for_several else coachee, session=session, name=name, hears=hears,
        )  # fmt: skip
        with write(Verb.GUEST_BROUGHT, by=by, at=at, subject=guest) as writing:
            return writing.add(guest)

    def stay_away(self, *, by: Person, at: datetime) -> "Guest":
        """They do not come along after all."""
        return self._move({State.COMING}, State.NOT_COMING, Verb.GUEST_STAYED_AWAY, by=by, at=at)
