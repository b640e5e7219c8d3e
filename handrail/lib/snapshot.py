"""Reading much of a database as it is at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Nothing may be written inside. Within a transaction of the caller's it is that transaction."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _reading_on_sqlite():
            yield
    else:
        with transaction.atomic():
            _say("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _reading_on_sqlite() -> Iterator[None]:
    # Django's own would be BEGIN IMMEDIATE and keep every writer waiting.
    _say("BEGIN DEFERRED")
    try:
        yield
    finally:
        _say("ROLLBACK")


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
