"""Rows that the ledger can rebuild: what they share, and how a column reads in an entry."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, NoReturn, Protocol, Self, TypeVar
from uuid import UUID

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from handrail.lib.ids import uuid7
from handrail.lib.refusal import NotUnderstood, OutOfRange
from handrail.lib.words import Words

# A day outside these is a typing error, and year 9999 breaks time zones.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class OutsideAVerb(TypeError):
    """Somebody tried to change a covered row behind the ledger's back. A bug, not a refusal."""


Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class CoveredQuerySet(models.QuerySet[Row_co, Row_co]):
    """Reads like any queryset; every way to write is closed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise OutsideAVerb(f"{self.model.__name__} changes only through verbs")

    def delete(self) -> NoReturn:
        raise OutsideAVerb(f"{self.model.__name__} is never deleted: it ends in a state")

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OutsideAVerb(f"{self.model.__name__} is made by a verb")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OutsideAVerb(f"{self.model.__name__} changes only through verbs")


class Reader(Protocol):
    """Whoever asks to see rows: a person of a practice."""

    @property
    def practice_id(self) -> Any: ...


class Covered(models.Model):
    """A row that changes only through verbs and is exactly what its entries fold to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # How many entries changed this row: the compare-and-set of every change.
    revision = models.PositiveIntegerField(default=0)
    # Columns that never change once written (an action's original day, say).
    FIXED: ClassVar[frozenset[str]] = frozenset()
    # What columns hold while others than its writer read the row's words (book.Sight.OPENED).
    OPEN_WHILE: ClassVar[Mapping[str, str]] = {}
    # The column that says which stream the row belongs to.
    STREAM: ClassVar[str] = "practice_id"

    class Meta:
        abstract = True

    practice_id: Any

    @classmethod
    def reached_by(cls, reader: Reader) -> Any:
        """What this reader may see of the noun: its queryset's `visible_to`, for callers that hold any noun."""
        rows: Any = cls._default_manager
        return rows.visible_to(reader)

    @classmethod
    def amiss_beside(cls) -> Iterable[tuple[UUID, str]]:
        """Where a table beside this one parts from its rows, by id and in words; for what entries do not hold."""
        return ()

    @property
    def stream_id(self) -> UUID:
        found: UUID = getattr(self, self.STREAM)
        return found

    @property
    def table(self) -> str:
        return str(self._meta.model_name)

    @classmethod
    def columns(cls) -> list[models.Field[Any, Any]]:
        """Every column that entries speak of: all but the id and the revision they imply."""
        return [f for f in cls._meta.concrete_fields if f.attname not in ("id", "revision")]

    def values(self) -> dict[str, Any]:
        """The whole row as an entry would write it."""
        return {f.attname: written(f, getattr(self, f.attname)) for f in self.columns()}

    @classmethod
    def from_values(cls, row_id: UUID, values: dict[str, Any], *, revision: int = 0) -> Self:
        """The row that these values describe; not saved, for looking at only."""
        known = {f.attname: f for f in cls.columns()}
        read = {name: known[name].to_python(value) for name, value in values.items() if name in known}
        return cls(id=row_id, revision=revision, **read)

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OutsideAVerb(f"{type(self).__name__} changes only through verbs")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OutsideAVerb(f"{type(self).__name__} is never deleted: it ends in a state")


@cache
def covered_models() -> dict[str, type[Covered]]:
    """Every covered model by its table's short name."""
    found = (model for model in apps.get_models() if issubclass(model, Covered))
    return {str(model._meta.model_name): model for model in found}


def covered_model(table: str) -> type[Covered]:
    return covered_models()[table]


@cache
def beginnings(table: str) -> Mapping[str, Any]:
    """What a column holds in rows that are older than the column itself: its default."""
    return {column.attname: written(column, column.get_default()) for column in covered_model(table).columns()}


def written(field: models.Field[Any, Any], value: Any) -> Any:
    """A column's value as JSON: the same whichever database it came from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value


def fitting(field: models.Field[Any, Any], value: Any) -> Any:
    """The value as the column keeps it, or a refusal that names the column."""
    if isinstance(field, Words):
        return field.tidy(value)
    if value is None and field.null:
        return None
    if isinstance(field, models.DateTimeField):
        _between(field, value.date(), FIRST_DAY, LAST_DAY)
        return value
    if isinstance(field, models.DateField):
        return _between(field, value, FIRST_DAY, LAST_DAY)
    if isinstance(field, models.TimeField):
        return _minute(field, value)
    if isinstance(field, models.DecimalField):
        return _number(field, value)
    if isinstance(field, models.BooleanField) and not isinstance(value, bool):
        raise NotUnderstood(field.name)
    if isinstance(field, models.IntegerField):
        return _between(field, value, *_bounds(field))
    if field.choices and not (field.blank and value == "") and value not in dict(field.flatchoices):
        raise NotUnderstood(field.name)
    return value


def _between(field: models.Field[Any, Any], value: Any, low: Any, high: Any) -> Any:
    # bool is an int and datetime a date: both would slip through a mere comparison.
    if type(value) not in ((date,) if isinstance(low, date) else (int,)):
        raise NotUnderstood(field.name)
    if not low <= value <= high:
        raise OutOfRange(field.name, low=low, high=high)
    return value


def _minute(field: "models.TimeField[Any, Any]", value: Any) -> time:
    """An hour of the day by a clock on a wall: whole minutes, of no zone."""
    if not isinstance(value, time) or value.tzinfo is not None:
        raise NotUnderstood(field.name)
    return value.replace(second=0, microsecond=0)


def _number(field: "models.DecimalField[Any, Any]", value: Any) -> Decimal:
    """A number with exactly the places that the column keeps, so that it reads the same from every database."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise NotUnderstood(field.name)
    limit = Decimal(10) ** (field.max_digits - field.decimal_places) - 1
    if not -limit <= value <= limit:
        raise OutOfRange(field.name, low=-limit, high=limit)
    # Adding nothing turns a minus zero into the zero that databases give back.
    return value.quantize(Decimal(1).scaleb(-field.decimal_places)) + 0


def _bounds(field: models.Field[Any, Any]) -> tuple[int, int]:
    low, high = 0, 2**31 - 1
    for validator in field.validators:
        if isinstance(validator, MinValueValidator):
            low = max(low, validator.limit_value)
        elif isinstance(validator, MaxValueValidator):
            high = min(high, validator.limit_value)
    return low, high
