"""CheckIn: how it goes, said by the client between sessions: a daily tap, or the weekly report [74, 75].

Only the newest is open. That one is due, or went by unsaid, is derived from the day and never a row: what was not said
does not pile up."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import Missing, NotYours, Refusal
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.tick import put_all
from handrail.trajectory.trajectory import Trajectory

WORDS = 4_000
# The report of a week is written from its Friday on, and until the Thursday after.
FRIDAY = 5


class Kind(models.TextChoices):
    DAILY = "daily", _("Check-in")
    WEEKLY = "weekly", _("Weekly report")


class State(models.TextChoices):
    SUBMITTED = "submitted", _("Sent")
    SKIPPED = "skipped", _("Left out")


class Late(Refusal):
    """A newer one is open by now."""


def monday_of(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def open_period(kind: str, today: date) -> date:
    """The one period that something can be said of: today; or, by its Monday, the week that ends or has just ended."""
    if kind == Kind.DAILY:
        return today
    monday = monday_of(today)
    return monday if today.isoweekday() >= FRIDAY else monday - timedelta(days=7)


class CheckInQuerySet(BelongingQuerySet["CheckIn"]):
    def unanswered(self) -> "CheckInQuerySet":
        """Reports that wait for a word from the coach [79]."""
        return self.filter(kind=Kind.WEEKLY, state=State.SUBMITTED, replied_on=None)

    def waiting(self) -> "CheckInQuerySet":
        """Those of them that nobody has said a word to since: one to a later report is one to all before."""
        later = CheckIn.objects.filter(
            kind=Kind.WEEKLY, trajectory_id=OuterRef("trajectory_id"), coachee_id=OuterRef("coachee_id"),
            period_on__gt=OuterRef("period_on"), replied_on__isnull=False,
        )  # fmt: skip
        return self.unanswered().filter(~Exists(later))


class CheckIn(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"kind", "period_on", "coachee_id"})

    kind = models.CharField(max_length=8, choices=Kind)
    # The day it is about, or the Monday of the week.
    period_on = models.DateField()
    state = models.CharField(max_length=16, choices=State, default=State.SUBMITTED)
    energy = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    line = Words(limit=500)
    moved = Words(limit=WORDS)
    stuck = Words(limit=WORDS)
    next_step = Words(limit=WORDS)
    reply = Words(limit=2_000)
    replied_on = models.DateField(null=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "coachee", "kind", "period_on"], name="check_in_once"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="check_in_state"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="check_in_kind"),
            models.CheckConstraint(condition=models.Q(energy=None) | models.Q(energy__lte=10), name="check_in_energy"),
            models.CheckConstraint(condition=models.Q(coachee__isnull=False), name="check_in_is_somebodys"),
        ]

    @classmethod
    def submit(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, kind: str, period_on: date | None = None,
        energy: int | None = None, line: str = "", moved: str = "", stuck: str = "", next_step: str = "",
        ticks: Mapping[UUID, bool] | None = None,
    ) -> "CheckIn":  # fmt: skip
        """Say how it goes; said again while it is open, the newest words stand. `ticks` names weekly goals and habits
        of this client, and whether each was kept today."""
        said: dict[str, Any] = {"energy": energy, "line": line, "moved": moved, "stuck": stuck, "next_step": next_step}
        with cls._open(Verb.CHECK_IN_SUBMITTED, trajectory, kind, period_on, by=by, at=at) as (writing, mine):
            if mine.revision:
                writing.change(mine, state=State.SUBMITTED, **said)
            else:
                for column, value in said.items():
                    setattr(mine, column, value)
                writing.add(mine)
            put_all(writing, trajectory, coachee=by, ticked_on=by.said_on(at), ticks=ticks or {})
        return mine

    @classmethod
    def skip(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, kind: str, period_on: date | None = None
    ) -> "CheckIn":
        """Not this time: an answer like any other. What was said already stays said."""
        with cls._open(Verb.CHECK_IN_SKIPPED, trajectory, kind, period_on, by=by, at=at) as (writing, mine):
            if not mine.revision:
                mine.state = State.SKIPPED
                writing.add(mine)
        return mine

    @classmethod
    @contextmanager
    def _open(
        cls, verb: Verb, trajectory: Trajectory, kind: str, period_on: date | None, *, by: Person, at: datetime
    ) -> "Iterator[tuple[Writing, CheckIn]]":
        """The one that is open, or a new one not yet written. Looked for under the lock: of two taps at once, the
        second finds the first one's."""
        period = open_period(kind, by.said_on(at))
        if by not in trajectory.coachees():
            raise NotYours
        if period_on not in (None, period):
            raise Late("period_on")
        with write(verb, by=by, at=at, subject=trajectory) as writing:
            mine = cls.objects.filter(trajectory=trajectory, coachee=by, kind=kind, period_on=period).first()
            if mine is None:
                place = {"practice_id": trajectory.practice_id, "trajectory": trajectory, "coachee": by}
                mine = cls(**place, kind=kind, period_on=period)
            yield writing, writing.about(mine)

    def answer(self, *, by: Person, at: datetime, text: str) -> "CheckIn":
        """The coach's word on it; another word later stands in its place."""
        if by.pk != self.trajectory.coach_id:
            raise NotYours
        if not text.strip():
            raise Missing("text")
        today = by.today(at)
        with write(Verb.CHECK_IN_ANSWERED, by=by, at=at, subject=self) as writing:
            writing.change(self, when={State.SUBMITTED}, reply=text, replied_on=self.replied_on or today)
        return self
