"""The three statements that every verb makes, written out: composing them anew costs more than running them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert(row: models.Model, *, unless_there: bool = False) -> bool:
    """Write a new row. With `unless_there`, False where it is there already: a second writer that comes while the
    first has not ended waits for it, on both databases."""
    fields = _fields(type(row), _all(type(row)))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    row._state.adding, row._state.db = False, connection.alias
    return _run(_insert(connection.vendor, type(row), unless_there), values) == 1


def compare_and_set(row: models.Model, columns: Mapping[str, Any], *, revision: int) -> bool:
    """Set columns of the row that is in the table, if it is still at this revision."""
    model, names = type(row), tuple(columns)
    fields = _fields(model, names)
    values = [f.get_db_prep_save(columns[f.attname], connection) for f in fields]
    where = [model._meta.pk.get_db_prep_save(row.pk, connection), revision]
    return _run(_update(connection.vendor, model, names), [*values, *where]) == 1


def ask(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    """The first line that a statement answers with."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found


def _run(statement: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@lru_cache
def _all(model: type[models.Model]) -> tuple[str, ...]:
    """Every column that we fill; a key that counts by itself is the database's."""
    return tuple(f.attname for f in model._meta.concrete_fields if not isinstance(f, models.AutoField))


@lru_cache
def _fields(model: type[models.Model], names: tuple[str, ...]) -> tuple[Any, ...]:
    known = {f.attname: f for f in model._meta.concrete_fields}
    return tuple(known[name] for name in names)


@lru_cache
def _insert(vendor: str, model: type[models.Model], unless_there: bool) -> str:
    columns = [connection.ops.quote_name(field.column) for field in _fields(model, _all(model))]
    otherwise = " ON CONFLICT DO NOTHING" if unless_there else ""
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_table(model)} ({', '.join(columns)}) VALUES ({marks}){otherwise}"


@lru_cache(maxsize=1024)
def _update(vendor: str, model: type[models.Model], names: tuple[str, ...]) -> str:
    set_to = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in _fields(model, names))
    return f'UPDATE {_table(model)} SET {set_to} WHERE "id" = %s AND "revision" = %s'


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
