"""What a new Handrail begins with: a demo practice to look at, or nothing."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import click
from django.conf import settings

from handrail.cli.link import link_for
from handrail.lib.clock import now
from handrail.practice.practice import Practice

# The demo is looked at when there is time, not within the half hour that a mailed link has.
OPEN_FOR = timedelta(days=1)


def start_empty() -> None:
    """Remember that this Handrail is a real one, so that a later `bin/run` does not put a demo into it."""
    _mark().touch()


def demo_links() -> Iterator[str]:
    """Fill the demo where nothing is yet; then a way in for each of its people, one line each."""
    demo = import_module("handrail.cli.demo")
    if not Practice.objects.exists() and not _mark().exists():
        click.echo("Filling the demo practice…", err=True)
        demo.fill(at=now())
    for name, account in demo.visitors():
        yield f"{name} {link_for(account, at=now(), open_for=OPEN_FOR)}"


def _mark() -> Path:
    folder: Path = settings.HANDRAIL_DATA
    return folder / "started-empty"
