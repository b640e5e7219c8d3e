"""How a table moves house: its rows as records, one at a time, and records as rows, one batch at a time.

A record is what the columns hold, as an entry would write it: the same whichever database it came from. The practice's
id stands in no record, since all of them are one practice's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection, models
from django.db.models.functions import Collate

from handrail.ledger.believing import NotBelieved, believe_changes, believed, columns_of
from handrail.ledger.covered import written
from handrail.ledger.entry import AlsoChanged, Entry, Stream, Text
from handrail.ledger.receipt import Receipt
from handrail.ledger.surface import Surface
from handrail.ledger.verbs import Verb

Record: TypeAlias = dict[str, Any]
AT_ONCE = 500
VERBS, DOORS = frozenset(Verb.values), frozenset(Surface.values)


@dataclass(frozen=True)
class Table:
    """One table of a practice. `rows` gives them in the order they are written, in parts that are each read at once."""

    name: str
    model: type[models.Model]
    rows: Callable[[UUID], Iterable["models.QuerySet[Any]"]]
    only: frozenset[str] = frozenset()
    # What a record has to be besides column by column.
    believe: Callable[[Record], None] = lambda record: None
    # What its rows hold that no record says.
    besides: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[str, models.Field[Any, Any]]:
        """Numbers that a database gives by itself mean nothing elsewhere."""
        fields = (f for f in self.model._meta.concrete_fields if not isinstance(f, models.AutoField))
        found = {f.attname: f for f in fields if f.attname != "practice_id"}
        return {name: column for name, column in found.items() if not self.only or name in self.only}

    def records(self, practice_id: UUID) -> Iterator[Record]:
        for part in self.rows(practice_id):
            for values in part.values_list(*self.columns).iterator(chunk_size=2000):
                yield self._record(values)

    def _record(self, values: Iterable[Any]) -> Record:
        pairs = zip(self.columns.items(), values, strict=True)
        return {name: written(column, value) for (name, column), value in pairs}

    def row(self, record: Record, practice_id: UUID) -> models.Model:
        """The row that a record describes, not written yet."""
        if set(record) != set(self.columns):
            other = min(set(record) ^ set(self.columns))
            raise NotBelieved(f"“{other[:60]}” is " + ("missing" if other in self.columns else "no column of it"))
        held = {name: self._believed(column, record[name]) for name, column in self.columns.items()}
        self.believe(record)
        whose = {"practice_id": practice_id} if any(f.attname == "practice_id" for f in self._fields) else {}
        return self.model(**held, **whose, **self.besides)

    def _believed(self, column: models.Field[Any, Any], value: Any) -> Any:
        return believe_changes(value) if isinstance(column, models.JSONField) else believed(column, value)

    @property
    def _fields(self) -> Iterable[models.Field[Any, Any]]:
        return self.model._meta.concrete_fields

    def write(self, rows: list[Any]) -> None:
        models.QuerySet(self.model).bulk_create(rows, batch_size=AT_ONCE)
        if self.model is Entry:
            _note_also_changed(rows)

    def differs(self, records: list[Record], practice_id: UUID) -> Record | None:
        """The first of these that is not here, or is here and says something else. Words that were erased here since
        are no difference."""
        ids = [record["id"] for record in records]
        here: models.QuerySet[Any] = models.QuerySet(self.model).filter(pk__in=ids, practice_id=practice_id)
        known = {record["id"]: record for record in map(self._record, here.values_list(*self.columns))}
        return next((record for record in records if not _agrees(known.get(record["id"]), record)), None)


def _agrees(here: Record | None, there: Record) -> bool:
    return here is not None and all(
        value == there[name] or (name == "content" and value is None) for name, value in here.items()
    )


def batches(practice_id: UUID) -> Iterator[list[Stream]]:
    """A practice's streams, so many at once as hold 20,000 entries together."""
    batch: list[Stream] = []
    for stream in Stream.objects.filter(practice_id=practice_id).order_by("pk").iterator(chunk_size=500):
        if batch and (len(batch) == 500 or sum(s.seq for s in batch) + stream.seq > 20_000):
            yield batch
            batch = []
        batch.append(stream)
    if batch:
        yield batch


def _of_streams(model: type[models.Model], *order: str) -> Callable[[UUID], Iterator["models.QuerySet[Any]"]]:
    def rows(practice_id: UUID) -> Iterator["models.QuerySet[Any]"]:
        for streams in batches(practice_id):
            yield models.QuerySet(model).filter(stream_id__in=[s.pk for s in streams]).order_by("stream_id", *order)

    return rows


def _receipts(practice_id: UUID) -> Iterator["models.QuerySet[Any]"]:
    # PostgreSQL sorts letters as people do; a file is sorted as bytes.
    key = models.F("key") if connection.vendor == "sqlite" else Collate("key", "C")
    yield Receipt.objects.filter(practice_id=practice_id).order_by("person_id", key)


def _streams(practice_id: UUID) -> Iterator["models.QuerySet[Any]"]:
    yield Stream.objects.filter(practice_id=practice_id).order_by("pk")


def _believe_entry(entry: Record) -> None:
    """That this release knows what happened, through which door, and to what."""
    if entry["verb"] not in VERBS:
        raise NotBelieved(f"nothing that is called “{entry['verb'][:60]}” can happen")
    if entry["surface"] not in DOORS:
        raise NotBelieved("it came through no door that there is")
    columns_of(entry["subject_table"])


STREAMS = Table("streams", Stream, _streams)
ENTRIES = Table("entries", Entry, _of_streams(Entry, "seq"), believe=_believe_entry)
TEXTS = Table("texts", Text, _of_streams(Text, "seq", "pk"))
RECEIPTS = Table("receipts", Receipt, _receipts)
# A history in full, as it is copied within one database: what besides its entries is an index of them.
HISTORY: tuple[type[models.Model], ...] = (Stream, Entry, Text, AlsoChanged)


def _note_also_changed(entries: list[Entry]) -> None:
    also = (
        AlsoChanged(entry=entry, practice_id=entry.practice_id, row_id=UUID(change["id"]))
        for entry in entries
        for change in entry.changes
        if change["id"] != str(entry.subject_id)
    )
    AlsoChanged.objects.bulk_create(also, batch_size=AT_ONCE)
