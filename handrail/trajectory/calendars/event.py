"""What a calendar says: its dates, and what of it was left aside and why. Pure."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.lib.refusal import Refusal

# A file of ten busy years is some five megabytes.
LARGEST = 20_000_000
# Dates in the window. A calendar with an appointment every hour of every working day of two years has fewer.
MOST_DATES = 10_000
# How far a calendar is looked at. Back: the sessions of a trajectory that may have begun before Handrail came.
# Ahead: nobody books further, and an endless series has to end somewhere.
BACK, AHEAD = timedelta(days=365), timedelta(days=366)
# So many that were left aside are told by name; their number is told in any case.
MOST_NAMED = 200


class Ignored(models.TextChoices):
    """Why something of a calendar is left aside, though nothing is amiss with it."""

    ALL_DAY = "all_day", _("All day, no hour")
    OUTSIDE = "outside", _("Not within a year from today")
    LENGTH = "length", _("Shorter than five minutes or longer than eight hours")
    DECLINED = "declined", _("Declined")
    CANCELLED = "cancelled", _("Cancelled, and never here")
    TO_DO = "to_do", _("To-do")
    JOURNAL = "journal", _("Journal entry")
    BUSY = "busy", _("Busy time")
    OTHER = "other", _("Of another kind")
    OURS = "ours", _("A session of Handrail itself")
    ANSWER = "answer", _("An answer to an invitation, no date of its own")


class Broken(models.TextChoices):
    """Why an event cannot be read. The rest of the calendar goes on without it."""

    NOT_AN_EVENT = "not_an_event", _("This event cannot be taken apart.")
    TOO_LONG_A_LINE = "too_long_a_line", _("A line in this event is far too long.")
    NO_TIME = "no_time", _("This event says no day and hour.")
    NOT_A_TIME = "not_a_time", _("The day or hour of this event cannot be read.")
    NO_ZONE = "no_zone", _("The time zone of this event is not known, and the calendar does not describe it.")
    RULE = "rule", _("How this event repeats cannot be worked out.")
    RULE_TOO_FINE = "rule_too_fine", _("This event repeats more often than daily.")
    RULE_TOO_MUCH = "rule_too_much", _("Working out how this event repeats takes too long.")


class Trouble(models.TextChoices):
    """Why a whole calendar stays outside."""

    EMPTY = "empty", _("The file is empty.")
    NOT_A_CALENDAR = "not_a_calendar", _("This is no calendar: it does not begin with BEGIN:VCALENDAR.")
    PACKED = "packed", _("This is a packed folder (zip). Unpack it and bring in the calendar (.ics) inside.")
    TOO_LARGE = "too_large", _("This calendar is larger than 20 MB. Export it again, with fewer years.")
    TOO_MANY = "too_many", _("This calendar holds more than 10,000 dates within a year from today.")


class Amiss(Refusal):
    """One event cannot be read."""

    def __init__(self, why: Broken) -> None:
        super().__init__()
        self.why = why


class Aside(Refusal):
    """One event is not for us."""

    def __init__(self, why: Ignored) -> None:
        super().__init__()
        self.why = why


@dataclass(frozen=True)
class Window:
    """From when to when a calendar is looked at."""

    first: datetime
    last: datetime

    @classmethod
    def around(cls, at: datetime) -> "Window":
        return cls(at - BACK, at + AHEAD)

    def holds(self, instant: datetime) -> bool:
        return self.first <= instant < self.last


@dataclass(frozen=True)
class Said:
    """What an event says besides its time. Addresses are folded; the coach's own is among them."""

    uid: str
    summary: str = ""
    description: str = ""
    attendees: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    organizer: str = ""
    is_cancelled: bool = False
    # By the coach.
    is_declined: bool = False
    sequence: int = 0

    @property
    def is_off(self) -> bool:
        return self.is_cancelled or self.is_declined


@dataclass(frozen=True)
class Event:
    """One date. `recurrence` is the instant it was first meant for, in a series; None outside of one."""

    said: Said
    starts_at: datetime
    minutes: int
    recurrence: datetime | None = None


@dataclass(frozen=True)
class Named:
    """An event that cannot be read: enough of it to find it again."""

    summary: str
    line: int
    why: Broken


@dataclass
class Reading:
    """A calendar as it was read."""

    events: list[Event] = field(default_factory=list)
    ignored: Counter[Ignored] = field(default_factory=Counter)
    broken: list[Named] = field(default_factory=list)
    broken_count: int = 0
    # REQUEST and CANCEL are about single dates; without one, or with PUBLISH, it is a whole calendar.
    method: str = ""
    # What tells this calendar from another of the same coach; empty where it says nothing of the kind.
    calendar: str = ""
    # Addresses of whose calendar it is: they are in every event and tell no client.
    own: frozenset[str] = frozenset()
    is_cut: bool = False
    # What is in the calendar in any shape; of which of it nothing certain can be said; and of which every date is told.
    uids: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    complete: set[str] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        return self.method in ("", "PUBLISH")

    def name(self, summary: str, *, line: int, why: Broken) -> None:
        self.broken_count += 1
        if len(self.broken) < MOST_NAMED:
            self.broken.append(Named(summary, line, why))
