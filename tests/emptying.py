"""Emptying the tables after a test is the one DELETE that the ledger's triggers have to let pass."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection


@pytest.fixture(autouse=True, scope="session")
def ledger_can_be_emptied_between_tests() -> Iterator[None]:
    if connection.vendor != "sqlite":
        # TRUNCATE, which PostgreSQL is emptied by, asks no row triggers.
        yield
        return
    operations: Any = connection.ops
    flush = operations.execute_sql_flush

    def without_triggers(statements: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            flush(statements)
            for _, sql in triggers:
                cursor.execute(sql)

    operations.execute_sql_flush = without_triggers
    yield
    operations.execute_sql_flush = flush
