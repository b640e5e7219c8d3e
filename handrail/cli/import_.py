"""Take in people, goals and actions from a CSV file."""

import sys
from collections import Counter
from pathlib import Path
from typing import BinaryIO

import click

from handrail.cli import ready
from handrail.cli.mend import Mend
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.intake import Refused, Table, Unreadable, shown
from handrail.trajectory.taking_in import Outcome, take_in


class CannotRead(Mend):
    """The file as a whole stays outside."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "email", metavar="EMAIL", help="The coach whose record it becomes; else the one here longest.")
@click.option("--practice", metavar="NAME", help="The practice, where there are several.")
def command(file: Path, email: str | None, practice: str | None) -> None:
    """Take in people, goals and actions from a CSV file.

    FILE is UTF-8 with a header: name, e-mail, goal, action, due, status (docs/import.md). Nothing is sent to anyone,
    and what is new stays a draft until the coach invites. The same file twice changes nothing.

    Exit code 0: every line is in. Exit code 1: some lines were refused, each is named. Exit code 2: the file cannot be
    read, and nothing was changed.
    """
    try:
        with file.open("rb") as opened:
            size = file.stat().st_size
            table = Table(opened)
            for name in table.left_out:
                click.echo(f"The column “{name}” is not one of ours and is left out.", err=True)
            ready.database()
            counts = _take_in(table, opened, size=size, coach=_coach(email, practice))
    except OSError as error:
        raise CannotRead(f"{shown(str(file))} cannot be read: {error.strerror}.") from None
    except Unreadable as unreadable:
        raise CannotRead(f"{shown(str(file))}: {unreadable}") from None
    click.echo(", ".join(f"{counts[name]} {name}" for name in (*(each.value for each in Outcome), "refused")))
    if counts["refused"]:
        raise SystemExit(1)


def _take_in(table: Table, opened: BinaryIO, *, size: int, coach: Person) -> Counter[str]:
    """Line by line, so that what went in stays in, whatever stops the rest."""
    counts: Counter[str] = Counter()
    # Drawn where somebody watches; a log needs no bar.
    seen = sys.stderr.isatty()
    with click.progressbar(length=size, label="Taking it in", file=sys.stderr, hidden=not seen) as bar:
        for result in take_in(table, by=coach, at=now()):
            if isinstance(result, Refused):
                click.echo(str(result))
            counts["refused" if isinstance(result, Refused) else result.value] += 1
            bar.update(opened.tell() - bar.pos)
    return counts


def _coach(email: str | None, practice: str | None) -> Person:
    coaches = Person.objects.filter(practice=_practice(practice, coach=email)).with_roles()
    if email is None:
        if first := Person.objects.first_coach(coaches.values("practice_id")[:1]):
            return first
        raise Mend("nobody coaches here yet: invite a coach first")
    person = coaches.filter(account__email=email.strip().casefold()).select_related("practice").first()
    if person and person.is_coach:
        return person
    raise Mend(f"{shown(email)} does not coach here: correct the address after --as, or invite them as a coach first")


def _practice(name: str | None, *, coach: str | None) -> Practice:
    """The one that is named; or the only one there is, a demo beside it not counted."""
    practices = list(Practice.objects.order_by("pk"))
    if not practices:
        raise Mend("there is no practice here yet: start Handrail with bin/run --empty, and name it")
    fitting = [p for p in practices if name is None or p.name.casefold() == name.strip().casefold()]
    if name is None and coach:
        theirs = Person.objects.filter(account__email=coach.strip().casefold(), memberships__role="coach")
        fitting = [p for p in fitting if theirs.filter(practice=p).exists()] or fitting
    real = [p for p in fitting if not p.is_demo]
    for chosen in (fitting, real):
        if len(chosen) == 1:
            return chosen[0]
    names = ", ".join(shown(p.name) for p in practices)
    raise Mend(f"say which practice with --practice, one of these: {names}")
