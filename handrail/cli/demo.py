"""Fill the demo practice, to look around in."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

import click
from django.db import transaction

from handrail.cli import ready
from handrail.cli.cast import INES, JONAS, MARA, PRACTICE
from handrail.cli.story import CHAPTERS
from handrail.cli.story.teller import Chapter, tell
from handrail.cli.story.year import WEEKS, year
from handrail.ledger.writing import is_first
from handrail.lib.clock import now
from handrail.practice.account import Account
from handrail.practice.person import Person

# The first thing that happens in the story lies so many days back.
LENGTH = timedelta(days=134)
VISITORS = ((MARA, "coach"), (INES, "manager"), (JONAS, "client"))


@click.command()
@click.option(
    "--clients",
    type=click.IntRange(0, 1000),
    default=0,
    metavar="N",
    help="So many clients besides, over a year: some stall, some leave, some go on holiday.",
)
@click.option(
    "--weeks",
    type=click.IntRange(1, WEEKS),
    default=WEEKS,
    metavar="N",
    help="With --clients: how much of their year has gone by.",
)
def command(clients: int, weeks: int) -> None:
    """Fill the demo practice, to look around in.

    A practice of its own beside whatever is here: nothing of a real one is touched, and nothing is sent to anyone.
    Where it is already, nothing changes.
    """
    ready.database()
    filled = fill(at=now(), clients=clients, weeks=weeks)
    click.echo(f"{PRACTICE} is {'ready' if filled else 'here already'}. Ways in, for a link each:")
    for who, role in VISITORS:
        click.echo(f"  bin/handrail sign-in-link {who.email} --practice '{PRACTICE}'   # {role}")


def fill(*, at: datetime, clients: int = 0, weeks: int = WEEKS) -> bool:
    """Tell the whole story, or nothing of it; False where it was told before. Two who come at once tell it once."""
    chapters, length = (year(clients, weeks=weeks), timedelta(weeks=weeks + 2)) if clients else (CHAPTERS, LENGTH)
    with transaction.atomic():
        if not is_first("the demo", at=at):
            return False
        _tell(chapters, at=at, length=max(length, LENGTH))
    return True


def _tell(chapters: Iterable[Chapter], *, at: datetime, length: timedelta) -> None:
    # Drawn where somebody watches; a log needs no bar.
    seen = sys.stderr.isatty()
    with click.progressbar(length=length.days, label="Telling the story", file=sys.stderr, hidden=not seen) as bar:
        tell(chapters, until=at, progress=_days(bar.update, since=at - length))


def _days(advance: Callable[[int], None], *, since: datetime) -> Callable[[datetime], None]:
    """Tells a bar how many days of the story have gone by."""
    told = 0

    def progress(instant: datetime) -> None:
        nonlocal told
        day = (instant - since).days
        if day > told:
            advance(day - told)
            told = day

    return progress


def visitors() -> Iterator[tuple[str, Account]]:
    """Who one may look around as, and their accounts; nobody where there is no demo."""
    for who, role in VISITORS:
        person = Person.objects.filter(practice__is_demo=True, account__email=who.email).select_related("account")
        if (found := person.first()) and found.account:
            yield f"{role}, {found.name}:", found.account
