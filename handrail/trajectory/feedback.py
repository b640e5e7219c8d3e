"""Feedback: what a client says of a session, in at most four taps [30, 34]. Three questions of our own, each from one
to five, and room for a line. For the two of them; the coach sees how it goes over time."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.session import Session, State

# How long it is asked for, and the link in the summary's mail opens. After that nobody remembers one hour among many.
OPEN_FOR = timedelta(days=30)
# How long Today asks for it.
FRESH = timedelta(days=7)
OVER = frozenset({State.HELD, State.CLOSED})
QUESTIONS = {
    "useful": _("How much use was it to you?"),
    "room": _("How much room was there for what you brought?"),
    "energy": _("With how much energy do you go on?"),
}


def _one_to_five() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(5)])


class FeedbackQuerySet(BelongingQuerySet["Feedback"]):
    def wanted_of(self, person_id: UUID) -> models.QuerySet[Session]:
        """Sessions that this client was at and has not said how they were, the newest first; `FRESH` says for how long
        it is asked."""
        said = self.filter(session=OuterRef("pk"), coachee=person_id)
        away = Attendance.objects.filter(session=OuterRef("pk"), coachee=person_id, state=Was.AWAY)
        mine = Q(coachee=None) | Q(coachee=person_id)
        return Session.objects.filter(mine, ~Exists(said), ~Exists(away), state__in=OVER).order_by("-starts_at", "-pk")


class Feedback(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id", "coachee_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="feedbacks")
    useful = _one_to_five()
    room = _one_to_five()
    energy = _one_to_five()
    wish = Words(limit=2_000)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "coachee"], name="feedback_once_each"),
            models.CheckConstraint(condition=Q(coachee__isnull=False), name="feedback_is_somebodys"),
            models.CheckConstraint(condition=Q(useful=None) | Q(useful__range=(1, 5)), name="feedback_useful"),
            models.CheckConstraint(condition=Q(room=None) | Q(room__range=(1, 5)), name="feedback_room"),
            models.CheckConstraint(condition=Q(energy=None) | Q(energy__range=(1, 5)), name="feedback_energy"),
        ]

    @property
    def answers(self) -> dict[str, int | None]:
        return {name: getattr(self, name) for name in QUESTIONS}

    @classmethod
    def give(
        cls, session: Session, *, by: Person, at: datetime, useful: int | None = None, room: int | None = None,
        energy: int | None = None, wish: str = "",
    ) -> "Feedback":  # fmt: skip
        """The client says it, and may say it again: the newest stands."""
        if by not in session.trajectory.coachees():
            raise NotYours
        check_theirs(by.pk, session=session)
        said: dict[str, Any] = {"useful": useful, "room": room, "energy": energy, "wish": wish}
        with write(Verb.FEEDBACK_GIVEN, by=by, at=at, subject=session) as writing:
            session.refresh_from_db()
            if session.state not in OVER:
                raise CannotMove(session.table, state=session.state, to="feedback")
            if useful is None and room is None and energy is None and not wish.strip():
                raise Missing("useful")
            mine = cls.objects.filter(session=session, coachee=by).first()
            if mine is not None:
                writing.about(mine)
                writing.change(mine, **said)
                return mine
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            return writing.about(writing.add(cls(**place, coachee=by, **said)))
