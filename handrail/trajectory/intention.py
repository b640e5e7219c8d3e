"""Intention: how a coach wants to be in a session, in a word, and the two or three questions they take along to begin
with [14]. For the coach alone, as their impression of it afterwards is."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing, NotYours, OutOfRange
from handrail.lib.words import SHORT, Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.session import AHEAD, Session, State

MOST_QUESTIONS = 3


class IntentionQuerySet(BelongingQuerySet["Intention"]):
    def read_by_participant(self, person: Person) -> Q:
        """For the one who leads the trajectory: nobody else, not even as a trace."""
        return Q(pk__in=[])


class Intention(Belonging):
    """One for each session; nothing in it has to be said."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="intentions")
    text = Words(limit=SHORT, one_line=True)
    # As they were worded when they were chosen, one in each line.
    questions = Words(limit=1_500)

    objects = IntentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session"], name="intention_once")]

    @property
    def openers(self) -> list[str]:
        return self.questions.splitlines()

    @classmethod
    def keep(
        cls, session: Session, *, by: Person, at: datetime, text: str = "", questions: Sequence[str] = ()
    ) -> "Intention":
        """The newest stands, until the session is over."""
        if by.pk != session.trajectory.coach_id:
            raise NotYours
        if len(questions) > MOST_QUESTIONS:
            raise OutOfRange("questions", low=0, high=MOST_QUESTIONS)
        said = {"text": text, "questions": "\n".join(" ".join(each.split()) for each in questions)}
        with write(Verb.INTENTION_KEPT, by=by, at=at, subject=session) as writing:
            session.refresh_from_db()
            if session.state not in {*AHEAD, State.IN_PROGRESS}:
                raise CannotMove(session.table, state=session.state, to="prepared")
            mine = cls.objects.filter(session=session).first()
            if mine is not None:
                writing.about(mine)
                writing.change(mine, **said)
                return mine
            if not any(each.strip() for each in said.values()):
                raise Missing("text")
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            return writing.about(writing.add(cls(**place, **said)))
