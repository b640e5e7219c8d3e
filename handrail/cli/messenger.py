"""Set up a way to send by SMS or messenger, through Apprise."""

import sys

import click

from handrail.cli import ready
from handrail.lib.refusal import NotUnderstood
from handrail.outbox.apprise_place import ApprisePlace
from handrail.practice.practice import Practice


@click.command()
@click.argument("name")
@click.argument("url", required=False)
@click.option("--practice", "practice_name", help="Of which practice, where there are several.")
@click.option("--remove", is_flag=True, help="End this way.")
def command(name: str, url: str | None, practice_name: str | None, remove: bool) -> None:
    """Set up a way to send by SMS or messenger, through Apprise.

    NAME is what the way is called ("sms"), URL an address as Apprise reads it, with {to} where the person's number
    goes; "-" reads it from standard input, where no other user of this machine sees it. It is kept sealed, and never
    shown again. Only whoever runs this machine can do this: such an address makes
    our server talk to wherever it says.
    """
    ready.database()
    practice = _practice(practice_name)
    if remove:
        ended = ApprisePlace.objects.filter(practice_id=practice.pk, name=name).delete()[0]
        click.echo(f"{name} is ended" if ended else f"there is no {name}")
        raise SystemExit(0 if ended else 1)
    if not url:
        raise click.UsageError("Give the address, or --remove.")
    try:
        typed = sys.stdin.readline().strip() if url == "-" else url
        ApprisePlace.keep(practice_id=practice.pk, name=name, url=typed)
    except NotUnderstood as wrong:
        raise click.UsageError(WRONG[wrong.field]) from None
    click.echo(f"{name} is set up for {practice.name}")


WRONG = {
    "name": "A name has small letters, digits and dashes, twenty at most.",
    "url": "The address has to be one that Apprise reads, with {to} where the person's number goes.",
}


def _practice(name: str | None) -> Practice:
    found = Practice.objects.filter(name=name) if name else Practice.objects.filter(is_demo=False)
    practices = list(found[:2])
    if len(practices) != 1:
        raise click.UsageError("Name one practice with --practice.")
    return practices[0]
