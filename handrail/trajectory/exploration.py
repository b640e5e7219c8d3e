"""Exploration: the generative moment of a session, card by card [25]. The client's words, kept as they come."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotUnderstood, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.session import Session

WORDS = 4_000


class Card(models.TextChoices):
    """In the order they are offered: what draws one comes before what holds one back, never after it."""

    TOPIC = "topic", _("The topic")
    PERMISSION = "permission", _("A yes to look closer")
    WANTS = "wants", _("What is really wanted")
    STRENGTHS = "strengths", _("Strengths and values")
    ENVIRONMENTS = "environments", _("Places and people")
    DRAWS = "draws", _("What draws")
    HOLDS = "holds", _("What holds back")


class Exploration(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id", "coachee_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="explorations")
    topic = Words(limit=WORDS)
    permission = Words(limit=WORDS)
    wants = Words(limit=WORDS)
    strengths = Words(limit=WORDS)
    environments = Words(limit=WORDS)
    draws = Words(limit=WORDS)
    holds = Words(limit=WORDS)

    objects = BelongingQuerySet["Exploration"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "coachee"], name="exploration_once"),
            models.CheckConstraint(condition=models.Q(coachee__isnull=False), name="exploration_is_somebodys"),
        ]

    @classmethod
    def write(
        cls, session: Session, *, by: Person, at: datetime, coachee: Person, card: str, text: str,
        base: str | None = None,
    ) -> Any:  # fmt: skip
        """Put these words on one card. `base` is the fingerprint of what the writer began from, as for a note. Returns
        the exploration, or the session while there is nothing to keep."""
        if card not in Card.values:
            raise NotUnderstood("card")
        if by.pk not in (session.trajectory.coach_id, coachee.pk):
            raise NotYours
        check_theirs(coachee.pk, session=session)
        with write(Verb.EXPLORATION_WRITTEN, by=by, at=at, subject=session) as writing:
            mine = cls.objects.filter(session=session, coachee=coachee).first()
            if mine is not None:
                writing.about(mine)._check_base(card, words=text, base=base)
                writing.change(mine, **{card: text})
                return mine
            if not text.strip():
                return session
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            return writing.about(writing.add(cls(**place, coachee=coachee, **{card: text})))
