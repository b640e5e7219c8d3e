"""Fill the demo practice, to look around in."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import click
from django.db import transaction

from handrail.cli import ready
from handrail.cli.cast import INES, JONAS, MARA, PRACTICE
from handrail.cli.story import CHAPTERS
from handrail.cli.story.teller import tell
from handrail.ledger.writing import is_first
from handrail.lib.clock import now
from handrail.practice.account import Account
from handrail.practice.person import Person

# The first thing that happens in the story lies so many days back.
LENGTH = timedelta(days=134)
VISITORS = ((MARA, "coach"), (INES, "manager"), (JONAS, "client"))


@click.command()
def command() -> None:
    """Fill the demo practice, to look around in.

    A practice of its own beside whatever is here: nothing of a real one is touched, and nothing is sent to anyone.
    Where it is already, nothing changes.
    """
    ready.database()
    filled = fill(at=now())
    click.echo(f"{PRACTICE} is {'ready' if filled else 'here already'}. Ways in, for a link each:")
    for who, role in VISITORS:
        click.echo(f"  bin/handrail sign-in-link {who.email} --practice '{PRACTICE}'   # {role}")


def fill(*, at: datetime) -> bool:
    """Tell the whole story, or nothing of it; False where it was told before. Two who come at once tell it once."""
    with transaction.atomic():
        if not is_first("the demo", at=at):
            return False
        # Drawn where somebody watches; a log needs no bar.
        seen = sys.stderr.isatty()
        with click.progressbar(length=LENGTH.days, label="Telling the story", file=sys.stderr, hidden=not seen) as bar:
            tell(CHAPTERS, until=at, progress=_days(bar.update, at=at))
    return True


def _days(advance: Callable[[int], None], *, at: datetime) -> Callable[[datetime], None]:
    """Tells a bar how many days of the story have gone by."""
    told = 0

    def progress(instant: datetime) -> None:
        nonlocal told
        day = (LENGTH - (at - instant)).days
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
