"""A lived trajectory, again and again for other clients of the same coach: a thousand clients in minutes, not in hours.
Every row and every entry is written as it is there, but for its ids and for whose it is: it still is its own fold."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import models, transaction

from handrail.ledger.carrying import ENTRIES, STREAMS, TEXTS, Table
from handrail.ledger.covered import covered_model
from handrail.lib.ids import uuid7
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory

AT_ONCE = 500
Rows = list[dict[str, Any]]
Write = Callable[[list[Any]], object]


class Pattern:
    """What stands in the history of one trajectory."""

    def __init__(self, trajectory: Trajectory, client: Person) -> None:
        self._trajectory, self._client = trajectory, client
        self._rows = list(_read(trajectory.pk))
        # In their order: what was made first has the smaller id.
        self._ids = sorted(row["id"] for _, _, rows in self._rows for row in rows)

    def again(self, client: Person) -> Trajectory:
        """For somebody who has just been added."""
        others: dict[Any, Any] = {each: uuid7() for each in self._ids} | {self._client.pk: client.pk}
        others |= {str(each): str(other) for each, other in others.items()}
        with transaction.atomic():
            for model, write, rows in self._rows:
                write([model(**{name: _other(value, others) for name, value in row.items()}) for row in rows])
        return Trajectory.objects.get(pk=others[self._trajectory.pk])


def _read(stream_id: UUID) -> Iterator[tuple[type[models.Model], Write, Rows]]:
    yield STREAMS.model, STREAMS.write, _values(_all(STREAMS).filter(pk=stream_id))
    entries = _values(_all(ENTRIES).filter(stream_id=stream_id))
    yield ENTRIES.model, ENTRIES.write, entries
    yield TEXTS.model, TEXTS.write, _values(_all(TEXTS).filter(stream_id=stream_id))
    found: dict[str, set[UUID]] = {}
    for change in (change for entry in entries for change in entry["changes"]):
        found.setdefault(change["table"], set()).add(UUID(change["id"]))
    for table, ids in found.items():
        # The verbs' own queryset refuses to write; here the entries come along.
        rows: models.QuerySet[Any] = models.QuerySet(covered_model(table))
        here = [row for some in _parts(sorted(ids)) for row in _values(rows.filter(pk__in=some))]
        yield rows.model, rows.bulk_create, here


def _all(table: Table) -> "models.QuerySet[Any]":
    return models.QuerySet(table.model)


def _parts(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _values(rows: "models.QuerySet[Any]") -> Rows:
    return list(rows.values(*(field.attname for field in rows.model._meta.concrete_fields)))


def _other(value: Any, others: Mapping[Any, Any]) -> Any:
    if isinstance(value, dict):
        return {name: _other(each, others) for name, each in value.items()}
    if isinstance(value, list):
        return [_other(each, others) for each in value]
    return others.get(value, value) if isinstance(value, str | UUID) else value
