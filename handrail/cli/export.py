"""Write a whole practice into a folder, to move with; or a client's own copy."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click

from handrail.cli import ready
from handrail.cli.intake.whose import practice_of
from handrail.cli.mend import Mend
from handrail.export import own_copy
from handrail.export.attachments import FOLDER, Attach, name_of
from handrail.export.folder import Folder, Taken
from handrail.export.format import DATA, VERSION, beginning
from handrail.export.out import how_much, write_practice
from handrail.export.paper import INDEX, kept, own_page, write_pages
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.intake.trouble import shown
from handrail.trajectory.photo_content import PhotoContent

EVERYTHING = """\
This holds everything: every word anybody wrote, also private reflections and the coach's own notes, every address and
every version. It is for moving and not for showing. Whoever runs the practice keeps it, where nobody else can read it,
and deletes it when it has arrived."""
OWN = "This is for {name} and nobody else: it holds what only they read."
WITH_NOTES = "It holds the coach's own notes too, as for an access request."


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--practice", metavar="NAME", help="The practice, where there are several.")
@click.option("--client", metavar="EMAIL", help="One client's own copy, and nothing else.")
@click.option("--access-request", is_flag=True, help="With --client: also what the coach noted for themselves.")
def command(folder: Path, practice: str | None, client: str | None, access_request: bool) -> None:
    """Write a whole practice into a folder, to move with; or a client's own copy.

    FOLDER/handrail.json is everything, and what `bin/handrail import` makes the practice of again, elsewhere
    (docs/export.md). The pages beside it are for reading and for paper; private words are not on them. With --client
    it is what that client reads: own-copy.json, and a page. Only the owner of the folder can read it. The folder has to
    be new, empty, or hold an earlier export of the same.
    """
    ready.database()
    if access_request and client is None:
        raise click.UsageError("--access-request goes with --client EMAIL: say whose request it is")
    found = practice_of(practice)
    with _into(folder):
        click.echo(_whole(folder, found) if client is None else _own(folder, _client(client, found, access_request)))


@contextmanager
def _into(path: Path) -> Iterator[None]:
    try:
        yield
    except Taken:
        raise Mend(f"{shown(str(path))} holds something else already: name a new folder") from None
    except OSError as error:
        raise Mend(f"{shown(str(path))} cannot be written ({error.strerror}): name another folder") from None


def _whole(path: Path, practice: Practice) -> str:
    folder = Folder(path, data=DATA, beginnings=_beginnings(practice.pk))
    folder.prepare()
    with folder.writing(DATA) as file, _watched("Writing", lambda: how_much(practice.pk)) as progress:
        entries = write_practice(file, practice_id=practice.pk, progress=progress, attach=_into_folder(folder))
    folder.drop_older(f"{FOLDER}/*.jpg")
    with _watched("Writing pages", lambda: kept(practice).count()) as progress:
        write_pages(folder, practice, at=now(), progress=progress)
    click.echo(EVERYTHING, err=True)
    return f"{entries} entries in {path / DATA}"


def _beginnings(practice_id: UUID) -> list[str]:
    return [beginning(practice_id, version=version) for version in range(1, VERSION + 1)]


def _into_folder(folder: Folder) -> Attach:
    return lambda photo_id, content: folder.keep(name_of(photo_id), content)


@contextmanager
def _watched(label: str, count: Callable[[], int]) -> Iterator[Callable[[int], None]]:
    """A bar, drawn where somebody watches; a log needs none."""
    seen = sys.stderr.isatty()
    with click.progressbar(length=count() if seen else 0, label=label, file=sys.stderr, hidden=not seen) as bar:
        yield bar.update


def _own(path: Path, copy: own_copy.OwnCopy) -> str:
    folder = Folder(path, data=own_copy.DATA, beginnings=[copy.beginning])
    folder.prepare()
    with folder.writing(own_copy.DATA) as file:
        file.write(copy.as_json())
    with folder.writing(INDEX) as file:
        file.write(own_page(copy))
    for photo in copy.photos:
        if content := PhotoContent.of(photo.pk):
            folder.keep(f"photos/{photo.pk}.jpg", content)
    folder.drop_older("photos/*.jpg")
    click.echo(OWN.format(name=shown(copy.person.name)), err=True)
    if copy.has_notes:
        click.echo(WITH_NOTES, err=True)
    return str(path / INDEX)


def _client(email: str, practice: Practice, access_request: bool) -> own_copy.OwnCopy:
    here = Person.objects.filter(practice=practice, account__email=email.strip().casefold()).select_related("practice")
    person = here.first()
    if person is None:
        raise Mend(f"nobody in {shown(practice.name)} has the address {shown(email)}: correct it, or name --practice")
    if not (person.is_coachee or access_request):
        raise Mend(
            f"{shown(person.name)} is no client of {shown(practice.name)} now and reads nothing: "
            "where they ask what is kept about them, add --access-request"
        )
    return own_copy.own_copy(person, at=now(), access_request=access_request)
