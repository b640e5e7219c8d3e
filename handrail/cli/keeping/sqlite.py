"""SQLite: a copy of one moment, taken while others write."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection

from handrail.cli.keeping.bar import bar
from handrail.cli.keeping.manifest import Facts, Manifest, NotABackup
from handrail.cli.keeping.package import Package, sync
from handrail.cli.keeping.swap import swap
from handrail.cli.mend import Mend
from handrail.ledger.verify import COUNTED
from handrail.lib.sqlite.library import newest

COPY = "handrail.sqlite3"
PAGES = 2048
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"
# With the file itself: its log, and what a machine that fell left of a transaction.
BESIDE = ("-wal", "-shm", "-journal")
PATIENCE = 5.0

sqlite3 = newest()


class Sqlite:
    kind = "sqlite"
    copy_name = COPY

    def __init__(self) -> None:
        self.place = Path(settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"])

    def is_there(self) -> bool:
        return self.place.exists()

    def copy(self, to: Path) -> Facts:
        """One moment of the database, whatever is written meanwhile: what reads does not hold up who writes."""
        with _connected(self.place) as source, _connected(to, make=True) as target:
            # The transaction holds the moment: without it, every write elsewhere makes the copy begin again.
            source.execute("BEGIN")
            entries, _ = source.execute(COUNTED).fetchone()
            with bar("Copying", length=0) as drawn:

                def told(status: int, left: int, pages: int) -> None:
                    drawn.length = pages
                    drawn.update(pages - left - drawn.pos)

                source.backup(target, pages=PAGES, progress=told)
            source.execute("ROLLBACK")
            # A single file, without a log beside it.
            target.execute("PRAGMA journal_mode = DELETE")
        return _sound(to, entries)

    def take(self, package: Package, staged: Path) -> None:
        copy = staged / COPY
        free, needed = shutil.disk_usage(staged).free, package.manifest.contents[COPY].bytes
        if free < needed:
            raise Mend(f"{needed >> 20} MB are needed in {staged.parent} and {free >> 20} are free: make room there")
        with bar("Unpacking", length=needed) as drawn:
            package.unpack(COPY, copy, told=drawn.update)
        click.echo("Checking it…", err=True)
        _sound(copy, package.manifest.facts.entries)
        self._migrate(copy)

    def _migrate(self, copy: Path) -> None:
        """Bring the copy to this release before it takes anybody's place."""
        connection.close()
        connection.settings_dict["NAME"] = str(copy)
        call_command("migrate", interactive=False, verbosity=0)
        connection.close()
        connection.settings_dict["NAME"] = str(self.place)
        with _connected(copy) as brought:
            brought.execute("PRAGMA journal_mode = DELETE")
        copy.with_name(f"{COPY}-queue").unlink(missing_ok=True)
        sync(copy)

    def put_in_place(self, manifest: Manifest, staged: Path) -> Path | None:
        """Swap what is staged for what is here; where the old one went."""
        if self.is_there():
            _at_rest(self.place)
        return swap(staged, self.place.parent, also=[f"{COPY}{ending}" for ending in BESIDE])


def _sound(copy: Path, entries: int) -> Facts:
    """The facts of a copy in which everything holds; NotABackup for any other."""
    try:
        with _connected(copy) as there:
            if there.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise NotABackup("the database in it is damaged")
            if there.execute("PRAGMA foreign_key_check").fetchone():
                raise NotABackup("rows in it point to rows that are not there")
            counted, known = there.execute(COUNTED).fetchone()
            migrations = [name for (name,) in there.execute(MIGRATIONS)]
    except sqlite3.DatabaseError:
        raise NotABackup("the database in it is damaged") from None
    if not counted == known == entries:
        raise NotABackup(f"its history has {counted} entries where {entries} were counted")
    return Facts(entries, migrations)


def _at_rest(place: Path) -> None:
    """Fold the log into the file, which takes having the database alone; a damaged one is put aside as it is."""
    try:
        with _connected(place) as old:
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Mend(f"something else has {place} open: end it first") from None
    except sqlite3.DatabaseError:
        return


@contextmanager
def _connected(place: Path, *, make: bool = False) -> Iterator[Any]:
    mode = "rwc" if make else "rw"
    connected = sqlite3.connect(
        f"file:{quote(str(place))}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None
    )
    try:
        yield connected
    finally:
        connected.close()
