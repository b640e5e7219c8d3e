"""The two statements of every message, said once: composing them anew each time costs more than running them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from handrail.outbox.message import Message

HELD = "SELECT 1 FROM outbox_message WHERE id = %s AND lease = %s AND state = 'waiting'"
# Whoever holds it by now: what was sent is sent.
SENT = (
    "UPDATE outbox_message SET state = 'sent', ended_at = %s, attempts = attempts + 1, lease = NULL,"
    " leased_until = NULL WHERE id = %s AND state = 'waiting'"
)


def is_held(message_id: UUID, lease: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [_prepared("id", message_id), _prepared("lease", lease)])
        return cursor.fetchone() is not None


def note_sent(message_id: UUID, *, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SENT, [_prepared("ended_at", at), _prepared("id", message_id)])


def _prepared(column: str, value: Any) -> Any:
    """A value as this database takes it."""
    field: Any = Message._meta.get_field(column)
    return field.get_db_prep_save(value, connection)
