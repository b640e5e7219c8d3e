"""A second process that works on the database of the test."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

import pytest
from django.db import connection as default_connection

# Typed as anything: half of what is needed here is the backends' own, and differs.
connection: Any = default_connection
Elsewhere: TypeAlias = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The test's database where other processes and threads reach it; the environment that leads there."""
    if connection.vendor == "postgresql":
        yield {"DATABASE_URL": _postgresql_url()}
    else:
        with _moved_to(tmp_path / "handrail.sqlite3"):
            yield {"DATABASE_URL": ""}


@pytest.fixture
def elsewhere(shared_database: dict[str, str], tmp_path: Path) -> Iterator[Elsewhere]:
    """Runs a file of Python in a process of its own: `elsewhere(path, *arguments, HANDRAIL_SMTP=…)`."""
    running: list[subprocess.Popen[str]] = []

    def start(script: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        where = {**os.environ, "HANDRAIL_DATA": str(tmp_path), **shared_database, **environment}
        command = [sys.executable, str(script), *arguments]
        both: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        running.append(subprocess.Popen(command, env=_with_ourselves(where), **both))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def _with_ourselves(environment: dict[str, str]) -> dict[str, str]:
    root = str(Path(__file__).resolve().parent.parent)
    return {**environment, "PYTHONPATH": os.pathsep.join([root, *filter(None, [environment.get("PYTHONPATH")])])}


def _postgresql_url() -> str:
    to = connection.settings_dict
    who = f"{quote(to['USER'], safe='')}:{quote(to['PASSWORD'], safe='')}@" if to["USER"] else ""
    place = {"host": to["HOST"], "port": to["PORT"]} if str(to["HOST"]).startswith("/") else {}
    host = "" if place else f"{to['HOST']}:{to['PORT']}".rstrip(":")
    return f"postgresql://{who}{host}/{quote(to['NAME'], safe='')}?{urlencode({k: v for k, v in place.items() if v})}"


@contextmanager
def _moved_to(path: Path) -> Iterator[None]:
    """SQLite in memory is this process's alone: its copy in a file stands in for it."""
    connection.ensure_connection()
    memory, name, queue = connection.connection, connection.settings_dict["NAME"], connection.queue
    copy = connection.Database.connect(path)
    memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"], connection.queue = memory, name, queue
