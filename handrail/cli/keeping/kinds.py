"""The kinds of database there are, as a backup sees them."""

from pathlib import Path
from typing import Protocol

from django.db import connection

from handrail.cli.keeping.manifest import Facts, Manifest
from handrail.cli.keeping.package import Package


class Kind(Protocol):
    kind: str
    # What the copy of the database is called in the backup.
    copy_name: str

    def is_there(self) -> bool:
        """Whether there is anything to keep, or to put aside."""

    def copy(self, to: Path) -> Facts:
        """Copy one moment of the database, while others write, and prove the copy whole."""

    def take(self, package: Package, staged: Path) -> None:
        """Unpack and prove what is to be put in place. Nothing in use is touched."""

    def put_in_place(self, manifest: Manifest, staged: Path) -> Path | None:
        """All of it or nothing; where the old one is kept, if it is."""


def kind_here() -> Kind:
    # Each brings its own library along, and only one is needed.
    if connection.vendor == "postgresql":
        from handrail.cli.keeping.postgresql import Postgresql

        return Postgresql()
    from handrail.cli.keeping.sqlite import Sqlite

    return Sqlite()
