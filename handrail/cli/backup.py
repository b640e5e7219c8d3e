"""Keep everything in one file, while people work."""

from pathlib import Path

import click
from django.conf import settings

from handrail.cli import in_use
from handrail.cli.keeping.bar import bar
from handrail.cli.keeping.draft import Draft, drafted
from handrail.cli.keeping.kinds import Kind, kind_here
from handrail.cli.keeping.manifest import Manifest, NotABackup
from handrail.cli.keeping.package import opened, pack
from handrail.cli.mend import Mend
from handrail.lib.clock import now

# Beside the rows: without its key everybody has to sign in again, and the rest is not asked for twice.
WITH_IT = ("secret-key", "started-empty")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Keep everything in one file, while people work.

    FILE becomes a copy of one moment: every row, and the key that sign-ins and codes hang on. It is read again and
    checked before it takes its place; an earlier backup of that name stays until then. Only its owner can read it;
    whoever can, can read everything, so keep it as you keep the practice's papers (docs/backup.md).
    """
    in_use.hold(settings.HANDRAIL_DATA)
    kind = kind_here()
    if not kind.is_there():
        raise Mend("there is nothing to keep yet: start Handrail first, or set HANDRAIL_DATA or DATABASE_URL")
    try:
        with drafted(file.absolute()) as draft:
            manifest = _write(draft, kind)
        size = file.stat().st_size
    except OSError as error:
        raise Mend(f"{file} cannot be written ({error.strerror}): make room or name another place") from None
    except NotABackup as fault:
        raise Mend(f"the copy is not sound ({fault}): keep the earlier one, look with bin/handrail verify") from None
    click.echo(f"{manifest.facts.entries} entries, {size} bytes")


def _write(draft: Draft, kind: Kind) -> Manifest:
    facts = kind.copy(draft.copy)
    beside = {name: settings.HANDRAIL_DATA / name for name in WITH_IT}
    contents = {kind.copy_name: draft.copy, **{name: path for name, path in beside.items() if path.exists()}}
    length = sum(path.stat().st_size for path in contents.values())
    with bar("Packing", length=2 * length) as drawn:
        pack(
            draft.file, database=kind.kind, made_at=now().isoformat(), facts=facts, contents=contents, told=drawn.update
        )
        with opened(draft.file) as package:
            package.check(told=drawn.update)
            return package.manifest
