"""Take in files: people and their work."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

import click
from django.db import transaction

from handrail.cli import ready
from handrail.cli.intake import calendar, table
from handrail.cli.intake import practice as whole_practice
from handrail.cli.intake.asked import Arrival, Asked
from handrail.cli.intake.report import Report
from handrail.cli.mend import Mend
from handrail.trajectory.intake.kind import Kind, kind_of
from handrail.trajectory.intake.trouble import Unreadable, shown

# One way in for each kind of file. It counts into the report, and raises `Unreadable` for the file as a whole.
WAYS_IN: dict[Kind, Callable[[Arrival], None]] = {
    Kind.TABLE: table.bring_in,
    Kind.CALENDAR: calendar.bring_in,
    Kind.PRACTICE: whole_practice.bring_in,
}
# Refusals beyond so many bytes lie in a temporary file.
IN_MEMORY = 1_000_000
ORDERS = ("dmy", "mdy", "ymd")


@click.command()
@click.argument("files", metavar="FILE...", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--as", "email", metavar="EMAIL", help="The coach whose record it becomes; else the one here longest.")
@click.option("--practice", metavar="NAME", help="The practice, where there are several.")
@click.option("--strict", is_flag=True, help="All or nothing: one refusal, and nothing is written.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, whatever comes of it.")
@click.option("--map", "maps", metavar="A=B", multiple=True, help="The file's column A is our B; no B: leave it out.")
@click.option("--date-order", type=click.Choice(ORDERS), help="What 03/04/2026 means, where the file does not tell.")
@click.option("--encoding", metavar="NAME", help="How the letters are written, where it is guessed wrongly.")
def command(
    files: tuple[Path, ...], as_json: bool, email: str | None, practice: str | None, strict: bool, dry_run: bool,
    maps: tuple[str, ...], date_order: str | None, encoding: str | None,
) -> None:  # fmt: skip
    """Take in files: people, goals, actions, sessions, notes.

    FILE is a CSV or an XLSX (docs/import.md), a calendar (docs/calendar.md), or a whole practice that moves in
    (docs/export.md). Nothing is sent to anyone, and what is new stays a draft until the coach invites. The same file
    twice changes nothing.

    Exit code 0: everything is in. Exit code 1: some lines were refused, each is named. Exit code 2: a file cannot be
    read, and nothing of it was taken in.
    """
    asked = Asked(email, practice, strict, dry_run, tuple(_pair(each) for each in maps), date_order, encoding)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        report = Report(as_json, kept=kept)
        try:
            ready.database()
            _bring_in(files, asked, report)
        except Mend as mend:
            report.cannot_begin(mend.message)
            raise
        finally:
            report.print()
    raise SystemExit(report.exit_code)


def _pair(given: str) -> tuple[str, str]:
    theirs, equals, ours = given.rpartition("=")
    if not (equals and theirs.strip()):
        raise click.BadParameter(f"{shown(given)}: write it as “column of the file=our column”", param_hint="--map")
    return theirs.strip(), ours.strip()


def _bring_in(files: tuple[Path, ...], asked: Asked, report: Report) -> None:
    with _kept_as_asked(asked, report):
        for path in files:
            try:
                with _opened(path) as opened:
                    WAYS_IN[kind_of(opened)](Arrival(path, opened, asked, report))
            except Unreadable as unreadable:
                report.cannot_read(str(path), str(unreadable))
            except OSError as error:
                report.cannot_read(str(path), f"it cannot be read: {error.strerror or error}.")


@contextmanager
def _kept_as_asked(asked: Asked, report: Report) -> Iterator[None]:
    """A rehearsal, or all or nothing, is one transaction over all the files."""
    if not (asked.dry_run or asked.strict):
        yield
        return
    with transaction.atomic():
        yield
        falls = asked.strict and report.exit_code != 0
        if asked.dry_run or falls:
            transaction.set_rollback(True)
            report.keep_nothing(as_asked=not falls)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Only what is a file: opening a pipe would wait for ever, and a device has no end."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(number, "rb") as opened:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise Unreadable("This is no file: a folder, a pipe or a device cannot be taken in.")
        yield opened
