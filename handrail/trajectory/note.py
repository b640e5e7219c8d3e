"""Note: what is written down in a session. Shared with the client, or the coach's alone."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.session import Session


class Visibility(models.TextChoices):
    SHARED = "shared", _("Both of you read this")
    COACH_ONLY = "coach_only", _("Only you read this")


class NoteQuerySet(BelongingQuerySet["Note"]):
    def read_by_participant(self, person: Person) -> Q:
        """A coach-only note is for the one who leads the trajectory: nobody else, not even as a trace."""
        return super().read_by_participant(person) & Q(visibility=Visibility.SHARED)


class Note(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"visibility", "session_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="notes")
    visibility = models.CharField(max_length=16, choices=Visibility)
    text = Words()

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "visibility"], name="note_once_of_each_kind"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="note_visibility"),
        ]

    @classmethod
    def write(
        cls, session: Session, *, by: Person, at: datetime, visibility: str, text: str, base: str | None = None
    ) -> Any:
        """Put these words into the session's note. `base` is the fingerprint of the words the
        writer began from; when somebody else has written since, `Stale` carries both texts.
        Returns the note, or the session when there is nothing to keep yet."""
        if visibility == Visibility.COACH_ONLY and by.pk != session.trajectory.coach_id:
            raise NotYours
        with write(Verb.NOTE_WRITTEN, by=by, at=at, subject=session) as writing:
            note = cls.objects.filter(session=session, visibility=visibility).first()
            if note is not None:
                writing.about(note)._check_base("text", words=text, base=base)
                writing.change(note, text=text)
                return note
            if not text.strip():
                return session
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            # What is written in somebody's own session of a group is not for the others.
            mine = cls(**place, coachee_id=session.coachee_id, visibility=visibility, text=text)
            return writing.about(writing.add(mine))
