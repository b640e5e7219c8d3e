"""Reading the ledger: what happened, every version of a row, and a stream as it was.

Nothing is read without a `Reach`: it says, row by row, what the reader may see, and what
is not said is not seen. So private words are refused here, below every page.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from handrail.ledger.covered import Covered, covered_model
from handrail.ledger.entry import AlsoChanged, Entry, Text
from handrail.ledger.verbs import Verb

Key = tuple[str, UUID]


class Sight(IntEnum):
    """How much of a row somebody may see (table 1O of the domain: -, s, y)."""

    NOTHING = 0
    STATUS = 1
    CONTENT = 2


# Asked for the ids of one table at a time; an id that is not answered is NOTHING.
Reach = Callable[[str, Collection[UUID]], Mapping[UUID, Sight]]


@dataclass(frozen=True)
class SeenChange:
    """What one verb did to one row, as far as the reader may see. Words are texts, or None
    where they are withheld or erased; `before` is None for a new row."""

    table: str
    row_id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any]


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


def timeline(
    stream_id: UUID,
    *,
    reach: Reach,
    before: int | None = None,
    limit: int = 50,
    verbs: Collection[str] | None = None,
    rows: Collection[UUID] | None = None,
) -> list[Happening]:
    """The newest happenings first, below the number `before`; of some verbs or rows only.
    Fewer than `limit` means there are no more."""
    entries = Entry.objects.filter(stream_id=stream_id).order_by("-seq")
    if verbs is not None:
        entries = entries.filter(verb__in=verbs)
    if rows is not None:
        entries = entries.filter(_about(rows))
    found: list[Happening] = []
    while len(found) < limit:
        page = list(entries.filter(seq__lt=before)[:limit] if before else entries[:limit])
        found += _seen(page, reach)
        if len(page) < limit:
            break
        before = page[-1].seq
    return found[:limit]


def versions(row: Covered, *, reach: Reach) -> list[Happening]:
    """Every entry that changed this row, oldest first; only what it says of this row."""
    entries = Entry.objects.filter(_about([row.pk]), stream_id=row.stream_id).order_by("seq")
    return _seen(entries, reach, only=row.pk)


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
        value for key, folded in state.items() if sights[key] == Sight.CONTENT for value in folded.values.values()
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


def _about(rows: Collection[UUID]) -> Q:
    also = AlsoChanged.objects.filter(row_id__in=rows).values("entry_id")
    return Q(subject_id__in=rows) | Q(pk__in=also)


def _seen(entries: Iterable[Entry], reach: Reach, *, only: UUID | None = None) -> list[Happening]:
    entries = list(entries)
    changes = [c for entry in entries for c in entry.changes if only is None or c["id"] == str(only)]
    sights = _sights({(c["table"], UUID(c["id"])) for c in changes}, reach)
    visible = [c for c in changes if sights[c["table"], UUID(c["id"])] == Sight.CONTENT]
    words = texts_of(v for c in visible for side in (c["before"] or {}, c["after"]) for v in side.values())
    return list(_happenings(entries, sights, words, only))


def _happenings(
    entries: list[Entry], sights: Mapping[Key, Sight], words: dict[str, str | None], only: UUID | None
) -> Iterator[Happening]:
    for entry in entries:
        seen = tuple(
            _change(c, words)
            for c in entry.changes
            if sights.get((c["table"], UUID(c["id"])), 0) and (only is None or c["id"] == str(only))
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

    before = None if change["before"] is None else read(change["before"])
    return SeenChange(change["table"], UUID(change["id"]), before, read(change["after"]))


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
