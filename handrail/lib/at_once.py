"""Several questions put in one statement, each answered as if it had been asked alone.

Each is a part of one long union. A part has as many columns as the widest: those it does not have are empty. PostgreSQL
wants one type in each column, so there a part's columns stand where others of their type do. SQLite does not mind, but
takes what the first part has for a column's type, and would read a word as a day: so the first part is none at all."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import itemgetter, or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.query import ModelIterable

from handrail.lib.composed import Read, converting

# What a column is in a union of several; of words it is all one how long they may be.
WIDE = {"varchar": "text", "char": "text", "smallint": "bigint", "integer": "bigint"}


def at_once(*asked: Any) -> list[list[Any]]:
    """Of each question what it gives, in no order: of values their lines, of rows what they are made of
    (`composed.Values`)."""
    parts = [_Part.of(each) for each in asked]
    lines = iter(_lines([part for part in parts if part]))
    return [part.answers(next(lines)) if part else [] for part in parts]


@dataclass(frozen=True, eq=False)
class _Part:
    text: str
    given: tuple[Any, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    convert: Callable[[Any, Any], Iterator[Sequence[Any]]]
    read: Read | None

    @classmethod
    def of(cls, rows: Any) -> "_Part | None":
        """None where it is plain beforehand that nothing can be found."""
        unordered = rows if rows.query.is_sliced else rows.order_by()
        compiler = unordered.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            text, given = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return None
        columns = [column for column, _, _ in compiler.select]
        names = tuple(connection.ops.quote_name(alias) for _, _, alias in compiler.select)
        kinds = tuple(_kind(column.output_field) for column in columns)
        are_rows = rows._iterable_class is ModelIterable
        read = Read.by(compiler.klass_info, compiler.annotation_col_map or {}) if are_rows else None
        return cls(text, tuple(given), names, kinds, converting(compiler.get_converters(columns)), read)

    def answers(self, lines: list[Any]) -> list[Any]:
        found = self.convert(lines, connection)
        return [self.read.of(line) for line in found] if self.read else list(found)

    def places(self, kinds: Sequence[str]) -> list[int]:
        """Where each of its columns stands among so many of these kinds."""
        free = {kind: iter([n for n, each in enumerate(kinds) if each == kind]) for kind in set(kinds)}
        return [next(free[kind]) for kind in self.kinds]


def _kind(field: Any) -> str:
    if connection.vendor == "sqlite":
        return ""
    said: str = field.cast_db_type(connection).split("(")[0]
    return WIDE.get(said, said)


def _lines(parts: Sequence[_Part]) -> list[list[Any]]:
    """What was answered to each part."""
    if not parts:
        return []
    most = reduce(or_, (Counter(part.kinds) for part in parts))
    kinds = [kind for kind in most for _ in range(most[kind])]
    where = [part.places(kinds) for part in parts]
    text = " UNION ALL ".join([_none(kinds), *(_select(n, part, where[n], len(kinds)) for n, part in enumerate(parts))])
    found: list[list[Any]] = [[] for _ in parts]
    pick = [_picking([1 + place for place in places]) for places in where]
    with connection.cursor() as cursor:
        cursor.execute(text, [each for part in parts for each in part.given])
        for line in cursor.fetchall():
            found[line[0]].append(pick[line[0]](line))
    return found


def _picking(places: Sequence[int]) -> Callable[[Any], Any]:
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


def _none(kinds: Sequence[str]) -> str:
    return f"SELECT -1, {', '.join(f'CAST(NULL AS {kind})' if kind else 'NULL' for kind in kinds)} WHERE 1 = 0"


def _select(number: int, part: _Part, places: Sequence[int], width: int) -> str:
    held = dict(zip(places, part.names, strict=True))
    columns = ", ".join(held.get(place, "NULL") for place in range(width))
    return f"SELECT {number}, {columns} FROM ({part.text}) asked_{number}"
