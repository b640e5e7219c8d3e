"""A coach's clients, each in a line. What was read of them is kept in memory until something goes on: most looks at
the start page ask for the numbers of all histories, one statement, and find that nothing did."""

from collections import OrderedDict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import get_language

from handrail.ledger.book import numbers_of
from handrail.practice.person import Person
from handrail.trajectory.kept import Place
from handrail.trajectory.participant import Participant
from handrail.trajectory.trajectory import ENDED, State, Trajectory
from handrail.web.coach.standing import Report, Standing, standings

# The order of the list: who is under way, who has not begun, who has ended.
UNDER_WAY, INVITED, DRAFT, OVER = range(4)
RANK = {State.INVITED: INVITED, State.DRAFT: DRAFT} | dict.fromkeys(ENDED, OVER)
SHOWS: dict[str, set[int]] = {"now": {UNDER_WAY}, "waiting": {INVITED, DRAFT}, "ended": {OVER}}
# Coaches whose clients one process keeps; the one longest away is given up first.
AT_MOST = 64


@dataclass(frozen=True)
class ClientLine:
    trajectory: Trajectory
    names: str
    standing: Standing
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

    @cached_property
    def order(self) -> tuple[Any, ...]:
        booked = self.standing.next_session
        return (self.rank, booked is None, booked.starts_at if booked else "", self.names.casefold())


@dataclass(frozen=True)
class Roll:
    """Everybody a coach leads. `place` keeps what is drawn of all of them together."""

    numbers: Mapping[UUID, int]
    today: date
    by_id: Mapping[UUID, ClientLine]
    place: Place = field(default_factory=Place)

    @cached_property
    def lines(self) -> list[ClientLine]:
        return sorted(self.by_id.values(), key=lambda line: line.order)


def roll(coach: Person, *, at: datetime) -> Roll:
    """As it is now: as many statements for a hundred as for two, and one where nothing went on."""
    today, whose = coach.today(at), (coach.pk, coach.zone, get_language())
    numbers = numbers_of(Trajectory.objects.led_by(coach).values("pk"), coach.practice_id)
    known = _memory.of(whose)
    if known and known.numbers == numbers and known.today == today:
        return known
    fresh = _gone_on(known, numbers, coach.practice_id, today)
    by_id = {pk: known.by_id[pk] for pk in numbers if known and pk in known.by_id} | _read(fresh, known, coach, at=at)
    return _memory.keep(whose, Roll(numbers, today, by_id))


def _gone_on(known: Roll | None, numbers: Mapping[UUID, int], practice_id: UUID, today: date) -> Collection[UUID]:
    """Whose lines are not as they were; a name belongs to the practice's history, so with that all of them."""
    led = numbers.keys() - {practice_id}
    if known is None or known.today != today or known.numbers.get(practice_id) != numbers.get(practice_id):
        return led
    return {pk for pk in led if known.numbers.get(pk) != numbers[pk]}


def _read(pks: Collection[UUID], known: Roll | None, coach: Person, *, at: datetime) -> dict[UUID, ClientLine]:
    joined = Prefetch(
        "participants", Participant.objects.exclude(state="left").select_related("person").order_by("pk"), "joined"
    )
    trajectories = list(Trajectory.objects.led_by(coach).filter(pk__in=pks).prefetch_related(joined)) if pks else []
    told = standings(trajectories, coach, at=at)
    return {each.pk: ClientLine(each, _names(each), told[each.pk]) for each in trajectories}


def chosen(lines: Iterable[ClientLine], *, words: str, show: str) -> list[ClientLine]:
    """Those whose name holds all of the words, in any order and case."""
    sought = words.casefold().split()
    ranks = SHOWS.get(show, {UNDER_WAY, INVITED, DRAFT, OVER})
    return [line for line in lines if line.rank in ranks and all(part in line.names.casefold() for part in sought)]


def _names(trajectory: Any) -> str:
    return trajectory.group_name or ", ".join(participant.person.name for participant in trajectory.joined)


class _Memory:
    """The rolls used last. Several threads ask at once."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._rolls: OrderedDict[Hashable, Roll] = OrderedDict()

    def of(self, whose: Hashable) -> Roll | None:
        with self._lock:
            return self._rolls.get(whose)

    def keep(self, whose: Hashable, roll: Roll) -> Roll:
        with self._lock:
            self._rolls[whose] = roll
            self._rolls.move_to_end(whose)
            while len(self._rolls) > self._most:
                self._rolls.popitem(last=False)
            return roll


_memory = _Memory(AT_MOST)
