"""Attendance: that somebody came late to a session, or was not in one that the others held [119]. Who was there from
the beginning has no row: the ordinary case is written down by nobody."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotUnderstood, NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.session import FELL_OUT, Session


class State(models.TextChoices):
    THERE = "there", _("Was there")
    LATE = "late", _("Came later")
    AWAY = "away", _("Was not there")


class Attendance(Belonging):
    """`coachee` is who it is of, and nobody else in a group reads it; empty, it is of the coach, and all do."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    state = models.CharField(max_length=8, choices=State)
    minutes_late = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(480)])
    reason = Words(limit=500)

    objects = BelongingQuerySet["Attendance"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "coachee"], name="attendance_once_each"),
            models.UniqueConstraint(fields=["session"], condition=Q(coachee=None), name="attendance_once_of_coach"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="attendance_state"),
        ]

    @classmethod
    def note(
        cls, session: Session, *, by: Person, at: datetime, coachee: Person | None, state: str, minutes_late: int = 0,
        reason: str = "",
    ) -> "Attendance":  # fmt: skip
        """How it was, or will be; what was noted before is replaced. Each says it of themselves, the coach of all."""
        if by.pk != session.trajectory.coach_id and (coachee is None or by.pk != coachee.pk):
            raise NotYours
        if coachee is not None:
            check_theirs(coachee.pk, session=session)
        if session.state in FELL_OUT or (state == State.AWAY and not session.is_for_several):
            # With one of two away there is no session: that is `Session.miss`.
            raise NotUnderstood("state")
        late = minutes_late if state == State.LATE else 0
        said: dict[str, Any] = {"state": state, "minutes_late": late, "reason": reason}
        with write(Verb.ATTENDANCE_NOTED, by=by, at=at, subject=session) as writing:
            known = cls.objects.filter(session=session, coachee=coachee).first()
            if known is not None:
                writing.change(writing.about(known), **said)
                return known
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            return writing.about(writing.add(cls(**place, coachee=coachee, **said)))
