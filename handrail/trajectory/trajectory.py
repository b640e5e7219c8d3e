"""Trajectory: one coach and one client (or several) over time, toward a vision."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from handrail.ledger.book import seq_of
from handrail.ledger.covered import Covered, CoveredQuerySet, covered_models
from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import Writing, write
from handrail.lib.days import months_later
from handrail.lib.refusal import NotYours, OutOfRange
from handrail.lib.words import Words
from handrail.outbox.message import Message
from handrail.practice.invitation import Invitation
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.series import respaced

if TYPE_CHECKING:
    from handrail.trajectory.session import Session


class State(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Under way")
    PAUSED = "paused", _("Paused")
    CLOSING = "closing", _("Coming to a close")
    COMPLETED = "completed", _("Completed")
    ENDED_EARLY = "ended_early", _("Ended early")
    FOLLOW_UP = "follow_up", _("Staying in touch")
    ERASED = "erased", _("Erased")


class PauseReason(models.TextChoices):
    """Who or what asked for the pause."""

    CLIENT = "client", _("The client asked for it")
    COACH = "coach", _("The coach asked for it")
    REFERRAL = "referral", _("Until other help has been found")
    HOLIDAY = "holiday", _("A holiday")
    ILLNESS = "illness", _("Not well")
    CRUNCH = "crunch", _("A very full time")


RUNNING = frozenset({State.ACTIVE, State.PAUSED, State.CLOSING})
ENDED = frozenset({State.COMPLETED, State.ENDED_EARLY, State.FOLLOW_UP, State.ERASED})


# Who reaches a trajectory, said once: of the trajectory itself, or `through` a row of it. For people who hold the role,
# and beside the practice's id, which every row carries itself.


def leads(person: Person, *, through: str = "") -> Q:
    return Q(**{f"{through}coach_id": person.pk}) & ~Q(**{f"{through}state": State.ERASED})


def takes_part(person: Person, *, through: str = "") -> Q:
    """From the moment they agreed, and for as long as they do."""
    mine = {f"{through}participants__person_id": person.pk, f"{through}participants__state": "agreed"}
    return Q(**mine) & ~Q(**{f"{through}state": State.ERASED})


class TrajectoryQuerySet(CoveredQuerySet["Trajectory"]):
    def led_by(self, person: Person) -> "TrajectoryQuerySet":
        return self.filter(leads(person), practice_id=person.practice_id) if person.is_coach else self.none()

    def joined_by(self, person: Person) -> "TrajectoryQuerySet":
        """Those this person takes part in, from the moment they agreed and for as long as they are a client here."""
        return self.filter(takes_part(person), practice_id=person.practice_id) if person.is_coachee else self.none()

    def joined_now(self, person: Person) -> "TrajectoryQuerySet":
        """The same, for pages: each remembers for whom it was found, and where its history stands."""
        return self.joined_by(person).annotate(_found_for=models.Value(person.pk, models.UUIDField())).at_seq()

    def at_seq(self) -> "TrajectoryQuerySet":
        """With the number of the newest entry: rows are the same for as long as it is."""
        return self.annotate(_seq=seq_of("pk"))

    def visible_to(self, person: Person) -> "TrajectoryQuerySet":
        """The coach's own and the client's own. A manager sees counts, never one of these [1O]."""
        seen = Q(pk__in=self.led_by(person).values("pk")) | Q(pk__in=self.joined_by(person).values("pk"))
        return self.filter(seen, practice_id=person.practice_id)

    def running(self) -> "TrajectoryQuerySet":
        return self.filter(state__in=RUNNING)


class Trajectory(Covered):
    """Everything belongs to exactly one of these [1]."""

    STREAM: ClassVar[str] = "id"

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="trajectories")
    coach = models.ForeignKey(Person, models.PROTECT, related_name="led")
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="continued_by")
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    starts_on = models.DateField(null=True)
    length_months = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(36)]
    )
    cadence_days = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(1), MaxValueValidator(92)]
    )
    pause_reason = models.CharField(max_length=16, choices=PauseReason, blank=True, default="")
    resumes_on = models.DateField(null=True)
    end_reason = Words()
    # What a group is called. Somebody who is coached alone needs no such name, and nobody else is let in there.
    group_name = Words(limit=120)

    objects = TrajectoryQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="trajectory_state")]

    @property
    def ends_on(self) -> date | None:
        """The first day after the planned length; None before it began."""
        return months_later(self.starts_on, self.length_months) if self.starts_on else None

    @property
    def is_group(self) -> bool:
        """Whether several may take part: what is nobody's own is then read by all of them [12]."""
        return bool(self.group_name)

    @property
    def found_for(self) -> UUID | None:
        """Who takes part in it and asked for it (`joined_now`); None where that was not asked."""
        found: UUID | None = self.__dict__.get("_found_for")
        return found

    @property
    def seq(self) -> int | None:
        """The number of its newest entry when it was read (`at_seq`); None where that was not asked."""
        seq: int | None = self.__dict__.get("_seq")
        return seq

    def is_led_by(self, person: Person) -> bool:
        """As `led_by` says it, of a row at hand."""
        return self.coach_id == person.pk and person.is_coach and self.state != State.ERASED

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    def is_paused_on(self, day: date) -> bool:
        """Whether nothing is asked on that day. A pause is over on the day it was planned to end, also before anybody
        said so; the state follows when somebody takes things up again."""
        return self.state == State.PAUSED and (self.resumes_on is None or day < self.resumes_on)

    def coachees(self) -> list[Person]:
        """Who takes part, in the order they joined."""
        mine = self.participants.exclude(state="left").select_related("person").order_by("pk")
        return [participant.person for participant in mine]

    def invite(self, person: Person, *, by: Person, at: datetime) -> Invitation:
        """Invite a participant, or again. The mail is the surface's to write."""
        invitation = Invitation.send(person, by=by, at=at, joins_id=self.pk)
        with write(Verb.TRAJECTORY_INVITED, by=by, at=at, subject=self) as writing:
            if self.state == State.DRAFT:
                writing.move(self, {State.DRAFT}, State.INVITED)
        return invitation

    def start(self, *, by: Person, at: datetime) -> "Trajectory":
        """A participant agreed; the first one's agreement begins the trajectory, on their day."""
        if self.state in ENDED:
            raise CannotMove(self.table, state=self.state, to=State.ACTIVE)
        with write(Verb.TRAJECTORY_STARTED, by=by, at=at, subject=self) as writing:
            for participant in self.participants.filter(person=by):
                writing.move(participant, {"invited"}, "agreed")
            if self.state in (State.DRAFT, State.INVITED):
                writing.move(self, {State.DRAFT, State.INVITED}, State.ACTIVE, starts_on=by.today(at))
        return self

    def change(
        self, *, by: Person, at: datetime, length_months: int, cadence_days: int, with_booked: bool = False
    ) -> "Trajectory":
        """Another length or cadence; landings ahead follow, what was stays [11]. With `with_booked` the sessions that
        are booked follow too: the next one stays, for both have kept that hour, and the others are spaced from it."""
        with write(Verb.TRAJECTORY_CHANGED, by=by, at=at, subject=self) as writing:
            writing.change(self, length_months=length_months, cadence_days=cadence_days)
            booked = list(self.booked_after(at)) if with_booked else []
            moments = respaced([each.starts_at for each in booked], days=cadence_days, zone=by.zone)
            for session, moment in zip(booked, moments, strict=True):
                if moment != session.starts_at:
                    writing.change(session, starts_at=moment, sequence=session.sequence + 1)
        return self

    def booked_after(self, at: datetime) -> "QuerySet[Session]":
        """The booked sessions to come, in order."""
        ahead = self.sessions.filter(state="scheduled", starts_at__gt=at, coachee=None)
        return ahead.order_by("starts_at", "pk")

    def pause(self, *, by: Person, at: datetime, reason: str, resumes_on: date | None = None) -> "Trajectory":
        """Nothing is asked from today on, until `resumes_on` where that is known. Of a pause that was over before a
        phone found a network, the days are kept."""
        self._not_by_a_member(by)
        first = by.said_on(at)
        if resumes_on is not None and resumes_on <= first:
            raise OutOfRange("resumes_on", low=first + timedelta(days=1), high=None)
        pause = self.pauses.model(
            practice_id=self.practice_id, trajectory=self, reason=reason, from_on=first, until_on=resumes_on
        )
        with write(Verb.TRAJECTORY_PAUSED, by=by, at=at, subject=self) as writing:
            if resumes_on is not None and resumes_on <= by.today(at):
                pause.ended_on = resumes_on
                writing.add(pause)
            elif writing.move(self, {State.ACTIVE}, State.PAUSED, pause_reason=reason, resumes_on=resumes_on):
                writing.add(pause)
        return self

    def resume(self, *, by: Person, at: datetime) -> "Trajectory":
        self._not_by_a_member(by)
        said_on = by.said_on(at)
        with write(Verb.TRAJECTORY_RESUMED, by=by, at=at, subject=self) as writing:
            if writing.move(self, {State.PAUSED, State.CLOSING}, State.ACTIVE, pause_reason="", resumes_on=None):
                for pause in self.pauses.filter(ended_on=None):
                    writing.change(pause, ended_on=max(pause.from_on, said_on))
        return self

    def _not_by_a_member(self, by: Person) -> None:
        """What befalls a group is not for one of its members to decide."""
        if self.is_group and by.pk != self.coach_id:
            raise NotYours

    def begin_closing(self, *, by: Person, at: datetime) -> "Trajectory":
        with write(Verb.TRAJECTORY_CLOSING, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.ACTIVE}, State.CLOSING)
        return self

    def complete(self, *, by: Person, at: datetime) -> "Trajectory":
        """Open actions stay open until each is done, released or handed over."""
        with write(Verb.TRAJECTORY_COMPLETED, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.CLOSING}, State.COMPLETED)
        return self

    def end_early(self, *, by: Person, at: datetime, reason: str = "") -> "Trajectory":
        with write(Verb.TRAJECTORY_ENDED_EARLY, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.ACTIVE, State.PAUSED}, State.ENDED_EARLY, end_reason=reason)
        return self

    def follow_up(self, *, by: Person, at: datetime) -> "Trajectory":
        """Stay in touch after the end; only the client can say so [124]."""
        self._not_by_a_member(by)
        if by not in self.coachees():
            raise NotYours
        with write(Verb.TRAJECTORY_FOLLOWED_UP, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.COMPLETED, State.ENDED_EARLY}, State.FOLLOW_UP)
        return self

    def erase(self, *, by: Person, at: datetime) -> "Trajectory":
        """Empty every word ever written in this trajectory. What remains is a tombstone: that
        things happened and when, by whom, and no content."""
        with write(Verb.TRAJECTORY_ERASED, by=by, at=at, subject=self) as writing:
            if writing.move(self, set(State) - {State.ERASED}, State.ERASED):
                self._erase_words(writing)
        return self

    def _erase_words(self, writing: Writing) -> None:
        for model in covered_models().values():
            if model.STREAM == "trajectory_id":
                for row in model._base_manager.filter(**{model.STREAM: self.pk}):
                    writing.empty(row)
        writing.empty(self)
        writing.erase_texts()
        self.drafts.all().delete()
        self.sorted_lines.all().delete()
        self.photo_contents.all().delete()
        # Summaries, and what their coach was mailed before a session.
        Message.call_back_thread(self.pk, at=writing.at)
