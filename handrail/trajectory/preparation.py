"""Preparation: what a client says before a session that they bring to it. Three things, none of them needed [19]."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator
from django.db import models

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.session import AHEAD, Session, State


class Preparation(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"session_id", "coachee_id"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="preparations")
    topic = Words(limit=1_000)
    energy = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    wish = Words(limit=1_000)

    objects = BelongingQuerySet["Preparation"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "coachee"], name="preparation_once_each"),
            models.CheckConstraint(
                condition=models.Q(energy=None) | models.Q(energy__lte=10), name="preparation_energy"
            ),
            models.CheckConstraint(condition=models.Q(coachee__isnull=False), name="preparation_is_somebodys"),
        ]

    @property
    def says_something(self) -> bool:
        return bool(self.topic or self.wish or self.energy is not None)

    @classmethod
    def standing(cls, session: Session, coachee: Person) -> "Preparation | None":
        """What one of them brings to it, as far as they have said it."""
        before = Session.objects.filter(trajectory=session.trajectory_id, starts_at__lt=session.starts_at)
        said = cls.objects.filter(trajectory=session.trajectory_id, coachee=coachee)
        return next(iter(brought(session, before, said)), None)

    @classmethod
    def say(
        cls, session: Session, *, by: Person, at: datetime, topic: str = "", energy: int | None = None, wish: str = ""
    ) -> Any:
        """The client says it, and says it again as often as they like until the session is over; the newest stands.
        Returns the preparation, or the session when there is nothing to keep yet."""
        if by not in session.trajectory.coachees():
            raise NotYours
        check_theirs(by.pk, session=session)
        said: dict[str, Any] = {"topic": topic, "energy": energy, "wish": wish}
        with write(Verb.SESSION_PREPARED, by=by, at=at, subject=session) as writing:
            session.refresh_from_db()
            if session.state not in {*AHEAD, State.IN_PROGRESS}:
                raise CannotMove(session.table, state=session.state, to="prepared")
            mine = cls.objects.filter(session=session, coachee=by).first()
            if mine is not None:
                writing.about(mine)
                writing.change(mine, **said)
                return mine
            # Nothing is something where it stands for what came along from a session that fell out.
            if not (topic.strip() or wish.strip() or energy is not None or cls.standing(session, by)):
                return session
            place = {"practice_id": session.practice_id, "trajectory_id": session.trajectory_id, "session": session}
            return writing.about(writing.add(cls(**place, coachee=by, **said)))


def fallen_out(session: Session, sessions: Iterable[Session]) -> list[Session]:
    """Those of the same people that did not take place since the last one that did, oldest first."""
    found: list[Session] = []
    for each in sorted(sessions, key=lambda each: each.starts_at):
        if each.starts_at < session.starts_at and each.coachee_id == session.coachee_id:
            found = [] if each.took_place else [*found, each] if each.fell_out else found
    return found


def brought(session: Session, sessions: Iterable[Session], said: Iterable[Preparation]) -> list[Preparation]:
    """What each client brings. What they said for a session that fell out moves along with its agenda, until they say
    it anew. Pure."""
    order = {each.pk: number for number, each in enumerate([*fallen_out(session, sessions), session])}
    mine = sorted((each for each in said if each.session_id in order), key=lambda each: order[each.session_id])
    newest: dict[UUID | None, Preparation] = {each.coachee_id: each for each in mine}
    return [each for each in newest.values() if each.says_something]
