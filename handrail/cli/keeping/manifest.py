"""The first page of a backup: what is in it, so that everything can be judged before anything is touched."""

import json
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "handrail-backup"
VERSION = 1


class NotABackup(Exception):
    """The file is no backup, or no whole one. Says why in a few words."""


@dataclass(frozen=True)
class Facts:
    """What a copy of a database says about itself."""

    entries: int
    # "app.name" of each: which release the tables are of, more exactly than any number would say.
    migrations: list[str]
    # The major version of the PostgreSQL server, and of the client that wrote the copy; 0 on SQLite.
    server: int = 0
    client: int = 0
    # How long the copy is when it is written out as statements, so that progress can be told. 0: as long as its file.
    written_out: int = 0


@dataclass(frozen=True)
class Content:
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    database: str
    made_at: str
    facts: Facts
    contents: dict[str, Content]

    def write(self) -> bytes:
        told = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(told, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, written: bytes) -> "Manifest":
        try:
            told = json.loads(written)
            if told.get("format") != FORMAT:
                raise NotABackup("it was not made by bin/handrail backup")
            if told["version"] != VERSION:
                raise NotABackup("it was made by a newer Handrail: bring this one to that release first")
            return cls(
                _text(told["database"]), _text(told["made_at"]), _facts(told["facts"]),
                {_text(name): Content(_count(one["bytes"]), _text(one["sha256"]))
                 for name, one in told["contents"].items()},
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise NotABackup("its manifest cannot be read") from None


def _facts(told: dict[str, Any]) -> Facts:
    migrations = [_text(name) for name in told["migrations"]]
    numbers = (_count(told[name]) for name in ("entries", "server", "client", "written_out"))
    entries, server, client, written_out = numbers
    return Facts(entries, migrations, server, client, written_out)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError
    return value
