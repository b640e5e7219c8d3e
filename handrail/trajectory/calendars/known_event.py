"""KnownEvent: which session an event of somebody's calendar is, so that it is known again when it moved."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.db import models

from handrail.lib.ids import uuid7
from handrail.practice.person import Person
from handrail.trajectory.calendars.event import Event
from handrail.trajectory.session import Session


class Wish(models.TextChoices):
    """What the calendar would have with a session that has words of its own. The coach decides."""

    NOTHING = ""
    MOVE = "move"
    CANCEL = "cancel"


class KnownEvent(models.Model):
    """A machine table: what a calendar said last, without its words. Without a session the coach left it out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    coach = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Keyed hashes (IntakeKey): names of calendars and events may hold anything.
    calendar = models.CharField(max_length=64, default="")
    uid = models.CharField(max_length=64)
    # The instant it was first meant for in its series, like 20260302T090000Z; empty outside of one.
    recurrence = models.CharField(max_length=16, default="")
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="+")
    # The coach said whose it is, against what it says; so do the dates to come.
    is_chosen = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    is_off = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    wish = models.CharField(max_length=8, choices=Wish, default=Wish.NOTHING, blank=True)
    wished_starts_at = models.DateTimeField(null=True)
    wished_minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coach", "uid", "recurrence"], name="event_known_once")]

    @classmethod
    def of(cls, coach: Person) -> "models.QuerySet[KnownEvent]":
        return cls.objects.filter(coach=coach).select_related("session__trajectory")

    @classmethod
    def to_decide(cls, coach: Person) -> "models.QuerySet[KnownEvent]":
        """Where a calendar wants what only the coach may do."""
        open_ = cls.of(coach).exclude(wish=Wish.NOTHING).filter(session__state__in=("requested", "scheduled"))
        return open_.order_by("starts_at", "pk")

    def as_event(self, whole: Event) -> Event:
        """The date of this row, in what is said of the whole series."""
        meant = datetime.strptime(self.recurrence, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if self.recurrence else None
        return replace(whole, starts_at=self.starts_at, minutes=self.minutes, recurrence=meant)

    def wants(self, wish: str, *, starts_at: datetime | None = None, minutes: int | None = None) -> None:
        self.wish, self.wished_starts_at, self.wished_minutes = wish, starts_at, minutes
        self.save(update_fields=["wish", "wished_starts_at", "wished_minutes"])

    def remember(self, **said: Any) -> None:
        """What the calendar says now (columns by name); nothing is left to decide."""
        said |= {"wish": Wish.NOTHING, "wished_starts_at": None, "wished_minutes": None}
        if any(getattr(self, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(self, name, value)
            self.save(update_fields=list(said))


def stamp(recurrence: datetime | None) -> str:
    return f"{recurrence:%Y%m%dT%H%M%SZ}" if recurrence else ""
