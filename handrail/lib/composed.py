"""A statement that is composed once in a process, and afterwards only given its ids and its day: Django takes a
millisecond or two to write one down, the database thirty microseconds to answer it.

It is composed for ids and a day that nobody has, twice. Where both read the same, and all that was given stands in
them as it was given or as so many days before or after it, whoever asks next only puts their own in. Where not, or
where anything else is asked of the day (its weekday, say), it is composed anew each time, as anywhere else: nothing
has to be said about it, and nothing can go wrong but the time it takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.base import ModelState

# From ids and a day to a queryset: the same one for all, but for what it is given.
Compose = Callable[[Sequence[UUID], date], Any]


class _NoDay(date):
    """A day that nothing is on, of which nothing can be asked but how far it is from others."""

    def __getattribute__(self, name: str) -> Any:
        if name in ("year", "month", "day", "weekday", "isoweekday", "isocalendar", "replace", "strftime"):
            raise _LookedAt
        return super().__getattribute__(name)

    def __lt__(self, other: date, /) -> bool:
        raise _LookedAt

    __le__ = __gt__ = __ge__ = __lt__


class _LookedAt(Exception):
    """What is asked depends on the day by more than its distance."""


NO_DAYS = (_NoDay(2123, 3, 9), _NoDay(2128, 8, 31))
# Nobody looks further back or ahead from a day than this.
NEAR = timedelta(days=365 * 2)
# What is never changed once it is made, so that what reads the same may be the same.
UNCHANGING = ("UUIDField", "DateField", "DateTimeField", "TimeField")


@dataclass(frozen=True)
class Values:
    """One row, the rows that it was read together with, and what was told of it besides."""

    noun: type[models.Model]
    values: tuple[Any, ...]
    together: Mapping[str, "Values"]
    told: Mapping[str, Any]

    def row(self) -> Any:
        """A row of its own for whoever asks, as a copy of one is made."""
        row = self.noun.__new__(self.noun)
        row._state = ModelState()
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        row.__dict__.update(zip(_columns(self.noun), self.values, strict=True), **self.told)
        for name, other in self.together.items():
            setattr(row, name, other.row())
        return row


class Composed:
    """The rows of what `compose` asks, in the order they were made."""

    def __init__(self, compose: Compose) -> None:
        self._compose = compose
        self._filled: _Filled | None = None
        self._is_known = False

    def values(self, ids: Sequence[UUID], *, today: date = NO_DAYS[0]) -> list[Values]:
        if not self._is_known:
            self._filled, self._is_known = _filled(self._compose, len(ids)), True
        if self._filled:
            found = self._filled.values(ids, today)
        else:
            statement = _Statement.of(self._compose(ids, today))
            found = statement.values(statement.given) if statement else []
        return sorted(found, key=lambda row: row.values[0])

    def rows(self, ids: Sequence[UUID], *, today: date = NO_DAYS[0]) -> list[Any]:
        return [each.row() for each in self.values(ids, today=today)]


@dataclass(frozen=True)
class Read:
    """Where in a line of the answer a row stands, and the rows that it was read together with."""

    noun: type[models.Model]
    at: tuple[int, ...]
    together: Mapping[str, "Read"]
    told: Mapping[str, int]

    @classmethod
    def by(cls, info: Any, told: Mapping[str, int]) -> "Read":
        """As a compiled statement says it (`klass_info`, `annotation_col_map`)."""
        together = {each["field"].name: cls.by(each, {}) for each in info.get("related_klass_infos", ())}
        return cls(info["model"], tuple(info["select_fields"]), together, told)

    def of(self, line: Sequence[Any]) -> Values:
        # The key comes first: where it is empty, there is no such row.
        together = {name: read.of(line) for name, read in self.together.items() if line[read.at[0]] is not None}
        told = {name: line[n] for name, n in self.told.items()}
        return Values(self.noun, tuple([line[n] for n in self.at]), together, told)


@dataclass(frozen=True)
class _Statement:
    """`given`: ids, days and whatever else, as the database is told them."""

    text: str
    given: tuple[Any, ...]
    read: Read
    convert: Callable[[Any, Any], Iterator[Sequence[Any]]]

    @classmethod
    def of(cls, rows: Any) -> "_Statement | None":
        """None where it is plain beforehand that nothing can be found."""
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            text, given = compiler.as_sql()
        except EmptyResultSet:
            return None
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
        read = Read.by(compiler.klass_info, compiler.annotation_col_map or {})
        return cls(text, tuple(given), read, converting(converters))

    def values(self, given: Sequence[Any]) -> list[Values]:
        with connection.cursor() as cursor:
            cursor.execute(self.text, given)
            lines = cursor.fetchall()
        return [self.read.of(line) for line in self.convert(lines, connection)]


@dataclass(frozen=True)
class _Fixed:
    value: Any


@dataclass(frozen=True)
class _Filled:
    """A statement, and of each thing it is given where that comes from: an id by its place, a day by its distance
    from today, anything else as it is."""

    statement: _Statement | None
    places: tuple[int | timedelta | _Fixed, ...] = ()

    def values(self, ids: Sequence[UUID], today: date) -> list[Values]:
        return self.statement.values(self.given(ids, today)) if self.statement else []

    def given(self, ids: Sequence[UUID], today: date) -> list[Any]:
        told = _told(ids)
        return [
            told[place] if isinstance(place, int)
            else connection.ops.adapt_datefield_value(today + place) if isinstance(place, timedelta)
            else place.value
            for place in self.places
        ]  # fmt: skip


def _filled(compose: Compose, how_many: int) -> _Filled | None:
    """What is true of two who have nothing in common is true of everybody; None where it is not."""
    ids, others = ([UUID(int=(each << 100) + n) for n in range(how_many)] for each in (1, 2))
    try:
        first, second = _Statement.of(compose(ids, NO_DAYS[0])), _Statement.of(compose(others, NO_DAYS[1]))
    except _LookedAt:
        return None
    if first is None or second is None:
        return _Filled(None) if first is second else None
    filled = _Filled(first, tuple(_place(each, ids, NO_DAYS[0]) for each in first.given))
    is_true = first.text == second.text and filled.given(others, NO_DAYS[1]) == list(second.given)
    return filled if is_true else None


def _told(ids: Sequence[UUID]) -> list[Any]:
    """As the database is told them."""
    return [_key.get_db_prep_value(each, connection) for each in ids]


_key: Any = models.UUIDField()


def _place(given: Any, ids: Sequence[UUID], today: date) -> int | timedelta | _Fixed:
    if given in (told := _told(ids)):
        return told.index(given)
    day = _day(given)
    return day - today if day and abs(day - today) < NEAR else _Fixed(given)


def _day(given: Any) -> date | None:
    """SQLite is told days as words."""
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            return None
    return given if isinstance(given, date) and not isinstance(given, datetime) else None


def converting(converters: Any) -> Callable[[Any, Any], Iterator[Sequence[Any]]]:
    """As `SQLCompiler.apply_converters`, on the connection of whoever asks: a statement is everybody's, and each
    thread has a connection of its own."""
    each = [
        (n, change, column, column.output_field.get_internal_type() in UNCHANGING)
        for n, (changes, column) in converters.items()
        for change in changes
    ]

    def convert(lines: Any, own: Any) -> Iterator[Sequence[Any]]:
        if not each:
            yield from lines
            return
        seen: dict[Any, Any] = {}
        for line in map(list, lines):
            for n, change, column, is_unchanging in each:
                if not is_unchanging:
                    line[n] = change(line[n], column, own)
                elif (value := line[n]) is not None:
                    if (value, change) not in seen:
                        seen[value, change] = change(value, column, own)
                    line[n] = seen[value, change]
            yield line

    return convert


@cache
def _columns(noun: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in noun._meta.concrete_fields)
