"""Prove that every row is what its history says."""

import sys

import click

from handrail.cli import ready


@click.command()
def command() -> None:
    """Prove that every row is what its history says.

    Folds all entries from empty and compares the outcome with today's rows. Each difference is one line that names
    row and column, never a text. Exit code 0: none. Exit code 1: some.
    """
    from handrail.ledger.verify import entry_count, verify_all

    ready.database()
    count = entry_count()
    differences = 0
    # Drawn where somebody watches; a log needs no bar.
    seen = sys.stderr.isatty()
    with click.progressbar(length=count, label="Folding the history", file=sys.stderr, hidden=not seen) as bar:
        for difference in verify_all(progress=bar.update):
            click.echo(str(difference))
            differences += 1
    click.echo(f"{count} entries, {differences} differences")
    if differences:
        raise SystemExit(1)
