"""What comes out of a file is believed column by column: only what this release could have written itself."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from handrail.ledger.covered import Covered, covered_models, fitting, written
from handrail.lib.refusal import Refusal
from handrail.lib.words import LONG, Words

# Of a text that is no `Words`: what is being written may be longer than what it becomes (trajectory/draft.py).
LONGEST = 20 * LONG
LONGEST_NUMBER = 40
ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CHANGE = {"table", "id", "before", "after"}


class NotBelieved(Exception):
    """What stands in a file cannot have come from here. Says where and what, and never a person's words."""


def believed(field: models.Field[Any, Any], value: Any) -> Any:
    """The value as the column holds it; written again it reads the same, to the letter."""
    if value is None and field.null:
        return None
    try:
        held = fitting(field, _reading(field)(value))
        if written(field, held) == value:
            return held
    except (Refusal, ValueError, TypeError, OverflowError, InvalidOperation):
        pass
    raise NotBelieved(f"“{field.attname}” holds what cannot stand there")


@cache
def _reading(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of this column is read. KeyError for a kind of column that nobody taught us yet."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    reads: dict[type[models.Field[Any, Any]], Callable[[Any], Any]] = {
        models.UUIDField: UUID,
        models.DateTimeField: datetime.fromisoformat,
        models.DateField: date.fromisoformat,
        models.TimeField: time.fromisoformat,
        models.DecimalField: lambda value: Decimal(_text(LONGEST_NUMBER)(value)),
        models.BooleanField: _exactly(bool),
        models.BigIntegerField: _exactly(int),
        models.IntegerField: _exactly(int),
        models.CharField: _text(kind.max_length or LONGEST),
        models.TextField: _text(LONGEST),
    }
    return next(reads[each] for each in type(kind).__mro__ if each in reads)


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


def _text(longest: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if type(value) is not str or len(value) > longest or "\0" in value:
            raise TypeError
        value.encode()  # half of a surrogate pair is a ValueError
        return value

    return read


@cache
def columns_of(table: str) -> dict[str, models.Field[Any, Any]]:
    noun = covered_models().get(table)
    if noun is None:
        raise NotBelieved(f"there is no table “{named(table)}”")
    return {field.attname: field for field in noun.columns()}


def noun_of(table: str) -> type[Covered]:
    columns_of(table)
    return covered_models()[table]


def believe_changes(changes: Any) -> list[dict[str, Any]]:
    """What an entry says of the rows it changed, each row once."""
    if not isinstance(changes, list) or not changes:
        raise NotBelieved("“changes” is no list of changes")
    for change in changes:
        _believe_change(change)
    if len({change["id"] for change in changes}) < len(changes):
        raise NotBelieved("it changes one row twice")
    return changes


def _believe_change(change: Any) -> None:
    if not isinstance(change, dict) or set(change) != CHANGE or not isinstance(change["table"], str):
        raise NotBelieved("a change is not made of table, id, before and after")
    columns, before, after = columns_of(change["table"]), change["before"], change["after"]
    if not is_id(change["id"]):
        raise NotBelieved("a change is about no row")
    if not isinstance(after, dict) or not (before is None or (isinstance(before, dict) and set(before) == set(after))):
        raise NotBelieved("a change does not say what was before and after")
    for side in (before or {}, after):
        for name, value in side.items():
            if name not in columns:
                raise NotBelieved(f"{change['table']} has no column “{named(name)}”")
            _believe_value(columns[name], value)


def _believe_value(field: models.Field[Any, Any], value: Any) -> None:
    if not isinstance(field, Words):
        believed(field, value)
    elif value != "" and not (isinstance(value, dict) and set(value) == {"words"} and is_id(value["words"])):
        raise NotBelieved(f"“{field.attname}” points to no words")


def is_id(value: Any) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


def named(given: Any) -> str:
    """A name out of a file, for a sentence: short, on one line, printable."""
    said = "".join(letter if letter.isprintable() else "·" for letter in str(given)[:60])
    return said + "…" if len(str(given)) > 60 else said
