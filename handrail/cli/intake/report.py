"""What became of all the files: counted, each refusal named, told at the end. Shared by every kind of file."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

import click

from handrail.trajectory.intake.trouble import shown

COUNTED = ("created", "updated", "unchanged", "ignored", "refused")


@dataclass
class Report:
    """`count` for what came of a row, `refuse` for a row that stays outside, `cannot_read` for a whole file."""

    as_json: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0
    # Whether what was counted is in: a rehearsal, or a strict one with a refusal, leaves nothing behind.
    written: bool = True
    # Where the refusals wait for the end, a line each: the command gives a temporary file, for there may be many.
    kept: IO[bytes] = field(default_factory=BytesIO)

    @property
    def exit_code(self) -> int:
        """0: everything is in. 1: some rows are not. 2: a whole file is not."""
        return 2 if self.unreadable else 1 if self.counts["refused"] else 0

    @property
    def rows(self) -> int:
        return sum(self.counts[name] for name in COUNTED)

    def count(self, outcome: str, how_many: int = 1) -> None:
        """One of COUNTED; refused rows are named as well, by `refuse`."""
        self.counts[outcome] += how_many

    def refuse(self, file: str, *, line: int | None, column: str, value: str, reason: str) -> None:
        """One row that stays outside. `line` as an editor counts, from 1; None where the file has no lines."""
        self.count("refused")
        self._keep(file, line=line, column=column or None, value=shown(value), reason=reason)
        place = "".join((f"line {line}, " if line else "", f"{column} " if column else ""))
        self._say(f"{_path(file)}: {place}“{shown(value)}”: {reason}")

    def cannot_read(self, file: str, reason: str) -> None:
        self.unreadable += 1
        self._keep(file, line=None, column=None, value=None, reason=reason)
        click.echo(f"handrail: {_path(file)}: {reason}", err=True)

    def cannot_begin(self, reason: str) -> None:
        """What the command stands on is missing. Whoever calls says so on the terminal."""
        self.unreadable += 1
        self._keep("", line=None, column=None, value=None, reason=reason)

    def tell(self, file: str, sentence: str) -> None:
        """Something worth knowing that is no refusal; beside the answer."""
        click.echo(f"{_path(file)}: {sentence}", err=True)

    def keep_nothing(self, *, as_asked: bool) -> None:
        """Nothing was written: as asked, for a rehearsal; or else because it was to be all or nothing."""
        self.written = False
        if not as_asked:
            for name in ("created", "updated"):
                self.counts["ignored"] += self.counts.pop(name, 0)

    def print(self) -> None:
        if self.as_json:
            for part in self._json():
                click.echo(part, nl=False)
        elif self.rows or not self.unreadable:
            counts = ", ".join(f"{self.counts[name]} {name}" for name in COUNTED)
            click.echo(counts if self.written else f"{counts}; nothing was written")

    def _say(self, sentence: str) -> None:
        if not self.as_json:
            click.echo(sentence)

    def _keep(self, file: str, **said: object) -> None:
        if self.as_json:
            self.kept.write(json.dumps({"file": file, **said}).encode() + b"\n")

    def _json(self) -> Iterator[str]:
        head = {"rows": self.rows, **{name: self.counts[name] for name in COUNTED}}
        yield json.dumps({**head, "unreadable": self.unreadable, "written": self.written})[:-1] + ', "refusals": ['
        self.kept.seek(0)
        for number, line in enumerate(self.kept):
            yield (", " if number else "") + line.decode().rstrip("\n")
        yield "]}\n"


def _path(file: str) -> str:
    return shown(file, most=4_096)
