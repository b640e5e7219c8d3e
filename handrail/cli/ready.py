"""Makes ready what a command stands on: the tables, and the files the pages ask for. Quick where nothing is to do."""

import fcntl
import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from handrail.cli import in_use
from handrail.cli.mend import Mend


def database() -> None:
    """Bring the tables to this release, or say why not."""
    try:
        if pending():
            with _alone("migrations"):
                _migrate()
    except DatabaseError as error:
        raise Mend(f"the database does not answer ({first_line(error)}): {database_mend()}") from None


def pending() -> int:
    """How many migrations this database has not seen."""
    in_use.hold(settings.HANDRAIL_DATA)
    knock()
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def knock() -> None:
    """Ask a database server once, directly: the pool would go on trying, and then say only that it gave up."""
    if connection.vendor == "postgresql" and connection.connection is None:
        import psycopg

        with connection.wrap_database_errors:
            psycopg.connect(**{**connection.get_connection_params(), "connect_timeout": 5}).close()


def database_mend() -> str:
    if connection.vendor == "sqlite":
        return f"look at {settings.DATABASES[DEFAULT_DB_ALIAS]['NAME']}, or set HANDRAIL_DATA to another folder"
    return "start the PostgreSQL server, or correct DATABASE_URL"


def first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]


def _migrate() -> None:
    if count := pending():
        click.echo(f"Preparing the database ({count} steps)…", err=True)
        call_command("migrate", interactive=False, verbosity=0)


def static_files() -> None:
    """Collect stylesheets, scripts and fonts under names that carry a hash, if any changed since the last time."""
    mark = settings.STATIC_ROOT.parent / "static-collected"
    if _read(mark) == _fingerprint():
        return
    with _alone("static"):
        mark.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(_fingerprint(), encoding="ascii")


def _fingerprint() -> str:
    """Names, sizes and times of all source files: reading their content would cost a start its quickness."""
    seen = hashlib.sha256()
    for name, path in _sources():
        now = Path(path).stat()
        seen.update(f"{name} {now.st_size} {now.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _sources() -> Iterator[tuple[str, str]]:
    """What is collected, and the code that decides what becomes of it."""
    yield "storage", inspect.getfile(type(storages["staticfiles"]))
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, storage.path(name)


def _read(mark: Path) -> str:
    return mark.read_text(encoding="ascii") if mark.exists() else ""


@contextmanager
def _alone(what: str) -> Iterator[None]:
    """Let only one process of this machine do it; the others wait, and then find it done."""
    folder: Path = settings.HANDRAIL_DATA
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(folder / f"{what}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
