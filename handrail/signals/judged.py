"""Who needs a coach today, why, and what was done about it: the face of this package.

Nothing is kept but in memory: what was read of a trajectory holds until its history goes on or the client's day
changes, and is then read anew for that one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise

from handrail.lib.memory import Memory
from handrail.practice.person import Person
from handrail.signals import evidence, own
from handrail.signals.cards import CARDS, SUGGESTED, Card
from handrail.signals.facts import Facts
from handrail.signals.limits import Limits
from handrail.signals.lives import Life, lives_led_by, lives_of_practice, numbers_led_by
from handrail.signals.outcomes import retold
from handrail.signals.outlook import Outlook, outlook
from handrail.signals.read import Read, read
from handrail.signals.rules import OF_COACH, is_enough, signals_of, unknown_of
from handrail.signals.signal import Kind, Signal, Unknown

# Lives in one process; the one longest unused is given up first. Some ten kilobytes each.
AT_MOST = 8192
COACHES = 64
WEEKS = 12


@dataclass(frozen=True)
class Raised:
    """A signal, on its day, with what the coach did about it. `of_coach`: it is about the coach's own side."""

    signal: Signal
    since: date
    handled: str = ""
    until: date | None = None
    reason: str = ""

    @property
    def kind(self) -> Kind:
        return self.signal.kind

    @property
    def evidence(self) -> str:
        """What the same evidence is known again by (`Handling.evidence`)."""
        return self.signal.evidence

    @property
    def words(self) -> str:
        return evidence.told(self.signal)

    @property
    def approach(self) -> str | Promise:
        return SUGGESTED[self.kind].approach

    @property
    def card(self) -> Card | None:
        challenge = SUGGESTED[self.kind].card
        return CARDS[challenge] if challenge else None

    @property
    def ref(self) -> str:
        """The id of the goal, experiment, area or session that it is about."""
        return self.signal.ref

    @property
    def of_coach(self) -> bool:
        return self.kind in OF_COACH

    def is_quiet(self, today: date) -> bool:
        """Acted on, put off or found not needed, for now; `today` is the coach's."""
        return self.until is not None and today < self.until


@dataclass(frozen=True)
class Judged:
    """One client of one trajectory. `signals` are to be shown, what helps most first; `quiet` are known and rest."""

    read: Read
    signals: tuple[Raised, ...] = ()
    quiet: tuple[Raised, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    # There is enough to go on; without it nobody is fine, they are not known.
    is_enough: bool = True
    # How it may go on; None where there is too little to go on.
    outlook: Outlook | None = None

    @property
    def life(self) -> Life:
        return self.read.life

    @property
    def facts(self) -> Facts:
        return self.read.facts

    @property
    def of_client(self) -> list[Raised]:
        return [each for each in self.signals if not each.of_coach]

    @property
    def of_coach(self) -> list[Raised]:
        return [each for each in self.signals if each.of_coach]

    @property
    def not_known(self) -> list[str]:
        return [evidence.unknown(each) for each in self.unknown]

    # What a list of clients tells

    def on(self, day: int | None) -> date | None:
        """The date of a lived day."""
        return None if day is None else self.read.lived.date(day)

    @property
    def last_contact(self) -> date | None:
        return self.on(self.facts.last_contact)

    @property
    def last_active(self) -> date | None:
        return self.on(self.facts.last_active)

    @property
    def last_wrote(self) -> date | None:
        return self.on(max((day for day in self.facts.wrote if day <= self.facts.today), default=None))

    @property
    def next_session(self) -> date | None:
        return self.on(min((each.day for each in self.facts.ahead), default=None))

    @property
    def open_actions(self) -> int:
        return len(self.facts.opened)

    @property
    def carried(self) -> int:
        return sum(bool(each.carried) for each in self.facts.opened)

    @property
    def trend(self) -> tuple[int, ...]:
        """Days with a sign of life in each of the last twelve lived weeks, this one last."""
        return tuple(self.facts.active_in(7, before=7 * back) for back in reversed(range(WEEKS)))


def judged(coach: Person, *, at: datetime, numbers: Mapping[str, int] | None = None) -> tuple[Judged, ...]:
    """Everybody whom this person coaches, in the order they joined. One small statement while nothing has changed, and
    none for whoever knows where all that they lead stands (`numbers_led_by`)."""
    found = _all_of.get(coach.pk)
    numbers = numbers_led_by(coach) if numbers is None else numbers
    if found is None or found.as_of != (numbers, _days_in(found.zones, coach, at)):
        lives = lives_led_by(coach)
        zones = frozenset(life.zone for life in lives)
        found = _AllOf((numbers, _days_in(zones, coach, at)), zones, tuple(_told(lives, coach, at=at)))
        _all_of.put(coach.pk, found)
    return found.judged


def judged_in(trajectory_id: UUID, coach: Person, *, at: datetime) -> list[Judged]:
    """The clients of one trajectory that this person leads; [] of another."""
    return _told(lives_led_by(coach, only=trajectory_id), coach, at=at)


def judged_of_practice(manager: Person, *, at: datetime) -> list[Judged]:
    """Of everybody here, for counting: whoever counts gives away numbers and states, and nothing of what is read."""
    found = _judged(lives_of_practice(manager), at=at)
    return [_rested(each, manager.today(at)) for each in found.values()]


def _told(lives: list[Life], coach: Person, *, at: datetime) -> list[Judged]:
    """With the frequencies as the practice's own clients make them, found once a day."""
    if not lives:
        return []
    day, known = _own.get(coach.practice_id) or (None, None)
    counted = own.counted(coach.practice_id, at=at) if day != at.date() else []
    found = _judged([*lives, *counted], at=at)
    if known is None or day != at.date():
        known = own.known((found[each].read for each in counted if each in found), limits=settings.HANDRAIL_SIGNALS)
        _own.put(coach.practice_id, (at.date(), known))
    mine, today = (found[life] for life in lives if life in found), coach.today(at)
    return [_rested(_retold(each, known), today) for each in mine]


def _retold(judged: Judged, known: tuple[int, list[float]]) -> Judged:
    """As it was, where there is nothing to go by but the learners."""
    return replace(judged, outlook=retold(judged.outlook, known)) if judged.outlook and known[0] else judged


def _judged(lives: Iterable[Life], *, at: datetime) -> dict[Life, Judged]:
    """In their order; those anew who are not known, with everybody of their trajectory."""
    known = {life: _known(life, at=at) for life in lives}
    new = {life.trajectory_id for life, judged in known.items() if judged is None}
    found = {life: judged for life, judged in known.items() if judged and life.trajectory_id not in new}
    for each in read((life for life in known if life.trajectory_id in new), at=at):
        found[each.life] = judged = _judge(each, at=at)
        _one.put((each.life.trajectory_id, each.life.coachee_id), (each.life, each.life.today(at), judged))
    return {life: found[life] for life in known if life in found}


def _known(life: Life, *, at: datetime) -> Judged | None:
    """As it was judged before, if its history has not gone on and it is still that day."""
    known = _one.get((life.trajectory_id, life.coachee_id))
    return known[2] if known and known[:2] == (life, life.today(at)) else None


def _judge(each: Read, *, at: datetime) -> Judged:
    if each.life.is_paused(each.life.today(at)):
        return Judged(each)
    limits: Limits = settings.HANDRAIL_SIGNALS
    raised = tuple(_raised(each, signal) for signal in signals_of(each.facts, limits))
    return Judged(
        each,
        raised,
        (),
        tuple(unknown_of(each.facts, limits)),
        is_enough(each.facts, limits),
        outlook(each.facts, limits),
    )


def _raised(each: Read, signal: Signal) -> Raised:
    done = each.handled.get((str(signal.kind), signal.evidence), ("", None, ""))
    return Raised(signal, each.lived.date(signal.since), *done)


def _rested(judged: Judged, today: date) -> Judged:
    """What rests today is not shown."""
    quiet = tuple(each for each in judged.signals if each.is_quiet(today))
    if not quiet:
        return judged
    return replace(judged, signals=tuple(each for each in judged.signals if each not in quiet), quiet=quiet)


@dataclass(frozen=True)
class _AllOf:
    """Everybody of one coach, as of where their histories and their calendars stood."""

    as_of: Any
    zones: frozenset[str]
    judged: tuple[Judged, ...]


def _days_in(zones: Iterable[str], coach: Person, at: datetime) -> frozenset[tuple[str, date]]:
    return frozenset((zone, at.astimezone(ZoneInfo(zone)).date()) for zone in (*zones, coach.zone))


# By trajectory and client, with the life and the day that it was judged for.
_one: "Memory[tuple[Life, date, Judged]]" = Memory(AT_MOST)
_all_of: "Memory[_AllOf]" = Memory(COACHES)
# By practice: the day, of how many own moments, and the chance in each band.
_own: "Memory[tuple[date, tuple[int, list[float]]]]" = Memory(COACHES)
