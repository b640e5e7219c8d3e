"""Finding who is due, by statements that are composed once in a process: Django takes some milliseconds to write one
down, the database a tenth of that to answer it, and all of them are asked every few seconds.

What a statement says follows from who lives in which zones, of some kinds from the weekday too; what it is given are
instants, days, and what calendars and clocks show. It is composed for two moments that have nothing in common. Where
both read the same, and each thing given is as far from the one moment as from the other, whoever looks next only puts
theirs in. Where not, it is composed anew each time, and nothing can go wrong but the time it takes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection

from handrail.reminders.kinds.every import KINDS
from handrail.reminders.wall import Walls

# The zones of each wall and its day, as its distance from the first; and which weekday that is, where that matters.
Shape: TypeAlias = tuple[int | None, tuple[tuple[int, tuple[str, ...]], ...]]
# A text and what it is given; None where nothing can be found.
Statement: TypeAlias = tuple[str, tuple[Any, ...]] | None
# A Monday and a Thursday that share no day of the month, and two hours that share no minute.
NO_MOMENTS = (
    (datetime(2123, 3, 1, 2, 3, tzinfo=UTC), 61),
    (datetime(2128, 8, 26, 11, 17, tzinfo=UTC), 761),
)
KEPT = 1024


def who_of(kind: str, walls: Walls, *, back: int, limit: int) -> list[UUID]:
    """Whom there may be something of this kind to say to."""
    ready = _ready(kind, back, limit, _shape(kind, walls))
    statement = ready.of(walls) if ready else _composed(kind, walls, back=back, limit=limit)
    if statement is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        # SQLite knows no ids.
        return [who if isinstance(who, UUID) else UUID(who) for (who,) in cursor.fetchall()]


def _composed(kind: str, walls: Walls, *, back: int, limit: int) -> Statement:
    rows = KINDS[kind].found(walls, back=back).values_list("who", flat=True)[:limit]
    try:
        text, given = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return None
    return text, tuple(given)


@dataclass(frozen=True)
class _Ready:
    """A statement, and of each thing it is given where that comes from."""

    text: str
    places: tuple["_Place", ...]

    def of(self, walls: Walls) -> Statement:
        return self.text, tuple([place.of(walls) for place in self.places])


@dataclass(frozen=True)
class _Fixed:
    value: Any

    def of(self, _walls: Walls) -> Any:
        return self.value


@dataclass(frozen=True)
class _Instant:
    after: timedelta

    def of(self, walls: Walls) -> Any:
        return connection.ops.adapt_datetimefield_value(walls.at + self.after)


@dataclass(frozen=True)
class _Day:
    after: timedelta

    def of(self, walls: Walls) -> Any:
        return connection.ops.adapt_datefield_value(walls.dates[0] + self.after)


@dataclass(frozen=True)
class _Minute:
    wall: int

    def of(self, walls: Walls) -> Any:
        return list(walls.shown)[self.wall][1]


@dataclass(frozen=True)
class _Hour(_Minute):
    """The same, as an hour of the day."""

    def of(self, walls: Walls) -> Any:
        return connection.ops.adapt_timefield_value(time(*divmod(super().of(walls), 60)))


_Place: TypeAlias = _Fixed | _Instant | _Day | _Minute | _Hour


@dataclass(frozen=True)
class _Weekday(_Day):
    """Its number, as one that a list of days holds."""

    def of(self, walls: Walls) -> Any:
        return f"%{(walls.dates[0] + self.after).isoweekday()}%"


def _shape(kind: str, walls: Walls) -> Shape:
    first = walls.dates[0]
    weekday = first.isoweekday() if KINDS[kind].by_week else None
    return weekday, tuple(((day - first).days, tuple(zones)) for (day, _), zones in walls.shown.items())


@lru_cache(maxsize=KEPT)
def _ready(kind: str, back: int, limit: int, shape: Shape) -> _Ready | None:
    """What is true of two that have nothing in common is true of all; None where it is not."""
    one, two = (_like(shape, at, minute) for at, minute in NO_MOMENTS)
    first, second = (_composed(kind, walls, back=back, limit=limit) for walls in (one, two))
    if first is None or second is None or first[0] != second[0]:
        return None
    places = [_place(a, b, one, two) for a, b in zip(first[1], second[1], strict=True)]
    known = tuple(place for place in places if place)
    return _Ready(first[0], known) if len(known) == len(places) else None


def _like(shape: Shape, at: datetime, minute: int) -> Walls:
    """Walls as those are, at another moment."""
    weekday, walls = shape
    first = at.date() if weekday is None else at.date() + timedelta(days=(weekday - at.isoweekday()) % 7)
    return Walls(at, {(first + timedelta(days=n), minute + i): list(zones) for i, (n, zones) in enumerate(walls)})


def _place(a: Any, b: Any, one: Walls, two: Walls) -> _Place | None:
    if a == b:
        return _Fixed(a)
    return next((place for place in _places(a, one) if place.of(one) == a and place.of(two) == b), None)


def _places(given: Any, walls: Walls) -> Iterator[_Place]:
    """Where it may come from."""
    yield from (_Weekday(timedelta(days=number)) for number in range(7))
    for number in range(len(walls.shown)):
        yield from (_Minute(number), _Hour(number))
    moment = _moment(given)
    if isinstance(moment, datetime):
        yield _Instant((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - walls.at)
    elif isinstance(moment, date):
        yield _Day(moment - walls.dates[0])


def _moment(given: Any) -> date | None:
    """SQLite is told days and instants as words."""
    if not isinstance(given, str):
        return given if isinstance(given, date) else None
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(ValueError):
            return read(given)
    return None
