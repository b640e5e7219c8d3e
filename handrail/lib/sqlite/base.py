"""The database backend: Django's own, with writers queued (see queue.py) on a current library (see library.py)."""

from collections.abc import Callable
from typing import Any

from handrail.lib.sqlite.library import Wrapper
from handrail.lib.sqlite.queue import Queue

READS = ("SELECT", "PRAGMA", "EXPLAIN")


class DatabaseWrapper(Wrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queue: Queue | None = None
        self.execute_wrappers.append(self._in_turn)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        # A database in memory has no file to stand beside, and its users share one connection anyway.
        if not self.is_in_memory_db():
            self.queue = Queue(f"{conn_params['database']}-queue")
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            if self.queue:
                self.queue.close()

    def _in_turn(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """A write outside a transaction is a transaction of one statement, and queues like any other."""
        if not self.queue or self.queue.held or sql.lstrip().upper().startswith(READS):
            return execute(sql, params, many, context)
        self._enter()
        try:
            return execute(sql, params, many, context)
        finally:
            self._leave()

    def _enter(self) -> None:
        if self.queue:
            self.queue.enter()

    def _leave(self) -> None:
        if self.queue:
            self.queue.leave()
