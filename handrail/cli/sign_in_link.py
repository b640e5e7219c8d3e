"""Print a link that signs somebody in once."""

from datetime import timedelta

import click

from handrail.cli import ready
from handrail.cli.link import link_for
from handrail.cli.mend import Mend
from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.account import Account, address
from handrail.practice.person import Person

OPEN_FOR = timedelta(days=1)


@click.command()
@click.argument("email")
@click.option("--practice", metavar="NAME", help="The practice to enter, where the address serves several.")
@click.option("--without-second-step", is_flag=True, help="For somebody whose phone and recovery codes are gone.")
def command(email: str, practice: str | None, without_second_step: bool) -> None:
    """Print a link that signs somebody in once.

    For the day when mail does not arrive. The link opens a page with one button and lasts for a day; whoever has it
    signs in as EMAIL, so hand it over with care.

    Somebody with a second step is asked for it all the same, unless you say --without-second-step: then be sure who
    asks you, by voice or in person. Their second step stays; they can remove it, or set it up on a new phone, once in.
    """
    ready.database()
    account = _account(email)
    person = _person(account, practice) if practice else None
    click.echo(link_for(account, person=person, at=now(), open_for=OPEN_FOR, is_vouched_for=without_second_step))


def _account(email: str) -> Account:
    try:
        return Account.objects.get(email=address(email))
    except Refusal:
        raise click.BadParameter(f"{email!r} is no e-mail address", param_hint="EMAIL") from None
    except Account.DoesNotExist:
        raise Mend(f"nobody here has the address {email}: correct it, or invite them first") from None


def _person(account: Account, practice: str) -> Person:
    people = list(Person.objects.filter(account=account).select_related("practice"))
    wanted = practice.strip().casefold()
    for person in people:
        if person.practice.name.casefold() == wanted:
            return person
    names = ", ".join(person.practice.name for person in people)
    raise Mend(f"{account.email} is not in a practice named {practice!r}: give one of these with --practice: {names}")
