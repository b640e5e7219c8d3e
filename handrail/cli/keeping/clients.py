"""PostgreSQL's own programs: pg_dump, pg_restore and psql, not older than the server they talk to."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.pq import Conninfo

from handrail.cli.mend import Mend

PROGRAMS = ("pg_dump", "pg_restore", "psql")
# Debian and Ubuntu keep each major version in a folder of its own; so do Red Hat's kin.
PLACES = (("/usr/lib/postgresql", "*/bin"), ("/usr", "pgsql-*/bin"), ("/opt/homebrew/opt", "postgresql@*/bin"))


@dataclass(frozen=True)
class Clients:
    """The programs of one folder."""

    folder: Path
    major: int

    def __getitem__(self, program: str) -> str:
        return str(self.folder / program)

    @classmethod
    def at_least(cls, major: int) -> "Clients":
        """The oldest that are new enough: what they write, most others can read."""
        found = {_major(folder): folder for folder in reversed(list(_folders()))}
        fitting = [each for each in found if each >= major]
        if not fitting:
            seen = f"; here is version {max(found)}" if found else ""
            raise Mend(
                f"PostgreSQL {major} asks for its own pg_dump, pg_restore and psql{seen}: "
                f"install postgresql-client-{major} (or newer)"
            )
        return cls(found[min(fitting)], min(fitting))


def _folders() -> Iterator[Path]:
    on_path = shutil.which("pg_dump")
    places = [Path(on_path).parent] if on_path else []
    places += [each for root, pattern in PLACES for each in sorted(Path(root).glob(pattern))]
    return (each for each in places if all((each / program).exists() for program in PROGRAMS))


def _major(folder: Path) -> int:
    told = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)", told)
    return int(version[1]) if version else 0


def environment(parameters: Mapping[str, Any]) -> dict[str, str]:
    """How a program is told where to connect. On its command line everybody on the machine would read the password."""
    names = {each.keyword.decode(): each.envvar.decode() for each in Conninfo.get_defaults() if each.envvar}
    told = {names[name]: str(value) for name, value in parameters.items() if name in names and value is not None}
    ours = {name: value for name, value in os.environ.items() if name not in names.values()}
    return {**ours, **told, "LC_ALL": "C", "PGAPPNAME": "handrail"}
