"""What was asked on the command line, and one file on its way in."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from handrail.cli.intake.report import Report
from handrail.cli.intake.whose import coach_of
from handrail.practice.person import Person


@dataclass(frozen=True)
class Asked:
    """The options of `bin/handrail import`."""

    email: str | None = None
    practice: str | None = None
    strict: bool = False
    dry_run: bool = False
    maps: tuple[tuple[str, str], ...] = ()
    date_order: str | None = None
    encoding: str | None = None

    @cached_property
    def coach(self) -> Person:
        """Whose record it becomes. Raises `Mend` where that cannot be told; asked for when it is needed."""
        return coach_of(self.email, self.practice)


@dataclass
class Arrival:
    """One file, open at its beginning: a regular one, whatever else it is."""

    path: Path
    opened: BinaryIO
    asked: Asked = field(default_factory=Asked)
    report: Report = field(default_factory=Report)

    @property
    def name(self) -> str:
        return str(self.path)
