"""Django's SQLite backend on the newest SQLite library at hand.

The library inside Python is as old as the machine (3.40 on Debian 12), and releases before 3.51.3 are reported to lose
WAL frames when two connections write and checkpoint at once. The package pysqlite3 carries a current one.

Django's backend imports `sqlite3` by name. It is given pysqlite3 under that name while it is imported, and only then:
other users of `sqlite3` in this process keep what they asked for.
"""

import sqlite3 as builtin
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING


def newest() -> ModuleType:
    try:
        return import_module("pysqlite3")
    except ImportError:
        return builtin


@contextmanager
def imported_as_sqlite3(library: ModuleType) -> Iterator[None]:
    before = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "sqlite3"}
    sys.modules["sqlite3"] = library
    sys.modules["sqlite3.dbapi2"] = import_module(f"{library.__name__}.dbapi2")
    try:
        yield
    finally:
        del sys.modules["sqlite3.dbapi2"]
        sys.modules.update(before)


if TYPE_CHECKING:
    from django.db.backends.sqlite3 import base

    class Wrapper(base.DatabaseWrapper):
        """What Django's backend also has, and its stubs do not tell."""

        def _start_transaction_under_autocommit(self) -> None: ...
        def _commit(self) -> None: ...
        def _rollback(self) -> None: ...
        def _close(self) -> None: ...
else:
    with imported_as_sqlite3(newest()):
        from django.db.backends.sqlite3 import base
    Wrapper = base.DatabaseWrapper
