"""What is said now, what waits, and what is not said and why. Pure: frozen facts in, a judgement out.

Hours are read off the wall of the person they are for: a naive local time, compared with what the clock there shows.
So a skipped hour is the first one after it, a repeated hour counts the first time, and who travels is reminded by
the wall they stand before; that nothing is said twice is the claim's to hold (claim.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

DAY = 24 * 60
HOUR = 18 * 60
EVERY_DAY = "1234567"
QUIET_FROM, QUIET_UNTIL = 21 * 60, 8 * 60
A_WEEK = 3
LESS_OFTEN = 1
# The back-off [2C, the JOOL rule]: days without a sign of life, and how many days then lie between two prompts.
BACK_OFF = ((30, 14), (10, 7), (2, 2), (0, 1))
# So many prompts in a row that nobody answered: then it is the coach's turn, and no prompt follows.
UNANSWERED = 4
# What was asked for goes on for longer, and not for ever.
UNANSWERED_ASKED = 10


# The two that come together, at the hour of the check-in.
DAILY = frozenset({"check_in", "daily_measure"})
# What comes again and again: a habit, or the check-in of a trajectory.
Cue: TypeAlias = tuple[str, UUID | None]


def cue_of(kind: str, object_id: UUID, trajectory_id: UUID | None) -> Cue:
    return ("daily", trajectory_id) if kind in DAILY else (kind, object_id)


class Class(StrEnum):
    """How a message counts: a prompt is counted and keeps quiet hours, what was asked for keeps quiet hours, and what
    is essential does neither."""

    PROMPT = "prompt"
    ASKED = "asked"
    ESSENTIAL = "essential"


class Reason(StrEnum):
    """Why something that was due is not said."""

    DONE = "done"
    MOVED = "moved"
    ENDED = "ended"
    PAUSED = "paused"
    LEFT = "left"
    CONSENT = "consent"
    STAGE = "stage"
    STEADY = "steady"
    BLOCKED = "blocked"
    STOPPED = "stopped"
    STOPPED_KIND = "stopped_kind"
    LATER = "later"
    HELD = "held"
    NO_WAY = "no_way"
    BUDGET = "budget"
    EASED = "eased"
    SILENCE = "silence"
    HANDED_OVER = "handed_over"
    BY_NOW = "by_now"
    FRESH = "fresh"
    BY_THEMSELVES = "by_themselves"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Chosen:
    """What somebody chose, or the defaults of 2C. Hours are minutes of the day."""

    channel: str = "email"
    hour: int = HOUR
    days: str = EVERY_DAY
    quiet_from: int = QUIET_FROM
    quiet_until: int = QUIET_UNTIL
    a_week: int = A_WEEK
    later_until: date | None = None
    stopped: bool = False
    without: frozenset[str] = frozenset()
    # Of what they asked for: every other one only.
    eased: frozenset[str] = frozenset()
    held: bool = False

    def is_quiet(self, minute: int) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= minute < self.quiet_until
        return minute >= self.quiet_from or minute < self.quiet_until


@dataclass(frozen=True)
class Due:
    """One thing that there is to say to one person. `moment` is the day it was made for, `turn` tells two of one day
    apart; together with kind and object they are what is never said twice.

    It is said from `opens` to `closes`: naive times are by the person's wall, aware ones are instants."""

    person_id: UUID
    kind: str
    class_: Class
    object_id: UUID
    moment: date
    opens: datetime
    closes: datetime
    turn: int = 0
    over: Reason | None = None
    trajectory_id: UUID | None = None
    # Told to whoever leads: nothing of theirs is asked, and no yes of theirs is needed.
    to_coach: bool = False
    # They asked for this hour though it lies in their quiet ones.
    wakes: bool = False
    # By which each of several things is known again (claim.py).
    told: str = ""

    @property
    def cue(self) -> "Cue":
        return cue_of(self.kind, self.object_id, self.trajectory_id)

    @property
    def key(self) -> tuple[UUID, str, UUID, date, int]:
        return (self.person_id, self.kind, self.object_id, self.moment, self.turn)


@dataclass(frozen=True)
class Facts:
    """One person at one moment. `prompted` are the instants of their earlier prompts of the last weeks, newest last;
    `asked` those of what they asked for; `last_sign` when they last did anything."""

    zone: str
    chosen: Chosen = Chosen()
    consents: bool = True
    has_way: bool = True
    prompted: tuple[datetime, ...] = ()
    asked: tuple[datetime, ...] = ()
    last_sign: datetime | None = None
    # When something was last held back because nobody answers: the prompts that led there may be long forgotten.
    gave_up: Mapping[str, datetime] = field(default_factory=dict)
    # Of what they asked for: what was said the last time that it was due, and not left out.
    said_last: frozenset["Cue"] = frozenset()

    def wall(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)

    def wants_later(self, at: datetime) -> bool:
        until = self.chosen.later_until
        return until is not None and self.wall(at).date() < until

    def has_given_up(self, class_: Class) -> bool:
        since = self.gave_up.get(class_)
        return since is not None and (self.last_sign is None or self.last_sign < since)

    def unanswered(self, sent: Iterable[datetime]) -> int:
        return sum(1 for at in sent if self.last_sign is None or at > self.last_sign)


@dataclass(frozen=True)
class Judgement:
    """`say` goes into one message, each of `apart` into one of its own. What is in none of the three waits."""

    say: tuple[Due, ...] = ()
    apart: tuple[Due, ...] = ()
    withhold: Mapping[Due, Reason] = field(default_factory=dict)
    hand_over: bool = False


def judge(facts: Facts, dues: Iterable[Due], *, at: datetime) -> Judgement:
    """Everything that is due to one person, at once: they share a budget and a message."""
    ready: list[Due] = []
    withhold: dict[Due, Reason] = {}
    for due in sorted(dues, key=lambda due: due.key):
        if reason := _why_never(facts, due, at):
            withhold[due] = reason
        elif _has_come(facts, due.opens, at):
            ready.append(due)
    apart = tuple(due for due in ready if due.class_ == Class.ESSENTIAL)
    say: list[Due] = []
    hand_over = False
    is_quiet = facts.chosen.is_quiet(_minute(facts.wall(at)))
    for due in ready:
        waits = (is_quiet and not due.wakes) or not _is_their_hour(facts, due, at)
        if due.class_ == Class.ESSENTIAL or waits:
            continue
        if reason := _why_not_now(facts, due, at):
            withhold[due] = reason
            is_first = reason == Reason.HANDED_OVER and not facts.has_given_up(due.class_)
            hand_over |= is_first and due.class_ == Class.PROMPT
        else:
            say.append(due)
    return Judgement(tuple(say), apart, withhold, hand_over)


def still(facts: Facts, due: Due, *, at: datetime) -> Reason | None:
    """Judged again, just before it goes: why something that is on its way is not to go after all."""
    if reason := _why_never(facts, due, at):
        return reason
    return Reason.LATER if due.class_ != Class.ESSENTIAL and facts.wants_later(at) else None


def opens_again(chosen: Chosen, wall: datetime) -> datetime:
    """When the quiet hours that are now are over, by the same wall."""
    day = wall.replace(hour=0, minute=0, second=0, microsecond=0)
    end = day + timedelta(minutes=chosen.quiet_until)
    return end if end > wall else end + timedelta(days=1)


def _why_never(facts: Facts, due: Due, at: datetime) -> Reason | None:
    """What no later hour would change."""
    if due.over:
        return due.over
    if not facts.consents and not due.to_coach:
        return Reason.CONSENT
    if _has_come(facts, due.closes, at):
        return Reason.BY_NOW
    if due.class_ == Class.ESSENTIAL:
        return None
    if facts.chosen.stopped:
        return Reason.STOPPED
    if due.kind in facts.chosen.without:
        return Reason.STOPPED_KIND
    if facts.chosen.held:
        return Reason.HELD
    return None if facts.has_way else Reason.NO_WAY


def _why_not_now(facts: Facts, due: Due, at: datetime) -> Reason | None:
    """What this moment says: later, enough for now, nobody answers."""
    today = facts.wall(at).date()
    if facts.wants_later(at):
        return Reason.LATER
    if facts.has_given_up(due.class_):
        return Reason.HANDED_OVER
    if due.class_ == Class.ASKED:
        return _why_not_asked(facts, due)
    unanswered = facts.unanswered(facts.prompted)
    if unanswered >= UNANSWERED:
        return Reason.HANDED_OVER
    # A clock that had run ahead and was put right leaves prompts in the future: those of the next day still count.
    days = [facts.wall(sent).date() for sent in facts.prompted if sent <= at + timedelta(days=1)]
    # The week is the seven local days that end today: today and the six before it.
    week = [day for day in days if today - timedelta(days=7) < day]
    if today in days or any(day > today for day in days) or len(week) >= facts.chosen.a_week:
        return Reason.BUDGET
    if unanswered and days:
        since = facts.wall(facts.last_sign).date() if facts.last_sign else min(days)
        if (today - max(days)).days < gap_after((today - since).days):
            return Reason.SILENCE
    return None


def _why_not_asked(facts: Facts, due: Due) -> Reason | None:
    if facts.unanswered(facts.asked) >= UNANSWERED_ASKED:
        return Reason.HANDED_OVER
    return Reason.EASED if due.kind in facts.chosen.eased and due.cue in facts.said_last else None


def _is_their_hour(facts: Facts, due: Due, at: datetime) -> bool:
    """A prompt comes at the hour they chose also where its own has gone by, so that all of a day are one message; on
    the last day on which it is of use, as soon as it can."""
    wall = facts.wall(at)
    if due.class_ != Class.PROMPT or _minute(wall) >= facts.chosen.hour:
        return True
    return due.closes.tzinfo is None and due.closes <= wall_time(wall.date(), DAY)


def gap_after(silent_days: int) -> int:
    """How many days lie between two prompts to somebody who has been silent for so long."""
    return next((gap for days, gap in BACK_OFF if silent_days >= days), 1)


def _has_come(facts: Facts, moment: datetime, at: datetime) -> bool:
    return at >= moment if moment.tzinfo else facts.wall(at) >= moment


def _minute(wall: datetime) -> int:
    return wall.hour * 60 + wall.minute


def last_day_before(day: date, days: str) -> date | None:
    """The last day before this one on which somebody wants to hear anything; None where there is none."""
    return next((before for n in range(1, 8) if str((before := day - timedelta(days=n)).isoweekday()) in days), None)


def next_day_from(day: date, days: str) -> date:
    """This day or the first one after it on which somebody wants to hear anything."""
    ahead = (day + timedelta(days=n) for n in range(7))
    return next((on for on in ahead if str(on.isoweekday()) in days), day)


def wall_time(day: date, minute: int) -> datetime:
    """This minute of this day on some wall."""
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
