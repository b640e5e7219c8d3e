"""Write a whole practice into a folder: one file to move with, and pages to read."""

import sys
from pathlib import Path

import click

from handrail.cli import ready
from handrail.cli.intake.whose import practice_of
from handrail.cli.mend import Mend
from handrail.export.folder import Folder, Taken
from handrail.export.format import BEGINNING, DATA
from handrail.export.out import how_much, write_practice
from handrail.practice.practice import Practice
from handrail.trajectory.intake.trouble import shown

EVERYTHING = """\
This holds everything: every word anybody wrote, also private reflections and the coach's own notes, every address and
every version. It is for moving and not for showing. Whoever runs the practice keeps it, where nobody else can read it,
and deletes it when it has arrived."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--practice", metavar="NAME", help="The practice, where there are several.")
def command(folder: Path, practice: str | None) -> None:
    """Write a whole practice into a folder: one file to move with, and pages to read.

    FOLDER/handrail.json is everything, and what `bin/handrail import` makes the practice of again, elsewhere
    (docs/export.md). The pages beside it are for reading and for paper; private words are not on them. Only the owner
    of the folder can read it. The folder has to be new, empty, or hold an earlier export.
    """
    ready.database()
    _whole(folder, practice_of(practice))


def _whole(path: Path, practice: Practice) -> None:
    try:
        folder = Folder(path, data=DATA, beginning=BEGINNING)
        folder.prepare()
        entries = _data(folder, practice)
    except Taken:
        raise Mend(f"{shown(str(path))} holds something else already: name a new folder") from None
    except OSError as error:
        raise Mend(f"{shown(str(path))} cannot be written ({error.strerror}): name another folder") from None
    click.echo(EVERYTHING, err=True)
    click.echo(f"{entries} entries in {path / DATA}")


def _data(folder: Folder, practice: Practice) -> int:
    # Drawn where somebody watches; a log needs no bar.
    seen = sys.stderr.isatty()
    records = how_much(practice.pk) if seen else 0
    with (
        folder.writing(DATA) as file,
        click.progressbar(length=records, label="Writing", file=sys.stderr, hidden=not seen) as bar,
    ):
        return write_practice(file, practice_id=practice.pk, progress=bar.update)
