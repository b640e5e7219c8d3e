"""Summary: what was agreed in a session, written down for both and sent to both [31]. Drafted from the records
(`summary_draft`), edited, and kept edition by edition: what was sent stays readable as it was."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import NotYours
from handrail.lib.words import Words
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.session import TOOK_PLACE, Session


class State(models.TextChoices):
    BEGUN = "begun", _("Begun")
    SENT = "sent", _("Sent")


class CoachBegins(NotYours):
    """The first session's plan is the coach's to write [32]."""


class Summary(Belonging):
    """One for each client of a session. Both read what is saved: what a coach has not sent yet is a draft of theirs,
    and no row."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id", "coachee_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="summaries")
    state = models.CharField(max_length=8, choices=State, default=State.BEGUN)
    # How often it was sent: a corrected one is the second edition.
    edition = models.PositiveSmallIntegerField(default=0)
    text = Words(required=True)

    objects = BelongingQuerySet["Summary"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "coachee"], name="summary_once_each"),
            models.CheckConstraint(condition=Q(coachee__isnull=False), name="summary_is_somebodys"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="summary_state"),
        ]

    @property
    def is_sent(self) -> bool:
        return self.state == State.SENT

    def call_back(self, *, at: datetime) -> None:
        """Nothing of it that still waits is sent, and nothing stays of what was."""
        Message.cancel_about(self.pk, at=at)
        Message.empty_about(self.pk)

    @classmethod
    def begin(cls, session: Session, *, by: Person, at: datetime, text: str, base: str | None = None) -> "Summary":
        """The client writes on it first; the coach goes on from there [32]."""
        if by not in session.trajectory.coachees():
            raise NotYours
        with write(Verb.SUMMARY_BEGUN, by=by, at=at, subject=session) as writing:
            session.refresh_from_db()
            if session.state not in TOOK_PLACE:
                raise CannotMove(session.table, state=session.state, to="summary")
            if not may_be_begun(session):
                raise CoachBegins
            return cls._put(session, by, text, base=base, writing=writing, state=State.BEGUN)

    @classmethod
    def send(
        cls, session: Session, *, by: Person, at: datetime, coachee: Person, text: str, base: str | None = None
    ) -> "Summary":
        """The coach's yes to it. Sent once more, in other words or the same, it is a new edition."""
        if by.pk != session.trajectory.coach_id or coachee not in session.trajectory.coachees():
            raise NotYours
        with write(Verb.SUMMARY_SENT, by=by, at=at, subject=session) as writing:
            return cls._put(session, coachee, text, base=base, writing=writing, state=State.SENT)

    @classmethod
    def _put(
        cls, session: Session, coachee: Person, text: str, *, base: str | None, writing: Writing, state: State
    ) -> "Summary":
        """Looked for under the lock: of two first writers at once, the second finds the first one's words."""
        check_theirs(coachee.pk, session=session)
        sent = state == State.SENT
        summary = cls.objects.filter(session=session, coachee=coachee).first()
        if summary is None:
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            made = cls(**place, coachee=coachee, text=text, state=state, edition=int(sent))
            return writing.about(writing.add(made))
        writing.about(summary)._check_base("text", words=text, base=base)
        when = set(State) if sent else {State.BEGUN}
        writing.change(summary, when=when, text=text, state=state, edition=summary.edition + sent)
        return summary


def may_be_begun(session: Session) -> bool:
    """By the client: not of the first session, whose plan the coach writes in full [32]."""
    earlier = Session.objects.filter(trajectory_id=session.trajectory_id, starts_at__lt=session.starts_at)
    return earlier.filter(state__in=TOOK_PLACE).exists()
