"""How rows change: one verb, one transaction, one entry.

    with write(Verb.ACTION_COMPLETED, by=jonas, at=now, subject=action) as writing:
        writing.move(action, OPEN, State.DONE)

The stream's counter is raised first and so makes the verbs of one stream queue: whatever
is read after that is what the entry says it was before. A verb that finds nothing to do
gives the number back and writes nothing.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

from django.db import transaction

from handrail.ledger.covered import Covered, OutsideAVerb, fitting, written
from handrail.ledger.entry import AlsoChanged, Entry, Text
from handrail.ledger.numbering import give_back, raise_number
from handrail.ledger.receipt import Receipt
from handrail.ledger.refusals import CannotMove
from handrail.ledger.statements import compare_and_set, insert
from handrail.ledger.surface import Circumstances, Surface, circumstances, current
from handrail.ledger.verbs import Verb
from handrail.lib.words import Words

Row = TypeVar("Row", bound=Covered)
NOBODY = UUID(int=0)
# Inside perform() the whole request is one transaction, and verbs need no savepoint.
_performing: ContextVar[bool] = ContextVar("performing", default=False)
_rehearsing: ContextVar[bool] = ContextVar("rehearsing", default=False)


class Doer(Protocol):
    """Whoever acts: a person of a practice."""

    @property
    def pk(self) -> Any: ...
    @property
    def practice_id(self) -> Any: ...


@dataclass
class Change:
    """What one verb did to one row."""

    row: Covered
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass
class Writing:
    """One verb on its way into the ledger. Made by `write`, closed by it."""

    verb: Verb
    by: Doer | None
    at: datetime
    subject: Covered
    seq: int
    recorded_at: datetime
    changes: dict[UUID, Change] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)

    def add(self, row: Row) -> Row:
        """A new row, checked column by column."""
        self._belongs(row)
        for column in row.columns():
            setattr(row, column.attname, fitting(column, getattr(row, column.attname)))
        row.revision = 1
        insert(row)
        after = {c.attname: self._keep(row, c, getattr(row, c.attname)) for c in row.columns()}
        self.changes[row.pk] = Change(row, None, after)
        return row

    def move(self, row: Covered, allowed: Collection[str], to: str, **columns: Any) -> bool:
        """Bring the row from one of the allowed states to another; False when it is there
        already, so that a second tap changes nothing."""
        while True:
            state = _state(row)
            if state == to:
                return False
            if state not in allowed:
                raise CannotMove(row.table, state=state, to=to)
            if self._set(row, {"state": to, **columns}):
                return True

    def change(self, row: Covered, *, when: Collection[str] | None = None, **columns: Any) -> bool:
        """Set columns, in whatever state or only in those of `when`; False when they are so already."""
        while True:
            if when is not None and _state(row) not in when:
                raise CannotMove(row.table, state=_state(row), to=self.verb)
            done = self._set(row, columns)
            if done is not None:
                return done

    def about(self, row: Row) -> Row:
        """The row the verb turned out to be about, where that had to be looked up under the lock."""
        self._belongs(row)
        self.subject = row
        return row

    def empty(self, row: Covered) -> bool:
        """Take every written word out of the row."""
        return self.change(row, **{c.attname: "" for c in row.columns() if isinstance(c, Words)})

    def erase_texts(self, *, of_rows: Collection[UUID] | None = None) -> None:
        """Empty the words of the whole stream (or of some rows), every version, for ever."""
        mine = Text.objects.filter(stream_id=self.subject.stream_id, content__isnull=False)
        (mine if of_rows is None else mine.filter(row_id__in=of_rows)).update(content=None)

    def _set(self, row: Covered, columns: dict[str, Any]) -> bool | None:
        """Compare and set. None: the row had moved on and was read again."""
        self._belongs(row)
        fields = {c.attname: c for c in row.columns() if c.attname in columns}
        if len(fields) != len(columns):
            raise OutsideAVerb(f"{row.table} has no {sorted(set(columns) - set(fields))}")
        emptying = self.verb.endswith("erased")
        new = {n: "" if emptying and isinstance(f, Words) else fitting(f, columns[n]) for n, f in fields.items()}
        new = {n: v for n, v in new.items() if written(fields[n], v) != written(fields[n], getattr(row, n))}
        if (fixed := row.FIXED & set(new)) and not emptying:
            raise OutsideAVerb(f"{row.table}.{min(fixed)} never changes")
        if not new and self._is_current(row):
            return False
        # The same row may change twice in one verb; an entry counts as one revision.
        raised = row.revision + (row.pk not in self.changes)
        if not new or not compare_and_set(row, {**new, "revision": raised}, revision=row.revision):
            row.refresh_from_db()
            return None
        self._note(row, {n: fields[n] for n in new}, new)
        row.revision = raised
        return True

    def _is_current(self, row: Covered) -> bool:
        return type(row)._base_manager.filter(pk=row.pk, revision=row.revision).exists()

    def _note(self, row: Covered, fields: dict[str, Any], new: dict[str, Any]) -> None:
        change = self.changes.setdefault(row.pk, Change(row, {}, {}))
        for name, value in new.items():
            if change.before is not None and name not in change.before:
                change.before[name] = self._kept(row, fields[name])
            change.after[name] = self._keep(row, fields[name], value)
            setattr(row, name, value)

    def _keep(self, row: Covered, column: Any, value: Any) -> Any:
        """The value as the entry holds it; words go beside it and leave a pointer."""
        if not isinstance(column, Words) or not value:
            return written(column, value)
        place: dict[str, Any] = {
            "stream_id": row.stream_id,
            "seq": self.seq,
            "row_id": row.pk,
            "column": column.attname,
        }
        self.texts.append(Text(practice_id=row.practice_id, content=value, **place))
        return {"words": str(self.texts[-1].pk)}

    def _kept(self, row: Covered, column: Any) -> Any:
        """The value before, as the entry that wrote it holds it."""
        value = getattr(row, column.attname)
        if not isinstance(column, Words) or not value:
            return written(column, value)
        versions = Text.objects.filter(row_id=row.pk, column=column.attname).order_by("-seq")
        return {"words": str(versions.values_list("pk", flat=True)[0])}

    def _belongs(self, row: Covered) -> None:
        if row.stream_id != self.subject.stream_id or row.practice_id != self.subject.practice_id:
            raise OutsideAVerb(f"{self.verb} reached into another history: {row.table} {row.pk}")

    def close(self) -> None:
        if not self.changes:
            give_back(self.subject.stream_id)
            return
        entry = self._entry()
        insert(entry)
        # A row changed twice leaves only its last words.
        kept = {c["words"] for change in self.changes.values() for c in change.after.values() if isinstance(c, dict)}
        if self.texts:
            Text.objects.bulk_create(text for text in self.texts if str(text.pk) in kept)
        others = [row_id for row_id in self.changes if row_id != self.subject.pk]
        if others:
            AlsoChanged.objects.bulk_create(
                AlsoChanged(entry=entry, practice_id=entry.practice_id, row_id=row_id) for row_id in others
            )

    def _entry(self) -> Entry:
        around = current()
        return Entry(
            practice_id=self.subject.practice_id,
            stream_id=self.subject.stream_id,
            seq=self.seq,
            verb=self.verb,
            by_id=self.by.pk if self.by else None,
            on_behalf_of_id=around.on_behalf_of_id,
            surface=around.surface,
            recorded_at=self.recorded_at,
            happened_at=min(around.happened_at or self.at, self.at),
            subject_table=self.subject.table,
            subject_id=self.subject.pk,
            changes=[
                {"table": c.row.table, "id": str(c.row.pk), "before": c.before, "after": c.after}
                for c in self.changes.values()
            ],
        )


class Rehearsal(Writing):
    """A verb that is judged and writes nothing: rows are checked and set as they would be, in memory alone."""

    def add(self, row: Row) -> Row:
        self._belongs(row)
        for column in row.columns():
            setattr(row, column.attname, fitting(column, getattr(row, column.attname)))
        return row

    def erase_texts(self, *, of_rows: Collection[UUID] | None = None) -> None:
        pass

    def close(self) -> None:
        pass

    def _set(self, row: Covered, columns: dict[str, Any]) -> bool | None:
        fields = {c.attname: c for c in row.columns() if c.attname in columns}
        new = {name: fitting(field, columns[name]) for name, field in fields.items()}
        is_other = any(getattr(row, name) != value for name, value in new.items())
        for name, value in new.items():
            setattr(row, name, value)
        return is_other


@contextmanager
def rehearsing() -> Iterator[None]:
    """Every verb in here is only judged: what it would refuse it refuses, and no row, entry or lock is taken. Rows that
    it would have made exist for whoever holds them, and for no query."""
    token = _rehearsing.set(True)
    try:
        yield
    finally:
        _rehearsing.reset(token)


@contextmanager
def write(verb: Verb, *, by: Doer | None, at: datetime, subject: Covered) -> Iterator[Writing]:
    """One verb about one row (`subject`), in its stream. Raises and nothing is changed."""
    if by is not None and by.practice_id != subject.practice_id:
        raise OutsideAVerb(f"{verb} by somebody of another practice")
    if _rehearsing.get():
        yield Rehearsal(verb, by, at, subject, 0, at)
        return
    with transaction.atomic(savepoint=not _performing.get()):
        seq, recorded_at = raise_number(subject, at)
        writing = Writing(verb, by, at, subject, seq, recorded_at)
        yield writing
        writing.close()


def perform(
    verb: Callable[..., Row],
    *,
    by: Doer,
    at: datetime,
    surface: Surface,
    key: str = "",
    on_behalf_of_id: UUID | None = None,
    happened_at: datetime | None = None,
    **given: Any,
) -> Row:
    """Carry out one request: `verb(by=, at=, **given)` in one transaction, once per key.

    Every door of the house acts through this. A repeat of a request (same person, same
    `key`) does nothing and returns the row the first one was about, as it is now."""
    around = Circumstances(surface, on_behalf_of_id, happened_at)
    # Within another request it is a part of it: what is refused here is refused as a whole.
    whole = nullcontext() if _rehearsing.get() else transaction.atomic(savepoint=not _performing.get())
    with whole, circumstances(around):
        token = _performing.set(True)
        try:
            return _once(verb, by=by, at=at, key=key, **given) if key else verb(by=by, at=at, **given)
        finally:
            _performing.reset(token)


def _once(verb: Callable[..., Row], *, by: Doer, at: datetime, key: str, **given: Any) -> Row:
    receipt = Receipt(practice_id=by.practice_id, person_id=by.pk, key=key[:64], made_at=at)
    owner = getattr(verb, "__self__", None)
    if isinstance(owner, Covered):
        receipt.subject_table, receipt.subject_id = owner.table, owner.pk
    if not receipt.take():
        return cast(Row, receipt.answer())
    subject = verb(by=by, at=at, **given)
    receipt.keep_answer(subject)
    return subject


def is_first(what: str, *, at: datetime) -> bool:
    """Whether nobody did this in this installation before. Of two that ask at once, the second
    waits for the first one's transaction to end. Undone with it, too."""
    return Receipt(practice_id=NOBODY, person_id=NOBODY, key=what, made_at=at).take()


def _state(row: Any) -> str:
    return str(row.state)
