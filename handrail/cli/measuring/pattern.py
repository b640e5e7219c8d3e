"""A lived trajectory, again and again for other clients and coaches: a million entries in minutes, not in hours.
Every row and every entry is written as it is there, but for its ids and for whose it is: it still is its own fold.

The database copies by itself: the pattern lies beside its tables with marks where ids differ from copy to copy, and one
statement for each table puts in what they are. A copy's ids are those of the pattern, in the version that is anybody's
own (RFC 9562, 8), ending in the number of the copy: they sort as the pattern's do and meet nobody else's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from handrail.ledger.carrying import HISTORY
from handrail.ledger.covered import covered_model
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory

STREAM, ENTRY, TEXT, ALSO = HISTORY
AT_ONCE = 500
MANY = 0x10000
# Where the number of the copy comes in; and its people's ids, as entries write them and as the database does.
COPY, CLIENT, CLIENT_HERE, COACH, COACH_HERE = "\x01", "\x02", "\x03", "\x04", "\x05"
PLACES = {COPY: "number", CLIENT: "client", CLIENT_HERE: "client_here", COACH: "coach", COACH_HERE: "coach_here"}
ID = re.compile(r"([0-9a-f]{8}-?[0-9a-f]{4}-?)7([0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{8})[0-9a-f]{4}")
COPIES = "bench_copies"


class Pattern:
    """What stands in the history of one trajectory. Held open, it is a table beside each of its tables."""

    def __init__(self, trajectory: Trajectory, client: Person) -> None:
        self._trajectory = trajectory
        self._people = {_here(client.pk): CLIENT_HERE, _here(trajectory.coach_id): COACH_HERE}
        self._people |= {str(client.pk): CLIENT, str(trajectory.coach_id): COACH}
        self._parts = list(_rows(trajectory.pk))
        self._own = {UUID(str(row[0])) for model, rows in self._parts if model is not ALSO for row in rows}
        self._made = 0

    def again(self, clients: Sequence[Person], coach: Person) -> list[Trajectory]:
        """Once for each of these, who have just been added."""
        numbers = range(self._made, self._made + len(clients))
        self._made += len(clients)
        if self._made > MANY:
            raise ValueError(f"no more than {MANY} of one pattern")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE {COPIES} ({', '.join(f'{name} text' for name in PLACES.values())})")
            whose = str(coach.pk), _here(coach.pk)
            told = [(f"{n:04x}", str(c.pk), _here(c.pk), *whose) for n, c in zip(numbers, clients, strict=True)]
            cursor.executemany(f"INSERT INTO {COPIES} VALUES (%s, %s, %s, %s, %s)", told)
            for model, rows in self._parts:
                self._copy(cursor, model, rows)
            cursor.execute(f"DROP TABLE {COPIES}")
        found = [UUID(self._marked(str(self._trajectory.pk)).replace(COPY, f"{n:04x}")) for n in numbers]
        return sorted(Trajectory.objects.filter(pk__in=found), key=lambda each: found.index(each.pk))

    def _copy(self, cursor: Any, model: type[models.Model], rows: Sequence[Sequence[Any]]) -> None:
        marked = [[self._marked(value) for value in row] for row in rows]
        columns = [_Column(f, "".join(row[n] for row in marked if isinstance(row[n], str))) for n, f in _fields(model)]
        names = ", ".join(column.name for column in columns)
        beside = "bench_pattern"
        cursor.execute(f"CREATE TEMPORARY TABLE {beside} ({', '.join(column.beside for column in columns)})")
        cursor.executemany(f"INSERT INTO {beside} VALUES ({', '.join(['%s'] * len(columns))})", marked)
        made = ", ".join(column.made for column in columns)
        table = connection.ops.quote_name(model._meta.db_table)
        # One copy after the other: neighbours in the table are what is read together.
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {made} FROM {COPIES} c CROSS JOIN {beside} p")
        cursor.execute(f"DROP TABLE {beside}")

    def _marked(self, value: Any) -> Any:
        if isinstance(value, UUID):
            value = str(value)
        if not isinstance(value, str):
            return value
        marked = ID.sub(self._mark, value)
        for person, mark in self._people.items():
            marked = marked.replace(person, mark)
        return marked

    def _mark(self, found: "re.Match[str]") -> str:
        before, after = found.groups()
        return f"{before}8{after}{COPY}" if UUID(found.group()) in self._own else found.group()


class _Column:
    """How a column stands beside its table, and how the copy's is made of it."""

    def __init__(self, field: "models.Field[Any, Any]", said: str) -> None:
        self.name = _quoted(field)
        self.made, kind = f"p.{self.name}", str(field.db_type(connection))
        marks = [(mark, name) for mark, name in PLACES.items() if mark in said]
        self.beside = f"{self.name} {'text' if marks else kind}"
        for mark, name in marks:
            self.made = f"replace({self.made}, '{mark}', c.{name})"
        if marks:
            self.made = f"CAST({self.made} AS {kind})"


def _rows(stream_id: UUID) -> Iterator[tuple[type[models.Model], list[tuple[Any, ...]]]]:
    """Every table that speaks of this history, with its rows as the database gives them."""
    yield STREAM, list(_read(STREAM, "id", [stream_id]))
    entries = list(models.QuerySet(ENTRY).filter(stream_id=stream_id).values_list("pk", "changes"))
    for model in (ENTRY, TEXT):
        yield model, sorted(_read(model, "stream_id", [stream_id]))
    yield ALSO, list(_read(ALSO, "entry_id", [pk for pk, _ in entries]))
    found: dict[str, set[UUID]] = {}
    for change in (change for _, changes in entries for change in changes):
        found.setdefault(change["table"], set()).add(UUID(change["id"]))
    for table, ids in found.items():
        yield covered_model(table), list(_read(covered_model(table), "id", sorted(ids)))


def _read(model: type[models.Model], column: str, ids: Sequence[UUID]) -> Iterator[tuple[Any, ...]]:
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(_quoted(field) for _, field in _fields(model))
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT {names} FROM {table} WHERE {column} IN ({marks})", [_here(each) for each in some])
            yield from cursor.fetchall()


def _fields(model: type[models.Model]) -> Iterable[tuple[int, "models.Field[Any, Any]"]]:
    """Numbers that the database gives by itself it gives to a copy, too."""
    return enumerate(f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField))


def _quoted(field: "models.Field[Any, Any]") -> str:
    return connection.ops.quote_name(str(field.column))


def _here(each: UUID) -> str:
    """As this database writes it: SQLite without its lines."""
    return each.hex if connection.vendor == "sqlite" else str(each)
