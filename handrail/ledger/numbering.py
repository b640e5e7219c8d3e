"""A stream's numbers: taken one by one, under a lock that lasts as long as the transaction."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from handrail.ledger.covered import Covered
from handrail.ledger.entry import Stream
from handrail.ledger.statements import ask

RAISE = (
    "UPDATE ledger_stream SET seq = seq + 1, recorded_at = CASE WHEN recorded_at > %s THEN recorded_at ELSE %s END"
    " WHERE id = %s RETURNING seq, recorded_at"
)


def raise_number(subject: Covered, at: datetime) -> tuple[int, datetime]:
    """The stream's next number, taken under its lock until the transaction ends, and the
    instant to record: never before that of the last entry, though the clock may jump back."""
    if raised := ask(RAISE, [_prepared("recorded_at", at)] * 2 + [_prepared("id", subject.stream_id)]):
        seq, recorded_at = raised
        return seq, _instant(recorded_at)
    Stream.objects.create(id=subject.stream_id, practice_id=subject.practice_id, seq=1, recorded_at=at)
    return 1, at


def _prepared(column: str, value: Any) -> Any:
    """A value as this database takes it."""
    field: Any = Stream._meta.get_field(column)
    return field.get_db_prep_save(value, connection)


def _instant(value: Any) -> datetime:
    """A moment as this database gives it back: SQLite keeps it as text, in UTC."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def give_back(stream_id: UUID) -> None:
    """The number just taken: nothing was done that would need it."""
    Stream.objects.filter(pk=stream_id).update(seq=models.F("seq") - 1)
