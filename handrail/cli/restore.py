"""Begin again from a backup."""

from pathlib import Path

import click
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from handrail.cli import in_use, ready
from handrail.cli.keeping import swap
from handrail.cli.keeping.kinds import Kind, kind_here
from handrail.cli.keeping.manifest import Manifest, NotABackup
from handrail.cli.keeping.package import Package, opened
from handrail.cli.mend import Mend

WITH_IT = ("secret-key", "started-empty")
OTHER = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class CannotRestore(Mend):
    """The file is not one that could be put in place here."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Though there is a Handrail here already: its database is replaced.")
def command(file: Path, overwrite: bool) -> None:
    """Begin again from a backup.

    FILE was made by bin/handrail backup. Everything in it is checked before anything here is touched. End `serve` and
    `work` first. With --overwrite, what was here is put aside in the data folder (SQLite) or replaced in one
    transaction (PostgreSQL); a backup of an earlier release is brought to this one.
    """
    folder = settings.HANDRAIL_DATA
    with in_use.alone(folder):
        finished = swap.is_cut_short(folder)
        told = _finish(folder) if finished else _begin_again(folder, file, overwrite=overwrite)
    ready.database()
    click.echo(told)


def _finish(folder: Path) -> str:
    swap.finish(folder)
    return "the restore that was cut short is finished; for another file, start again"


def _begin_again(folder: Path, file: Path, *, overwrite: bool) -> str:
    try:
        with opened(file) as package:
            kind, manifest = kind_here(), package.manifest
            _may_stand(manifest, kind, file)
            if kind.is_there() and not overwrite:
                raise Mend("there is a Handrail here already: add --overwrite to have it replaced")
            staged = _staged(package, kind, folder)
        kept = kind.put_in_place(manifest, staged)
    except NotABackup as fault:
        raise CannotRestore(f"{file} cannot be restored, {fault}; nothing was changed") from None
    except OSError as error:
        cut_short = "start it once more" if swap.is_cut_short(folder) else "nothing was changed"
        raise CannotRestore(f"{error.filename or file}: {error.strerror}; {cut_short}") from None
    finally:
        swap.clear(folder)
    if kept:
        click.echo(f"What was here is in {kept}; delete it when you miss nothing.", err=True)
    return f"{manifest.facts.entries} entries, of {manifest.made_at[:16].replace('T', ' ')} UTC"


def _may_stand(manifest: Manifest, kind: Kind, file: Path) -> None:
    if manifest.database != kind.kind:
        there, here = (OTHER.get(each, "an unknown kind") for each in (manifest.database, kind.kind))
        raise CannotRestore(
            f"{file} holds a database of {there}, and this Handrail keeps its rows in {here}: restore it where "
            f"DATABASE_URL says so too, and move with bin/handrail export and import"
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    if set(manifest.facts.migrations) - known:
        raise CannotRestore(f"{file} was made by a newer Handrail: bring this one to that release first")
    if kind.copy_name not in manifest.contents or set(manifest.contents) - {kind.copy_name, *WITH_IT}:
        raise NotABackup("its contents are not those of a backup")


def _staged(package: Package, kind: Kind, folder: Path) -> Path:
    """Everything that will be put in place, unpacked and proved. Nothing in use is touched."""
    staged = swap.stage(folder)
    for name in set(package.manifest.contents) & set(WITH_IT):
        package.unpack(name, staged / name)
    kind.take(package, staged)
    return staged
