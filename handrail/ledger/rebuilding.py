"""Making a practice's rows anew out of its entries: the fold, written down. Only for entries that came in from a file,
so every step is checked: what does not hold together is named, and the caller's transaction takes it all back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import models

from handrail.ledger.believing import NotBelieved, noun_of
from handrail.ledger.book import Folded, Key, texts_of
from handrail.ledger.carrying import AT_ONCE, batches
from handrail.ledger.covered import Covered, covered_models
from handrail.ledger.entry import Entry, Stream, Text
from handrail.ledger.receipt import Receipt
from handrail.lib.ended import ended
from handrail.lib.refusal import Refusal
from handrail.lib.words import Words


def rebuild(practice_id: UUID, *, progress: Callable[[int], None] = lambda entries: None) -> None:
    """Every row of the practice, from nothing. Raises NotBelieved for entries that make no rows."""
    for streams in batches(practice_id):
        rebuilding = _Rebuilding(practice_id, {stream.pk: stream for stream in streams})
        rebuilding.fold()
        rebuilding.write()
        progress(sum(stream.seq for stream in streams))
    known = Stream.objects.values("pk")
    for name, rows in (("entries", Entry.objects.all()), ("texts", Text.objects.all())):
        if rows.filter(practice_id=practice_id).exclude(stream_id__in=known).exists():
            raise NotBelieved(f"some of its {name} belong to no history")


@dataclass
class _Rebuilding:
    """Some streams, read together."""

    practice_id: UUID
    streams: dict[UUID, Stream]
    state: dict[Key, Folded] = field(default_factory=dict)
    # In which stream a row stands.
    home: dict[Key, UUID] = field(default_factory=dict)
    subjects: set[tuple[Key, UUID]] = field(default_factory=set)

    def fold(self) -> None:
        mine = {"stream_id__in": list(self.streams)}
        entries = Entry.objects.filter(**mine).order_by("stream_id", "seq").iterator(chunk_size=2000)
        texts = Text.objects.filter(**mine).order_by("stream_id", "seq", "pk").iterator(chunk_size=500)
        with ended(entries), ended(texts):
            self._fold(entries, _TextsByEntry(texts))

    def _fold(self, entries: Iterator[Entry], texts: "_TextsByEntry") -> None:
        last: dict[UUID, Entry] = {}
        for entry in entries:
            _check_order(entry, after=last.get(entry.stream_id))
            last[entry.stream_id] = entry
            self.subjects.add(((entry.subject_table, entry.subject_id), entry.stream_id))
            self._take(entry, texts.of(entry))
        for stream in self.streams.values():
            end = last.get(stream.pk)
            if end is None or stream.seq != end.seq or stream.recorded_at < end.recorded_at:
                raise NotBelieved(f"history {stream.pk} does not end where it says, at {stream.seq}")
        texts.end()

    def _take(self, entry: Entry, texts: dict[str, Text]) -> None:
        for change in entry.changes:
            key = change["table"], UUID(change["id"])
            if (change["before"] is None) == (key in self.state):
                raise NotBelieved(f"entry {entry.pk} begins or changes a row out of turn")
            if self.home.setdefault(key, entry.stream_id) != entry.stream_id:
                raise NotBelieved(f"entry {entry.pk} reaches into another history")
            self._check_words(entry, change, texts)
            self.state.setdefault(key, Folded()).take(change)
        if texts:
            raise NotBelieved(f"text {min(texts)} belongs to no entry")

    def _check_words(self, entry: Entry, change: dict[str, Any], texts: dict[str, Text]) -> None:
        for column, value in change["after"].items():
            if isinstance(value, dict):
                text = texts.pop(value["words"], None)
                if text is None or (text.row_id, text.column) != (UUID(change["id"]), column):
                    raise NotBelieved(f"entry {entry.pk} points to words that are not there")
                _check_text(text, change["table"])

    def write(self) -> None:
        for (table, row_id), stream_id in self.subjects:
            if self.home.get((table, row_id)) != stream_id:
                raise NotBelieved(f"history {stream_id} speaks of a row that is not in it, {table} {row_id}")
        for table, keys in groupby(sorted(self.state), key=lambda key: key[0]):
            rows = list(keys)
            for start in range(0, len(rows), AT_ONCE):
                self._write(noun_of(table), rows[start : start + AT_ONCE])

    def _write(self, noun: type[Covered], keys: list[Key]) -> None:
        words = texts_of(value for key in keys for value in self.state[key].values.values())
        made = [self._row(noun, key, words) for key in keys]
        # The verbs' own queryset refuses this; here the entries are there already.
        rows: models.QuerySet[Any] = models.QuerySet(noun)
        rows.bulk_create(made, batch_size=AT_ONCE)

    def _row(self, noun: type[Covered], key: Key, words: dict[str, str | None]) -> Covered:
        folded = self.state[key]
        values = {n: (words[v["words"]] or "") if isinstance(v, dict) else v for n, v in folded.values.items()}
        row = noun.from_values(key[1], values, revision=folded.revision)
        if (row.practice_id, row.stream_id) != (self.practice_id, self.home[key]):
            raise NotBelieved(f"{key[0]} {key[1]} belongs to another practice or another history")
        return row


def _check_order(entry: Entry, *, after: Entry | None) -> None:
    """One number after the other, and no instant before the one before it: "as it was on" goes by both."""
    expected = after.seq + 1 if after else 1
    if entry.seq != expected:
        raise NotBelieved(f"in history {entry.stream_id} entry {expected} is missing")
    if entry.happened_at > entry.recorded_at or (after and entry.recorded_at < after.recorded_at):
        raise NotBelieved(f"entry {entry.pk} was recorded before it happened, or before the one before it")


class _TextsByEntry:
    """The texts of some streams, walked along beside their entries: only those of one entry are held."""

    def __init__(self, texts: Iterator[Text]) -> None:
        self._groups = groupby(texts, key=lambda text: (text.stream_id, text.seq))
        self._next = self._advance()

    def _advance(self) -> tuple[tuple[UUID, int], dict[str, Text]] | None:
        for place, texts in self._groups:
            return place, {str(text.pk): text for text in texts}
        return None

    def of(self, entry: Entry) -> dict[str, Text]:
        if self._next is None or self._next[0] != (entry.stream_id, entry.seq):
            return {}
        texts, self._next = self._next[1], self._advance()
        return texts

    def end(self) -> None:
        if self._next is not None:
            raise NotBelieved(f"text {min(self._next[1])} belongs to no entry")


def _check_text(text: Text, table: str) -> None:
    """Words as the column would have taken them. Erased ones say nothing."""
    column = next(each for each in covered_models()[table].columns() if each.attname == text.column)
    try:
        if text.content is None or (isinstance(column, Words) and column.tidy(text.content) == text.content):
            return
    except Refusal:
        pass
    raise NotBelieved(f"text {text.pk} is nothing that {table}.{text.column} takes")


def check_who_acted(practice_id: UUID, *, people: "models.QuerySet[Any]") -> None:
    """That whoever acted is one of these."""
    ids = people.values("pk")
    for column in ("by_id", "on_behalf_of_id"):
        acted = Entry.objects.filter(practice_id=practice_id, **{f"{column}__isnull": False})
        if stranger := acted.exclude(**{f"{column}__in": ids}).first():
            raise NotBelieved(f"entry {stranger.pk} is by somebody who is not in this practice")
    if stray := Receipt.objects.filter(practice_id=practice_id).exclude(person_id__in=ids).first():
        raise NotBelieved(f"a receipt of {stray.made_at:%Y-%m-%d} is of somebody who is not in this practice")


def check_receipts(practice_id: UUID) -> None:
    """That each keeps an answer which is there."""
    mine = Receipt.objects.filter(practice_id=practice_id)
    for table in _tables(mine):
        answered = mine.filter(subject_table=table)
        if answered.exclude(subject_id__in=noun_of(table)._base_manager.values("pk")).exists():
            raise NotBelieved(f"a receipt points to a row of {table} that is not there")


def _tables(receipts: "models.QuerySet[Receipt]") -> Iterator[str]:
    yield from receipts.order_by().values_list("subject_table", flat=True).distinct()
