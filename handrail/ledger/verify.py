"""Proof that the rows are what their entries say: law 2, on any database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from handrail.ledger.book import Folded, Key, texts_of
from handrail.ledger.covered import Covered, beginnings, covered_models, written
from handrail.ledger.entry import Entry, Stream
from handrail.lib.words import Words

# Streams are read together until they hold this many entries: few statements, bounded memory.
ENTRIES_AT_ONCE = 20_000
# The quick proof of a copy: how many entries there are, and how many the streams know of. Equal where none is missing.
COUNTED = "SELECT (SELECT count(*) FROM ledger_entry), (SELECT coalesce(sum(seq), 0) FROM ledger_stream)"


@dataclass(frozen=True)
class Difference:
    """Where row and history part. Names ids and columns, never a text."""

    table: str
    row_id: UUID | None
    column: str
    what: str

    def __str__(self) -> str:
        place = ".".join(part for part in (self.table, self.column) if part)
        return f"{place} {self.row_id or ''}: {self.what}"


def verify_all(*, progress: Callable[[int], None] = lambda entries: None, beside: bool = True) -> Iterator[Difference]:
    """Fold every stream and hold it against today's rows. `progress` is told the number of
    entries done after each batch."""
    for streams in _batches():
        yield from _verify(streams)
        progress(sum(stream.seq for stream in streams))
    yield from _strays()
    if beside:
        for table, model in covered_models().items():
            yield from (Difference(table, row_id, "", what) for row_id, what in model.amiss_beside())


def entry_count() -> int:
    return Entry.objects.count()


def _batches() -> Iterator[list[Stream]]:
    batch: list[Stream] = []
    for stream in Stream.objects.order_by("pk").iterator(chunk_size=500):
        if batch and (len(batch) == 500 or sum(s.seq for s in batch) + stream.seq > ENTRIES_AT_ONCE):
            yield batch
            batch = []
        batch.append(stream)
    if batch:
        yield batch


def _verify(streams: list[Stream]) -> Iterator[Difference]:
    state: dict[Key, Folded] = {}
    yield from _fold_checking(streams, state)
    by_table: dict[str, dict[UUID, Folded]] = {table: {} for table in covered_models()}
    for (table, row_id), folded in state.items():
        by_table.setdefault(table, {})[row_id] = folded
    for table, model in covered_models().items():
        rows = model._base_manager.filter(**{f"{model.STREAM}__in": [s.pk for s in streams]})
        yield from _compare(table, rows.iterator(chunk_size=1000), by_table[table])


def _fold_checking(streams: list[Stream], state: dict[Key, Folded]) -> Iterator[Difference]:
    last = {stream.pk: 0 for stream in streams}
    entries = Entry.objects.filter(stream_id__in=last).order_by("stream_id", "seq")
    for stream_id, seq, changes in entries.values_list("stream_id", "seq", "changes").iterator(chunk_size=2000):
        if seq != last[stream_id] + 1:
            yield Difference("entry", stream_id, "seq", f"number {last[stream_id] + 1} is missing")
        last[stream_id] = seq
        for change in changes:
            yield from _take(change, state, seq)
    for stream in streams:
        if stream.seq != last[stream.pk]:
            what = f"the stream says {stream.seq}, its last entry {last[stream.pk]}"
            yield Difference("stream", stream.pk, "seq", what)


def _take(change: dict[str, Any], state: dict[Key, Folded], seq: int) -> Iterator[Difference]:
    table, row_id = change["table"], UUID(change["id"])
    folded = state.setdefault((table, row_id), Folded())
    for column, value in (change["before"] or {}).items():
        if folded.values.get(column, beginnings(table).get(column)) != value:
            yield Difference(table, row_id, column, f"entry {seq} begins from something else")
    folded.take(change)


def _compare(table: str, rows: Iterator[Covered], folded: dict[UUID, Folded]) -> Iterator[Difference]:
    words = texts_of(value for one in folded.values() for value in one.values.values())
    for row in rows:
        expected = folded.pop(row.pk, None)
        if expected is None:
            yield Difference(table, row.pk, "", "the row has no entry in this stream")
            continue
        yield from _columns(table, row, expected, words)
    for row_id in folded:
        yield Difference(table, row_id, "", "the entries know a row that is not there")


def _columns(table: str, row: Covered, expected: Folded, words: dict[str, str | None]) -> Iterator[Difference]:
    if row.revision != expected.revision:
        yield Difference(table, row.pk, "revision", "the number of changes differs")
    for column in row.columns():
        value = expected.values.get(column.attname, beginnings(table)[column.attname])
        if isinstance(value, dict) and isinstance(column, Words):
            if value["words"] not in words:
                yield Difference(table, row.pk, column.attname, "its words are missing")
                continue
            value = words[value["words"]]
        if written(column, getattr(row, column.attname)) != value:
            yield Difference(table, row.pk, column.attname, "row and entries differ")


def _strays() -> Iterator[Difference]:
    for table, model in covered_models().items():
        strays = model._base_manager.exclude(**{f"{model.STREAM}__in": Stream.objects.values("pk")})
        for row_id in strays.values_list("pk", flat=True).iterator():
            yield Difference(table, row_id, "", "the row belongs to no stream")
