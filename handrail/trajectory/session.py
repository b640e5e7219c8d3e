"""Session: a booked conversation. The landings of the trajectory."""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Missing
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import Trajectory

# A cancellation this close to the beginning is late: told, never charged.
LATE = timedelta(hours=24)


class State(models.TextChoices):
    REQUESTED = "requested", _("Asked for")
    SCHEDULED = "scheduled", _("Booked")
    IN_PROGRESS = "in_progress", _("Going on now")
    HELD = "held", _("Held")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("Did not take place")


AHEAD = frozenset({State.REQUESTED, State.SCHEDULED})
TOOK_PLACE = frozenset({State.IN_PROGRESS, State.HELD, State.CLOSED})
# These keep no landing: their agenda moves to the next session.
FELL_OUT = frozenset({State.CANCELLED, State.NO_SHOW})


class Side(models.TextChoices):
    CLIENT = "client", _("the client")
    COACH = "coach", _("the coach")


class NextStep(models.TextChoices):
    """What a closed session decided about the next one [30]."""

    BOOKED = "booked", _("The next session is booked")
    NONE = "none", _("No next session is planned, on purpose")


class SessionQuerySet(BelongingQuerySet["Session"]):
    def in_order(self) -> "SessionQuerySet":
        return self.order_by("starts_at", "pk")

    def on_the_line(self) -> "SessionQuerySet":
        """Those that are landings: not the cancelled and not the missed."""
        return self.exclude(state__in=FELL_OUT)

    def to_close(self) -> "SessionQuerySet":
        """Held and not closed: they stay on the coach's to-do."""
        return self.filter(state=State.HELD)


class Session(Belonging):
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45, validators=[MinValueValidator(5), MaxValueValidator(480)])
    state = models.CharField(max_length=16, choices=State, default=State.SCHEDULED)
    # RFC 5545 SEQUENCE: raised by every move, so that calendars believe the newest.
    sequence = models.PositiveIntegerField(default=0)
    # Who cancelled, or who was not there.
    side = models.CharField(max_length=8, choices=Side, blank=True, default="")
    was_late = models.BooleanField(default=False)
    reason = Words(limit=2_000)
    # What the client takes away, in their words.
    learned = Words(limit=4_000)
    next_step = models.CharField(max_length=8, choices=NextStep, blank=True, default="")

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="session_state")]
        indexes = [
            models.Index(fields=["trajectory", "starts_at"], name="session_by_start"),
            models.Index(fields=["starts_at"], name="session_ahead", condition=models.Q(state="scheduled")),
            models.Index(fields=["starts_at"], name="session_changed", condition=models.Q(sequence__gt=0)),
        ]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def took_place(self) -> bool:
        return self.state in TOOK_PLACE

    @property
    def fell_out(self) -> bool:
        return self.state in FELL_OUT

    @classmethod
    def _new(cls, trajectory: Trajectory, starts_at: datetime, minutes: int, state: str) -> "Session":
        return cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, starts_at=starts_at,
            minutes=minutes, state=state,
        )  # fmt: skip

    @classmethod
    def book(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, starts_at: datetime, minutes: int = 45
    ) -> "Session":
        session = cls._new(trajectory, starts_at, minutes, State.SCHEDULED)
        with write(Verb.SESSION_BOOKED, by=by, at=at, subject=session) as writing:
            return writing.add(session)

    @classmethod
    def request(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, starts_at: datetime, minutes: int = 45
    ) -> "Session":
        """The client would like one; the coach confirms it."""
        session = cls._new(trajectory, starts_at, minutes, State.REQUESTED)
        with write(Verb.SESSION_REQUESTED, by=by, at=at, subject=session) as writing:
            return writing.add(session)

    @classmethod
    def note_afterwards(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, starts_at: datetime, minutes: int = 45
    ) -> "Session":
        """A session that took place without being booked."""
        session = cls._new(trajectory, starts_at, minutes, State.HELD)
        with write(Verb.SESSION_HELD, by=by, at=at, subject=session) as writing:
            return writing.add(session)

    def confirm(self, *, by: Person, at: datetime) -> "Session":
        return self._move({State.REQUESTED}, State.SCHEDULED, Verb.SESSION_BOOKED, by=by, at=at)

    def reschedule(self, *, by: Person, at: datetime, starts_at: datetime, minutes: int | None = None) -> "Session":
        """Another time. The same session: what hangs on it moves along."""
        with write(Verb.SESSION_RESCHEDULED, by=by, at=at, subject=self) as writing:
            self.refresh_from_db()
            if (starts_at, minutes or self.minutes) != (self.starts_at, self.minutes):
                writing.change(
                    self, when=AHEAD, starts_at=starts_at, minutes=minutes or self.minutes,
                    sequence=self.sequence + 1,
                )  # fmt: skip
        return self

    def cancel(self, *, by: Person, at: datetime, side: str, reason: str = "") -> "Session":
        """It will not be. Its agenda moves to the next session by itself."""
        return self._move(
            AHEAD, State.CANCELLED, Verb.SESSION_CANCELLED, by=by, at=at, side=side, reason=reason,
            was_late=at > self.starts_at - LATE, sequence=self.sequence + 1,
        )  # fmt: skip

    def miss(self, *, by: Person, at: datetime, side: str, reason: str = "") -> "Session":
        """Nobody came, or one of the two did not."""
        return self._move(
            {State.SCHEDULED, State.IN_PROGRESS}, State.NO_SHOW, Verb.SESSION_MISSED,
            by=by, at=at, side=side, reason=reason,
        )  # fmt: skip

    def start(self, *, by: Person, at: datetime) -> "Session":
        return self._move({State.SCHEDULED}, State.IN_PROGRESS, Verb.SESSION_STARTED, by=by, at=at)

    def hold(self, *, by: Person, at: datetime) -> "Session":
        """It took place and is over."""
        return self._move({State.SCHEDULED, State.IN_PROGRESS}, State.HELD, Verb.SESSION_HELD, by=by, at=at)

    def change(self, *, by: Person, at: datetime, learned: str, base: str | None = None) -> "Session":
        with write(Verb.SESSION_CHANGED, by=by, at=at, subject=self) as writing:
            self._check_base("learned", words=learned, base=base)
            writing.change(self, learned=learned)
        return self

    def close(self, *, by: Person, at: datetime, next_step: str = "") -> "Session":
        """Wrapped up. Needs a next session, or a plain "none planned"."""
        later = Session.objects.filter(trajectory_id=self.trajectory_id, state__in=AHEAD)
        decided = NextStep.BOOKED if later.filter(starts_at__gt=self.starts_at).exists() else next_step
        if not decided:
            raise Missing("next_step")
        return self._move({State.HELD}, State.CLOSED, Verb.SESSION_CLOSED, by=by, at=at, next_step=decided)
