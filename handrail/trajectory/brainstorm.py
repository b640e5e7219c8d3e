"""Brainstorm: looking for ideas together, for a few minutes, before anything is weighed [26]."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet, check_theirs
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.methods.form import LEAST, MINUTES
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory

LONGEST, MOST = 120, 50


class State(models.TextChoices):
    OPEN = "open", _("Collecting")
    CLOSED = "closed", _("Collected")


class Brainstorm(Belonging):
    """Client and coach both read it. Every idea in it is kept, and none is rated before it is closed."""

    FIXED: ClassVar[frozenset[str]] = frozenset({"exercise_id", "session_id", "goal_id", "coachee_id", "least"})

    topic = Words(limit=500, required=True, one_line=True)
    exercise = models.ForeignKey(Exercise, models.PROTECT, null=True, related_name="brainstorms")
    session = models.ForeignKey(Session, models.PROTECT, null=True, related_name="brainstorms")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="brainstorms")
    # A guide and no wall: it ends when somebody closes it.
    ends_at = models.DateTimeField()
    least = models.PositiveSmallIntegerField(default=LEAST, validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    # One idea each in turn, or as they come.
    in_turns = models.BooleanField(default=False)
    # The client's yes to ideas of the coach's own.
    coach_may = models.BooleanField(default=False)
    state = models.CharField(max_length=16, choices=State, default=State.OPEN)

    objects = BelongingQuerySet["Brainstorm"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="brainstorm_state"),
            models.CheckConstraint(condition=Q(coachee__isnull=False), name="brainstorm_is_somebodys"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @classmethod
    def begin(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, topic: str, minutes: int = MINUTES,
        least: int = LEAST, in_turns: bool = False, exercise: Exercise | None = None, session: Session | None = None,
        goal: Goal | None = None,
    ) -> "Brainstorm":  # fmt: skip
        if by.pk not in (trajectory.coach_id, coachee.pk):
            raise NotYours
        check_theirs(coachee.pk, exercise=exercise, session=session, goal=goal)
        storm = cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, topic=topic, least=least,
            in_turns=in_turns, exercise=exercise, session=session, goal=goal, ends_at=at + _minutes(minutes),
        )  # fmt: skip
        with write(Verb.BRAINSTORM_BEGUN, by=by, at=at, subject=storm) as writing:
            return writing.add(storm)

    def permit(self, *, by: Person, at: datetime) -> "Brainstorm":
        """The coach's ideas are welcome too: the client's own yes, or one that the coach heard and writes down."""
        self._only_these(by)
        return self._change(Verb.BRAINSTORM_PERMITTED, by=by, at=at, when={State.OPEN}, coach_may=True)

    def extend(self, *, by: Person, at: datetime, minutes: int) -> "Brainstorm":
        """So many minutes from now, where that is later than it would have been."""
        self._only_these(by)
        ends_at = max(self.ends_at, at + _minutes(minutes))
        return self._change(Verb.BRAINSTORM_EXTENDED, by=by, at=at, when={State.OPEN}, ends_at=ends_at)

    def close(self, *, by: Person, at: datetime) -> "Brainstorm":
        """From here on ideas are weighed, and none is added."""
        self._only_these(by)
        return self._move({State.OPEN}, State.CLOSED, Verb.BRAINSTORM_CLOSED, by=by, at=at)

    def check_open(self, verb: Verb) -> None:
        """Read again, under the verb's lock: ideas belong to one that is going on."""
        self.refresh_from_db(fields=["state", "coach_may", "revision"])
        if not self.is_open:
            raise CannotMove(self.table, state=self.state, to=verb)

    def _only_these(self, by: Person) -> None:
        if by.pk not in (self.trajectory.coach_id, self.coachee_id):
            raise NotYours


def _minutes(number: int) -> timedelta:
    return timedelta(minutes=min(max(number, 1), LONGEST))
