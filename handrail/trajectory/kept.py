"""What was read of a trajectory, kept in memory from one request to the next.

Rows of a trajectory change only with an entry in its stream (law 1), so for as long as the stream's number is the
same, what was read before is what would be read now. Rows are kept as values and not as objects: nobody who changes
a row that came from here changes what the next one is given.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils.translation import get_language

from handrail.lib.at_once import at_once
from handrail.lib.composed import Composed, Values
from handrail.lib.memory import Memory
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, Sides
from handrail.trajectory.trajectory import Trajectory

# Places in one process; the one longest unused is given up first. Some tens of kilobytes each.
AT_MOST = 512

Made = TypeVar("Made")
Rows = dict[type[Belonging], dict[UUID, Any]]
# From all rows of a noun in one trajectory to those a page shows, given that day.
Narrowing = Callable[[Any, date], Any]


@dataclass(frozen=True)
class Selection:
    """Which rows a page shows: of each noun all, or those that its narrowing leaves. Made once, with its module."""

    page: str
    nouns: Mapping[type[Belonging], Narrowing | None]
    _composed: dict[Hashable, Composed] = field(default_factory=dict, init=False, compare=False, repr=False)

    def read(self, sides: Sides, *, today: date) -> dict[type[Belonging], list[Values]]:
        ids = (sides.person.pk, *sides.led, *sides.joined)
        return {noun: self._statement(noun, sides).values(ids, today=today) for noun in self.nouns}

    def _statement(self, noun: type[Belonging], sides: Sides) -> Composed:
        """One for so many that somebody leads and so many that they take part in."""
        kind = noun, len(sides.led), len(sides.joined)
        if kind not in self._composed:
            self._composed[kind] = Composed(partial(_asked_by_ids, noun, self.nouns[noun], len(sides.led)))
        return self._composed[kind]


@dataclass(frozen=True)
class Place:
    """Where a page keeps what it made of one trajectory, as long as its history has not gone on."""

    _made: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes of the trajectory, the reader and the day, and of nothing else: what else it depends on
        belongs into `name`. Many are given the same, so nobody may change it."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def has(self, name: Hashable) -> bool:
        return name in self._made


def place_of(trajectory: Trajectory, reader: Person, *, today: date, page: str) -> Place:
    """The place for this page, reader and day; a new one when the history has gone on since. The trajectory was found
    for this reader a moment ago (`joined_now`, `at_seq`): whether somebody reaches it at all is never remembered."""
    if trajectory.seq is None:
        return Place()
    leads = trajectory.is_led_by(reader)
    whose = (page, trajectory.pk, reader.pk, reader.zone, leads, get_language())
    return _place(whose, as_of=(trajectory.seq, today))


def kept(place: Place, sides: Sides, *, today: date, selection: Selection) -> "Remade":
    """The rows of a selection: read once, and made of what was read, of each noun when it is first asked for."""
    return Remade(place.once("rows", lambda: selection.read(sides, today=today)))


class Remade(dict[type[Belonging], dict[UUID, Any]]):
    """Rows of each noun. Most of a page is drawn already, and asks for a few nouns only."""

    def __init__(self, values: Mapping[type[Belonging], list[Values]]) -> None:
        super().__init__()
        self._values = values
        # Told of each noun whose rows were just made.
        self.made: Callable[[type[Belonging]], None] = lambda noun: None

    def __missing__(self, noun: type[Belonging]) -> dict[UUID, Any]:
        self[noun] = {row.pk: row for row in (each.row() for each in self._values[noun])}
        self.made(noun)
        return self[noun]

    def get(self, noun: Any, default: Any = None) -> Any:
        return self[noun] if noun in self._values else default


def rows_of_each(
    nouns: Mapping[type[Belonging], Narrowing | None], sides: Sides, *, today: date
) -> dict[type[Belonging], list[Any]]:
    """Rows of several nouns, in one statement, but for what a narrowing has found already."""
    asked = {noun: _asked(noun, narrowing, sides, today) for noun, narrowing in nouns.items()}
    open_ones = [noun for noun, rows in asked.items() if isinstance(rows, QuerySet)]
    for noun, found in zip(open_ones, at_once(*(asked[noun] for noun in open_ones)), strict=True):
        asked[noun] = [each.row() for each in found]
    return {noun: sorted(rows, key=lambda row: row.pk) for noun, rows in asked.items()}


def rows_of(noun: type[Belonging], sides: Sides, *, today: date, narrowing: Narrowing | None) -> list[Any]:
    """Rows of a noun as somebody may see them, in the order they were made."""
    return sorted(_asked(noun, narrowing, sides, today), key=lambda row: row.pk)


def _asked(noun: type[Belonging], narrowing: Narrowing | None, sides: Sides, today: date) -> Any:
    manager: Any = noun._default_manager
    rows = manager.all().visible_in(sides)
    return narrowing(rows, today) if narrowing else rows


def _asked_by_ids(
    noun: type[Belonging], narrowing: Narrowing | None, led: int, ids: Sequence[UUID], today: date
) -> Any:
    """For somebody of whom nothing but the id is known: whatever else a rule asked of them would raise."""
    person = Person.from_db(DEFAULT_DB_ALIAS, ["id"], [ids[0]])
    return _asked(noun, narrowing, Sides(person, ids[1 : 1 + led], ids[1 + led :]), today)


def _place(whose: Hashable, *, as_of: Hashable) -> Place:
    """The place as it was left, or a new one instead of what is of another day or of an earlier entry."""
    known = _places.get(whose)
    return known[1] if known and known[0] == as_of else _places.put(whose, (as_of, Place()))[1]


_places: "Memory[tuple[Hashable, Place]]" = Memory(AT_MOST)
