"""Remind, send what is due, read what comes back and look at calendars, until told to stop; or once, at a moment."""

import os
import signal
import sys
import threading
from datetime import UTC, datetime

import click

from handrail.cli import ready
from handrail.cli.looking import look_until
from handrail.cli.once import do_once, show
from handrail.cli.reading import read_until
from handrail.cli.sending import send_forever
from handrail.cli.sweeping import sweep_until
from handrail.lib.clock import now


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, and end.")
@click.option("--at", "when", help="With --once: at this moment, like 2026-03-04T18:00 (UTC unless it says otherwise).")
@click.option("--dry-run", is_flag=True, help="With --once: only say what would be done, one line a person and thing.")
def command(once: bool, when: str | None, dry_run: bool) -> None:
    """Remind, send what is due, read what comes back and look at subscribed calendars, until told to stop.

    `serve` already runs this beside the web server; another one, on this machine or elsewhere, does no harm.
    """
    if not once and (when or dry_run):
        raise click.UsageError("--at and --dry-run go with --once.")
    at = _moment(when) if when else now()
    ready.database()
    if not once:
        work()
    for line in show(at=at) if dry_run else do_once(at=at):
        click.echo(line)


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise click.BadParameter(
            f"{written!r} is no moment; write it like 2026-03-04T18:00", param_hint="--at"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def work() -> None:
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda number, frame: stop.set())
    for loop in (look_until, read_until, sweep_until):
        threading.Thread(target=loop, args=(stop,), name=loop.__name__, daemon=True).start()
    send_forever(stop)
    # A server may still hold one of the threads; what it has not taken comes back by its lease.
    sys.stderr.flush()
    os._exit(0)
