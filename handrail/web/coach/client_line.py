"""A coach's clients, each in a line. What was read of them is kept in memory until something goes on: most looks at
the start page ask for the numbers of all histories, one statement, and find that nothing did."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from handrail.lib.among import Among
from handrail.lib.at_once import at_once
from handrail.lib.memory import Memory
from handrail.practice.person import Person
from handrail.signals.judged import Judged, judged
from handrail.signals.lives import numbers_led_by
from handrail.trajectory.kept import Place
from handrail.trajectory.participant import Participant
from handrail.trajectory.trajectory import ENDED, State, Trajectory
from handrail.web.coach.standing import Answer, Report, Standing, standings
from handrail.web.coach.weeks import Weeks, together

# The order of the list: who is under way, who has not begun, who has ended.
UNDER_WAY, INVITED, DRAFT, OVER = range(4)
RANK = {State.INVITED: INVITED, State.DRAFT: DRAFT} | dict.fromkeys(ENDED, OVER)
# Coaches whose clients one process keeps; the one longest away is given up first.
AT_MOST = 64


@dataclass(frozen=True)
class ClientLine:
    trajectory: Trajectory
    names: str
    standing: Standing
    # Of each who takes part, as long as it goes on; of a draft or an ended one nothing.
    judged: tuple[Judged, ...] = ()
    kept: Place = field(default_factory=Place)

    @cached_property
    def rank(self) -> int:
        return RANK.get(State(self.trajectory.state), UNDER_WAY)

    @property
    def is_under_way(self) -> bool:
        return self.rank == UNDER_WAY

    @property
    def is_draft(self) -> bool:
        return self.trajectory.state == State.DRAFT

    @property
    def state_words(self) -> str:
        """Nothing for the ordinary case: most clients are simply under way."""
        return "" if self.trajectory.state == State.ACTIVE else self.trajectory.get_state_display()

    def name_of(self, person_id: UUID | None) -> str:
        """Whose it is, in a group; else the client's name."""
        people: dict[UUID | None, str] = {
            each.person_id: each.person.name for each in self.trajectory.__dict__["joined"]
        }
        return people.get(person_id, self.names)

    @property
    def reports(self) -> list[tuple[Report, str]]:
        return [(report, self.name_of(report.by)) for report in self.standing.reports]

    @property
    def answers(self) -> list[tuple[Answer, str]]:
        return [(answer, self.name_of(answer.by)) for answer in self.standing.answers]

    @cached_property
    def weeks(self) -> Weeks | None:
        return together([each.trend for each in self.judged])

    @property
    def is_known(self) -> bool:
        """Whether there is enough to go on for all of them: else nobody can say that they are well [1N]."""
        return all(each.is_enough for each in self.judged)

    @property
    def needs(self) -> bool:
        return any(each.of_client for each in self.judged)

    @cached_property
    def mark(self) -> str:
        """Another one when the line in the table says something else."""
        said = self.trajectory.state, self.names, self.standing, self.weeks, self.is_known
        return f"{self.trajectory.pk.hex[-12:]}.{blake2b(repr(said).encode(), digest_size=6).hexdigest()}"

    @cached_property
    def order(self) -> tuple[Any, ...]:
        booked = self.standing.next_session
        return (self.rank, booked is None, booked.starts_at if booked else "", self.names.casefold())


SHOWS: Mapping[str, Callable[[ClientLine], bool]] = {
    "now": lambda line: line.is_under_way,
    "needs": lambda line: line.needs,
    "waiting": lambda line: line.rank in (INVITED, DRAFT),
    "ended": lambda line: line.rank == OVER,
}


@dataclass(frozen=True)
class Roll:
    """Everybody a coach leads. `place` keeps what is drawn of all of them together."""

    # Where each history stands, by its id as the database writes it.
    numbers: Mapping[str, int]
    today: date
    # The day it is in each zone that somebody here lives in.
    days: Mapping[str, date]
    by_id: Mapping[UUID, ClientLine]
    place: Place = field(default_factory=Place)

    @cached_property
    def lines(self) -> list[ClientLine]:
        return sorted(self.by_id.values(), key=lambda line: line.order)


def roll(coach: Person, *, at: datetime) -> Roll:
    """As it is now: as many statements for a hundred as for two, and one where nothing went on."""
    today, whose = coach.today(at), (coach.pk, coach.zone, get_language())
    numbers = numbers_led_by(coach)
    known = _rolls.get(whose)
    if known and (known.numbers, known.today, known.days) == (numbers, today, _days(known.days, at)):
        return known
    told = _told(known, _gone_on(known, numbers, coach.practice_id, today), coach, at=at)
    found = _judged(coach, numbers, at=at)
    pks = (UUID(each) for each in numbers)
    lines = {pk: _with(told[pk], tuple(found.get(pk, ()))) for pk in pks if pk in told}
    days = _days({each.life.zone for several in found.values() for each in several}, at)
    return _rolls.put(whose, Roll(numbers, today, days, lines))


def _days(zones: Iterable[str], at: datetime) -> dict[str, date]:
    return {zone: at.astimezone(ZoneInfo(zone)).date() for zone in zones}


def _judged(coach: Person, numbers: Mapping[str, int], *, at: datetime) -> Mapping[UUID, list[Judged]]:
    found: dict[UUID, list[Judged]] = defaultdict(list)
    for each in judged(coach, at=at, numbers=numbers):
        found[each.life.trajectory_id].append(each)
    return found


def _with(line: ClientLine, judged: tuple[Judged, ...]) -> ClientLine:
    """What was drawn of it holds as long as it is judged as before."""
    return line if line.judged == judged else replace(line, judged=judged, kept=Place())


def _gone_on(known: Roll | None, numbers: Mapping[str, int], practice_id: UUID, today: date) -> Collection[UUID]:
    """Whose lines are not as they were; a name belongs to the practice's history, so with that all of them."""
    before = known.numbers if known and known.today == today else {}
    changed = {UUID(each) for each, number in numbers.items() if before.get(each) != number}
    return {UUID(each) for each in numbers} if practice_id in changed else changed


def _told(known: Roll | None, pks: Collection[UUID], coach: Person, *, at: datetime) -> dict[UUID, ClientLine]:
    """Everybody's line, those anew whose history went on."""
    trajectories = _led(pks, coach) if pks else []
    told = standings(trajectories, coach, at=at)
    fresh = {each.pk: ClientLine(each, _names(each), told[each.pk]) for each in trajectories}
    return {**(known.by_id if known else {}), **fresh}


def _led(pks: Collection[UUID], coach: Person) -> list[Any]:
    """Each with those who take part in it: `joined`."""
    led = Trajectory.objects.led_by(coach).filter(pk__in=Among(pks))
    here = Participant.objects.filter(trajectory__in=led.values("pk")).exclude(state="left").select_related("person")
    trajectories, participants = ([each.row() for each in found] for found in at_once(led, here))
    joined = defaultdict(list)
    for each in sorted(participants, key=lambda each: each.pk):
        joined[each.trajectory_id].append(each)
    for trajectory in trajectories:
        trajectory.joined = joined[trajectory.pk]
    return sorted(trajectories, key=lambda each: each.pk)


def chosen(lines: Iterable[ClientLine], *, words: str, show: str) -> list[ClientLine]:
    """Those whose name holds all of the words, in any order and case."""
    sought = words.casefold().split()
    is_shown = SHOWS.get(show)
    return [
        line for line in lines
        if (is_shown is None or is_shown(line)) and all(part in line.names.casefold() for part in sought)
    ]  # fmt: skip


def _names(trajectory: Any) -> str:
    return trajectory.group_name or ", ".join(participant.person.name for participant in trajectory.joined)


_rolls: Memory[Roll] = Memory(AT_MOST)
