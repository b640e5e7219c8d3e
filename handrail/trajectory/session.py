"""Session: a booked conversation. The landings of the trajectory."""

from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.refusal import Missing, NotYours, OutOfRange
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.series import MOST, along, every
from handrail.trajectory.trajectory import Trajectory

# A cancellation this close to the beginning is late: told, never charged.
LATE = timedelta(hours=24)
# Who begins earlier than this before the hour that was booked has met at another hour.
EARLY = timedelta(hours=1)


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

    @property
    def is_for_several(self) -> bool:
        """A group's session. One of its members alone with the coach has one of their own (`coachee`)."""
        return self.coachee_id is None and self.trajectory.is_group

    @classmethod
    def _new(
        cls, trajectory: Trajectory, starts_at: datetime, minutes: int, state: str, coachee: Person | None = None
    ) -> "Session":
        return cls(
            practice_id=trajectory.practice_id, trajectory=trajectory, starts_at=starts_at,
            minutes=minutes, state=state, coachee=coachee if trajectory.is_group else None,
        )  # fmt: skip

    @classmethod
    def book(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, starts_at: datetime, minutes: int = 45,
        times: int = 1, every_days: int = 7, coachee: Person | None = None,
    ) -> "Session":  # fmt: skip
        """One, or several at the same hour of the day where the one who books them lives [145]. Returns the first.
        In a group with all of them, or with one alone (`coachee`)."""
        if not 1 <= times <= MOST:
            raise OutOfRange("times", low=1, high=MOST)
        moments = every(starts_at, days=every_days, times=times, zone=by.zone)
        first, *others = [cls._new(trajectory, each, minutes, State.SCHEDULED, coachee) for each in moments]
        with write(Verb.SESSION_BOOKED, by=by, at=at, subject=first) as writing:
            writing.add(first)
            for other in others:
                writing.add(other)
        return first

    @classmethod
    def request(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, starts_at: datetime, minutes: int = 45
    ) -> "Session":
        """The client would like one; the coach confirms it. Somebody in a group asks for one of their own."""
        session = cls._new(trajectory, starts_at, minutes, State.REQUESTED, by)
        with write(Verb.SESSION_REQUESTED, by=by, at=at, subject=session) as writing:
            return writing.add(session)

    @classmethod
    def note_afterwards(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, starts_at: datetime, minutes: int = 45,
        instead_of: "Session | None" = None, coachee: Person | None = None,
    ) -> "Session":  # fmt: skip
        """A session that took place without being booked; or instead of one that was, which then is the one."""
        if starts_at > at:
            raise OutOfRange("starts_at", low=None, high=at)
        session = instead_of or cls._new(trajectory, starts_at, minutes, State.HELD, coachee)
        with write(Verb.SESSION_HELD, by=by, at=at, subject=session) as writing:
            if instead_of is None:
                return writing.add(session)
            session.refresh_from_db()
            writing.move(session, AHEAD, State.HELD, **session._at(starts_at, minutes))
        return session

    def confirm(self, *, by: Person, at: datetime, instead_of: "Session | None" = None) -> "Session":
        """Yes to a session that was asked for; or it is the new time of one that was booked. Returns the booked one."""
        if instead_of is None:
            return self._move({State.REQUESTED}, State.SCHEDULED, Verb.SESSION_BOOKED, by=by, at=at)
        with write(Verb.SESSION_RESCHEDULED, by=by, at=at, subject=instead_of) as writing:
            instead_of.refresh_from_db()
            if writing.move(self, {State.REQUESTED}, State.CANCELLED) and (to := instead_of._at(
                self.starts_at, self.minutes
            )):  # fmt: skip
                writing.change(instead_of, when=AHEAD, **to)
        return instead_of

    def reschedule(
        self, *, by: Person, at: datetime, starts_at: datetime, minutes: int | None = None, and_following: bool = False,
        with_actions: bool = False,
    ) -> "Session":  # fmt: skip
        """Another time. The same session: what hangs on it moves along. With `and_following` the booked ones after it
        move by as much, by the clock on the wall; `with_actions`, what was to be done by its day is to be done by its
        new one, if that is later: nobody's time is cut short."""
        self._lead_or_alone(by)
        with write(Verb.SESSION_RESCHEDULED, by=by, at=at, subject=self) as writing:
            self.refresh_from_db()
            was, lasted = self.starts_at, self.minutes
            following = list(self.following()) if and_following else []
            moments = along([each.starts_at for each in following], was=was, is_now=starts_at, zone=by.zone)
            for session, moment in zip([self, *following], [starts_at, *moments], strict=True):
                # One that was meant to be longer or shorter than the others stays so.
                lasts = minutes if minutes and session.minutes == lasted else session.minutes
                if to := session._at(moment, lasts):
                    writing.change(session, when=AHEAD, **to)
            if with_actions:
                self._bring_actions(writing, was=was, by=by)
        return self

    def cancel(
        self, *, by: Person, at: datetime, side: str, reason: str = "", and_following: bool = False
    ) -> "Session":
        """It will not be. Its agenda moves to the next session by itself."""
        self._lead_or_alone(by)
        with write(Verb.SESSION_CANCELLED, by=by, at=at, subject=self) as writing:
            following = list(self.following()) if and_following else []
            for session in (self, *following):
                is_news = writing.move(
                    session, AHEAD, State.CANCELLED, side=side, reason=reason if session is self else "",
                    was_late=at > session.starts_at - LATE, sequence=session.sequence + 1,
                )  # fmt: skip
                if session is self and not is_news:
                    self._say_why_too(writing, reason)
        return self

    def _say_why_too(self, writing: Writing, reason: str) -> None:
        """The other side cancelled it a moment ago. A reason is kept where there was none; one that is there stays."""
        if not self.reason:
            writing.change(self, reason=reason)
        elif reason.strip() not in ("", self.reason.strip()):
            raise CannotMove(self.table, state=self.state, to=State.CANCELLED)

    def miss(self, *, by: Person, at: datetime, side: str, reason: str = "") -> "Session":
        """Nobody came, or one of the two did not."""
        return self._move(
            {State.SCHEDULED, State.IN_PROGRESS}, State.NO_SHOW, Verb.SESSION_MISSED,
            by=by, at=at, side=side, reason=reason,
        )  # fmt: skip

    def start(self, *, by: Person, at: datetime) -> "Session":
        """It begins. Well before its hour, the two have met at another one: it is told as it was."""
        sooner = self._at(at.replace(second=0, microsecond=0), self.minutes) if at < self.starts_at - EARLY else {}
        return self._move({State.SCHEDULED}, State.IN_PROGRESS, Verb.SESSION_STARTED, by=by, at=at, **sooner)

    def hold(self, *, by: Person, at: datetime) -> "Session":
        """It took place and is over."""
        return self._move({State.SCHEDULED, State.IN_PROGRESS}, State.HELD, Verb.SESSION_HELD, by=by, at=at)

    def change(self, *, by: Person, at: datetime, learned: str, base: str | None = None) -> "Session":
        self._lead_or_alone(by)
        with write(Verb.SESSION_CHANGED, by=by, at=at, subject=self) as writing:
            self._check_base("learned", words=learned, base=base)
            writing.change(self, learned=learned)
        return self

    def close(self, *, by: Person, at: datetime, next_step: str = "") -> "Session":
        """Wrapped up. Needs a next session, or a plain "none planned"."""
        later = self._of_the_same().filter(state__in=AHEAD)
        decided = NextStep.BOOKED if later.filter(starts_at__gt=self.starts_at).exists() else next_step
        if not decided:
            raise Missing("next_step")
        return self._move({State.HELD}, State.CLOSED, Verb.SESSION_CLOSED, by=by, at=at, next_step=decided)

    def following(self) -> SessionQuerySet:
        """The booked ones after this one, in order."""
        return self._of_the_same().filter(state=State.SCHEDULED, starts_at__gt=self.starts_at).in_order()

    def _of_the_same(self) -> SessionQuerySet:
        """The sessions of those whose session this is."""
        return Session.objects.filter(trajectory_id=self.trajectory_id, coachee_id=self.coachee_id)

    def _lead_or_alone(self, by: Person) -> None:
        """What is everybody's in a group, none of them decides for the others."""
        if self.is_for_several and by.pk != self.trajectory.coach_id:
            raise NotYours

    def _at(self, starts_at: datetime, minutes: int) -> dict[str, Any]:
        """The columns of another time; none where it is that already. Every other time raises the number that
        calendars go by."""
        if (starts_at, minutes) == (self.starts_at, self.minutes):
            return {}
        return {"starts_at": starts_at, "minutes": minutes, "sequence": self.sequence + 1}

    def _bring_actions(self, writing: Writing, *, was: datetime, by: Person) -> None:
        """What somebody was to do by the day of this session, by their own calendar."""
        open_ones = self.trajectory.actions.filter(state__in=("agreed", "in_progress")).select_related("owner")
        for action in open_ones.filter(coachee_id=self.coachee_id) if self.coachee_id else open_ones:
            before, after = action.owner.today(was), action.owner.today(self.starts_at)
            if action.due_on == before < after and writing.change(action, due_on=after):
                place = {"practice_id": action.practice_id, "trajectory_id": action.trajectory_id}
                writing.add(
                    action.due_date_changes.model(
                        **place, coachee_id=action.coachee_id, action=action, from_on=before, to_on=after,
                        reason=gettext("The session was moved."), made_on=by.today(writing.at),
                    )
                )  # fmt: skip
