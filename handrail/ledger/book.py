"""Reading the ledger: what happened, every version of a row, and a stream as it was.

Nothing is read without a `Reach`: it says, row by row, what the reader may see, and what
is not said is not seen. So private words are refused here, below every page.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from handrail.ledger.covered import Covered, covered_model
from handrail.ledger.entry import AlsoChanged, Entry, Stream, Text
from handrail.ledger.verbs import Verb

Key = tuple[str, UUID]


class Sight(IntEnum):
    """How much of a row somebody may see (table 1O of the domain: -, s, y).

    OPENED is for words that others were given to read: those that stood while the row was open
    to them (`Covered.OPEN_WHILE`), and not the drafts before, which stay their writer's."""

    NOTHING = 0
    STATUS = 1
    OPENED = 2
    CONTENT = 3


# Asked for the ids of one table at a time; an id that is not answered is NOTHING.
Reach = Callable[[str, Collection[UUID]], Mapping[UUID, Sight]]


@dataclass(frozen=True)
class SeenChange:
    """What one verb did to one row, as far as the reader may see. Words are texts, or None
    where they are withheld (the column is named) or erased; `before` is None for a new row."""

    table: str
    row_id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any]
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Happening:
    """One entry as the reader may see it."""

    seq: int
    verb: Verb
    by_id: UUID | None
    on_behalf_of_id: UUID | None
    surface: str
    recorded_at: datetime
    happened_at: datetime
    subject: Key
    changes: tuple[SeenChange, ...]


@dataclass
class Folded:
    """A row as its entries say it is. A text is {"words": id} until it is looked up."""

    values: dict[str, Any] = field(default_factory=dict)
    revision: int = 0

    def take(self, change: dict[str, Any]) -> None:
        self.values.update(change["after"])
        self.revision += 1


def seq_of(column: str) -> Subquery:
    """The number of the newest entry in the stream that this column names, for annotating rows: as long as it
    is the same, everything in the stream is."""
    return Subquery(Stream.objects.filter(pk=OuterRef(column)).values("seq"))


def numbers_of(streams: "QuerySet[Any] | Collection[UUID]", *besides: UUID) -> dict[str, int]:
    """The same of many streams, in one statement: the ids may be a query. By the id as the database has it, for whoever
    only compares: making a thousand UUIDs costs more than reading them."""
    sought = Stream.objects.filter(Q(pk__in=streams) | Q(pk__in=besides))
    return dict(sought.values_list(Cast("pk", TextField()), "seq"))


def timeline(
    stream_id: UUID,
    *,
    reach: Reach,
    before: int | None = None,
    after: int | None = None,
    limit: int = 50,
    verbs: Collection[str] | None = None,
    rows: Collection[UUID] | None = None,
) -> list[Happening]:
    """What happened, in order of when: the newest first, those before the entry numbered `before`;
    or with `after` the oldest first, those after that entry (0 is the beginning). Of some verbs or
    rows only. Fewer than `limit` means there are no more."""
    forward = after is not None
    entries = Entry.objects.filter(stream_id=stream_id)
    mark = _mark(entries, after if forward else before)
    entries = entries.order_by(*(("happened_at", "seq") if forward else ("-happened_at", "-seq")))
    if verbs is not None:
        entries = entries.filter(verb__in=verbs)
    if rows is not None:
        entries = entries.filter(_about(rows, stream_id))
    found: list[Happening] = []
    while len(found) < limit:
        page = list(entries.filter(_beyond(mark, forward=forward))[:limit])
        found += _seen(page, reach)
        if len(page) < limit:
            break
        mark = page[-1].happened_at, page[-1].seq
    return found[:limit]


def _mark(entries: QuerySet[Entry], seq: int | None) -> tuple[datetime, int] | None:
    """Where in time an entry stands; None from either end."""
    return entries.filter(seq=seq).values_list("happened_at", "seq").first() if seq else None


def _beyond(mark: tuple[datetime, int] | None, *, forward: bool) -> Q:
    if mark is None:
        return Q()
    side = "gt" if forward else "lt"
    return Q(**{f"happened_at__{side}": mark[0]}) | Q(**{"happened_at": mark[0], f"seq__{side}": mark[1]})


def versions(row: Covered, *, reach: Reach) -> list[Happening]:
    """Every entry that changed this row, oldest first; only what it says of this row."""
    entries = Entry.objects.filter(_about([row.pk], row.stream_id), stream_id=row.stream_id).order_by("seq")
    return _seen(entries, reach, only=row.pk)


def days_with_something(stream_id: UUID, *, reach: Reach, zone: ZoneInfo) -> list[date]:
    """The days on which something was recorded that the reader may see."""
    entries = list(Entry.objects.filter(stream_id=stream_id).only("seq", "recorded_at", "changes"))
    sights = _sights({(c["table"], UUID(c["id"])) for entry in entries for c in entry.changes}, reach)
    return sorted(
        {
            entry.recorded_at.astimezone(zone).date()
            for entry in entries
            if any(sights[c["table"], UUID(c["id"])] for c in entry.changes)
        }
    )


def as_it_was(
    stream_id: UUID, *, reach: Reach, at: datetime | None = None, upto: int | None = None
) -> dict[Key, Folded]:
    """Every row of the stream as it was recorded at an instant, or after entry `upto`; what
    the reader may not see is left out or has no words. An erased text reads as ""."""
    entries = Entry.objects.filter(stream_id=stream_id)
    if at is not None:
        upto = entries.filter(recorded_at__lte=at).aggregate(last=Max("seq"))["last"] or 0
    state = fold(entries if upto is None else entries.filter(seq__lte=upto))
    sights = _sights(state, reach)
    state = {key: folded for key, folded in state.items() if sights[key] > Sight.NOTHING}
    words = texts_of(
        value for key, folded in state.items() if _is_read(key, folded, sights[key]) for value in folded.values.values()
    )
    for folded in state.values():
        folded.values = {name: _text(value, words, "") for name, value in folded.values.items()}
    return state


def fold(entries: QuerySet[Entry]) -> dict[Key, Folded]:
    """The rows that these entries make, from nothing, in order of their numbers."""
    state: dict[Key, Folded] = {}
    for changes in entries.order_by("seq").values_list("changes", flat=True).iterator(chunk_size=2000):
        for change in changes:
            state.setdefault((change["table"], UUID(change["id"])), Folded()).take(change)
    return state


def texts_of(values: Iterable[Any]) -> dict[str, str | None]:
    """The words that these values point to, by id; None where they were erased."""
    wanted = [value["words"] for value in values if isinstance(value, dict)]
    found: dict[str, str | None] = {}
    for start in range(0, len(wanted), 500):
        batch = Text.objects.filter(pk__in=wanted[start : start + 500])
        found |= {str(pk): content for pk, content in batch.values_list("pk", "content")}
    return found


def row_as(table: str, row_id: UUID, folded: Folded) -> Covered:
    """A folded row as an object of its noun, for looking at."""
    return covered_model(table).from_values(row_id, folded.values, revision=folded.revision)


def _about(rows: Collection[UUID], stream_id: UUID) -> Q:
    also = AlsoChanged.objects.filter(row_id__in=rows, entry__stream_id=stream_id).values("entry_id")
    return Q(subject_id__in=rows) | Q(pk__in=also)


def _is_read(key: Key, folded: Folded, sight: Sight) -> bool:
    """Whether somebody with this sight read the row's words as they stood then."""
    if sight != Sight.OPENED:
        return sight == Sight.CONTENT
    open_while = covered_model(key[0]).OPEN_WHILE
    return all(folded.values.get(column) == value for column, value in open_while.items())


def _opened(rows: Collection[Key], stream_id: UUID) -> set[str]:
    """The words (by id) that ever stood in these rows while they were open to others."""
    state: dict[Key, Folded] = {key: Folded() for key in rows}
    opened: set[str] = set()
    entries = Entry.objects.filter(_about([row_id for _, row_id in rows], stream_id), stream_id=stream_id)
    for changes in entries.order_by("seq").values_list("changes", flat=True):
        for change in changes:
            key = (change["table"], UUID(change["id"]))
            if key in state:
                state[key].take(change)
                if _is_read(key, state[key], Sight.OPENED):
                    opened |= {v["words"] for v in state[key].values.values() if isinstance(v, dict)}
    return opened


def _seen(entries: Iterable[Entry], reach: Reach, *, only: UUID | None = None) -> list[Happening]:
    entries = list(entries)
    changes = [c for entry in entries for c in entry.changes if only is None or c["id"] == str(only)]
    sights = _sights({(c["table"], UUID(c["id"])) for c in changes}, reach)
    opened_rows = [key for key, sight in sights.items() if sight == Sight.OPENED]
    opened = _opened(opened_rows, entries[0].stream_id) if opened_rows else set()
    readable = [value for c in changes for value in _values(c) if _is_readable(value, sights[_key(c)], opened)]
    return list(_happenings(entries, sights, texts_of(readable), only))


def _key(change: dict[str, Any]) -> Key:
    return change["table"], UUID(change["id"])


def _values(change: dict[str, Any]) -> Iterator[Any]:
    for side in (change["before"] or {}, change["after"]):
        yield from side.values()


def _is_readable(value: Any, sight: Sight, opened: set[str]) -> bool:
    return sight == Sight.CONTENT or (sight == Sight.OPENED and isinstance(value, dict) and value["words"] in opened)


def _happenings(
    entries: list[Entry], sights: Mapping[Key, Sight], words: dict[str, str | None], only: UUID | None
) -> Iterator[Happening]:
    for entry in entries:
        seen = tuple(
            _change(c, words)
            for c in entry.changes
            if sights.get(_key(c), 0) and (only is None or c["id"] == str(only))
        )
        if seen:
            subject = (entry.subject_table, entry.subject_id)
            yield Happening(
                entry.seq, Verb(entry.verb), entry.by_id, entry.on_behalf_of_id, entry.surface,
                entry.recorded_at, entry.happened_at, subject, seen,
            )  # fmt: skip


def _change(change: dict[str, Any], words: dict[str, str | None]) -> SeenChange:
    def read(side: dict[str, Any]) -> dict[str, Any]:
        return {name: _text(value, words, None) for name, value in side.items()}

    before, after = change["before"], change["after"]
    # What may be read was looked up, so what was not looked up is withheld.
    withheld = frozenset(
        name
        for side in (before or {}, after)
        for name, value in side.items()
        if isinstance(value, dict) and value["words"] not in words
    )
    return SeenChange(
        change["table"], UUID(change["id"]), None if before is None else read(before), read(after), withheld
    )


def _text(value: Any, words: dict[str, str | None], otherwise: str | None) -> Any:
    if not isinstance(value, dict):
        return value
    found = words.get(value["words"])
    return otherwise if found is None else found


def _sights(keys: Iterable[Key], reach: Reach) -> dict[Key, Sight]:
    by_table: dict[str, set[UUID]] = {}
    for table, row_id in keys:
        by_table.setdefault(table, set()).add(row_id)
    answers = {table: reach(table, ids) for table, ids in by_table.items()}
    return {(t, i): answers[t].get(i, Sight.NOTHING) for t, ids in by_table.items() for i in ids}
