"""Send the mail that is due and look at subscribed calendars, until told to stop."""

import os
import signal
import sys
import threading

import click

from handrail.cli import ready
from handrail.cli.looking import look_until
from handrail.cli.sending import send_forever


@click.command()
def command() -> None:
    """Send the mail that is due and look at subscribed calendars, until told to stop.

    `serve` already runs this beside the web server; a second one, on this machine or another, does no harm.
    """
    ready.database()
    work()


def work() -> None:
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda number, frame: stop.set())
    threading.Thread(target=look_until, args=(stop,), name="looking", daemon=True).start()
    send_forever(stop)
    # A server may still hold one of the threads; what it has not taken comes back by its lease.
    sys.stderr.flush()
    os._exit(0)
