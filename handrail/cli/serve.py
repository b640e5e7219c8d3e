"""Serve the pages and send the mail, until told to stop."""

import errno
import multiprocessing
import socket
from collections.abc import Callable
from typing import Any

import click
from django.conf import settings
from django.db import connections

from handrail.cli import ready
from handrail.cli.first_time import demo_links, start_empty
from handrail.cli.mend import Mend
from handrail.cli.work import work
from handrail.lib.process_tree import Child, Tree, die_with_parent

# A slow request must not hold up the others.
THREADS = 4
# Standard output holds the links alone; granian would write its log there.
TO_STDERR = {
    "version": 1,
    "disable_existing_loggers": False,
    # What escapes the pages is told here, and quotes people's words in its message unless it is kept from it.
    "formatters": {"wordless": {"()": "handrail.lib.log.WordlessFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "wordless"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}


@click.command()
@click.option("--demo", "first_time", flag_value="demo", help="The first time, fill a demo practice; print its links.")
@click.option(
    "--empty", "first_time", flag_value="empty", help="The first time, leave it empty: the first visitor begins."
)
def command(first_time: str | None) -> None:
    """Serve the pages and send the mail, until told to stop.

    Web server and sending loop run in one process tree; SIGTERM or Ctrl-C ends all of it within five seconds.
    """
    _free_port()
    ready.database()
    ready.static_files()
    if first_time == "empty":
        start_empty()
    elif first_time == "demo":
        for line in demo_links():
            click.echo(line)
    click.echo(f"Handrail is at {settings.HANDRAIL_URL}/ (Ctrl-C ends it)", err=True)
    if not _stand():
        raise Mend("a process fell again and again; the lines above say why")


def _free_port() -> None:
    """Find out before anything is changed. The server's own complaint would come after the links are printed."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.HOST, settings.PORT))
            trial.listen()
        except OSError as error:
            raise Mend(_port_mend(error)) from None


def _port_mend(error: OSError) -> str:
    port = settings.PORT
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken: end what listens there, or choose another with PORT={port % 65535 + 1}"
    if error.errno == errno.EACCES:
        return f"port {port} is for root alone: choose one above 1023 with PORT=8000"
    return f"cannot listen on {settings.HOST}, port {port} ({error.strerror}): correct HOST or PORT"


def _stand() -> bool:
    # A forked child must not talk over its parent's connections.
    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
    return Tree([Child("web", serve_pages), Child("work", work)]).stand()


def serve_pages() -> None:
    """The web server with its workers, for ever. Runs in a process of its own."""
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from handrail.cli.web_server import WebServer

    multiprocessing.set_start_method("fork", force=True)
    WebServer(
        "handrail.config.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.HANDRAIL_WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=2,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=TO_STDERR,
    ).serve(target_loader=_load, wrap_loader=False)


def _load() -> Callable[..., Any]:
    """Runs in each worker, before its first request."""
    die_with_parent()
    from django.core.servers.basehttp import get_internal_wsgi_application

    return get_internal_wsgi_application()
