"""Look at everything Handrail stands on, and say what to mend."""

import platform
import shutil
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

import click
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from handrail.cli import ready
from handrail.cli.mend import Mend
from handrail.lib.clock import now
from handrail.lib.pdf import NoPdf, drawn_by
from handrail.outbox.channels.server import Server
from handrail.outbox.incoming.mailbox import BadMailbox, Mailbox, NoMailbox
from handrail.outbox.message import Message

ROOM_MB = 200
# SQLite before this may lose frames of its log when two connections write and checkpoint at once.
SOUND_SQLITE = (3, 51, 3)
WAITING_TOO_LONG = timedelta(minutes=15)


@dataclass(frozen=True)
class Found:
    """What a check saw, and what to do about it; nothing to do where all is well."""

    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"mend {self.what}: {self.mend}" if self.mend else f"ok   {self.what}"


@click.command()
def command() -> None:
    """Look at everything Handrail stands on, and say what to mend.

    One line for each check: `ok` and what was seen, or `mend` with what to do. Changes nothing and sends nothing.
    Exit code 0: all is well. Exit code 1: there is something to mend.
    """
    sound = True
    for check in CHECKS:
        for found in check():
            click.echo(str(found))
            sound = sound and not found.mend
    if not sound:
        raise SystemExit(1)


def python() -> Iterator[Found]:
    yield Found(f"python {platform.python_version()} in {sys.prefix}")


def folder() -> Iterator[Found]:
    place = settings.HANDRAIL_DATA
    trial = place / "doctor-was-here"
    try:
        trial.touch()
        trial.unlink()
    except OSError as error:
        yield Found(f"folder {place} ({error.strerror})", "make it writable, or set HANDRAIL_DATA to one that is")
        return
    free = shutil.disk_usage(place).free // 1_000_000
    mend = f"free some space there; {ROOM_MB} MB are little enough" if free < ROOM_MB else ""
    yield Found(f"folder {place}, {free} MB free", mend)
    if place.stat().st_mode & 0o077:
        yield Found(f"folder {place} can be read by others on this machine", f"chmod -R go-rwx {place}")


def database() -> Iterator[Found]:
    try:
        pending = ready.pending()
    except DatabaseError as error:
        yield Found(f"database ({ready.first_line(error)})", ready.database_mend())
        return
    except Mend as mend_first:
        yield Found("database", mend_first.message)
        return
    version = ".".join(str(part) for part in connection.get_database_version())
    yield Found(f"database {connection.display_name} {version}", _sqlite_mend())
    mend = "start Handrail; it brings the tables to this release" if pending else ""
    yield Found(f"tables, {pending} steps behind" if pending else "tables, as this release wants them", mend)


def _sqlite_mend() -> str:
    if connection.vendor != "sqlite" or connection.get_database_version() >= SOUND_SQLITE:
        return ""
    return "its library can lose commits when two processes write; use PostgreSQL, or an x86_64 Linux"


def mail() -> Iterator[Found]:
    if not settings.HANDRAIL_SMTP:
        yield Found("mail waits in the outbox, no server is set", "set HANDRAIL_SMTP=smtp://user:password@host:587")
        return
    try:
        server = Server.at(settings.HANDRAIL_SMTP)
        server.dial().quit()
    except (OSError, SMTPException, ValueError) as error:
        yield Found(f"mail server ({ready.first_line(error)})", "correct HANDRAIL_SMTP, or see whether it is up")
    else:
        yield Found(f"mail server {server} answers; we send as {settings.HANDRAIL_FROM}")


def outbox() -> Iterator[Found]:
    try:
        # One that is away has said so already; the pool would go on asking for ten seconds.
        ready.knock()
        late = Message.objects.claimable(now() - WAITING_TOO_LONG).count()
    except DatabaseError:
        return
    mend = "see that `serve` or `work` runs, and what the mail server says" if late else ""
    yield Found(f"outbox, {late} messages late" if late else "outbox, nothing late", mend)


def replies() -> Iterator[Found]:
    """Whether somebody can answer by mail: an address with a token in it, and a way for letters to come in."""
    where, mailbox, hook = settings.HANDRAIL_REPLY_TO, settings.HANDRAIL_IMAP, settings.HANDRAIL_MAIL_HOOK
    if not where:
        yield Found("replies by mail are not set up; answers come by the links (HANDRAIL_REPLY_TO)")
    elif not mailbox and not hook:
        yield Found(f"replies go to {where}, and nobody fetches them", "set HANDRAIL_IMAP or HANDRAIL_MAIL_HOOK")
    else:
        ways = [way for way, given in (("a mailbox", mailbox), ("the hook", hook)) if given]
        yield Found(f"replies go to {where} and come in by {' and '.join(ways)}")
    if mailbox:
        yield _mailbox(mailbox)


def _mailbox(url: str) -> Found:
    try:
        box = Mailbox.at(url)
        with box.opened() as letters:
            aside = letters.set_aside()
    except (BadMailbox, NoMailbox) as error:
        return Found(f"mailbox ({ready.first_line(error)})", "correct HANDRAIL_IMAP, or see whether it is up")
    mend = "look at those with a flag, and take the mark HandrailSetAside off to have one read again" if aside else ""
    return Found(f"mailbox {box!r} answers; {aside} letters are set aside", mend)


def push() -> Iterator[Found]:
    made = (settings.HANDRAIL_DATA / "push-key").exists()
    yield Found("push, its key is made" if made else "push, ready; its key is made when the first browser asks")


def paper() -> Iterator[Found]:
    """Nothing to mend where it is missing: a summary goes out all the same, and is printed by whoever reads it."""
    try:
        yield Found(f"PDF, drawn by {drawn_by()}")
    except NoPdf as why:
        yield Found(f"no PDF ({why}): summaries go out as pages; for PDF install Pango (Debian: libpangoft2-1.0-0)")


def address() -> Iterator[Found]:
    url = settings.HANDRAIL_URL
    if url.startswith("https://"):
        yield Found(f"address {url}; cookies go over https alone")
    elif any(f"//{name}" in url for name in ("127.0.0.1", "localhost", "[::1]")):
        yield Found(f"address {url}, for this machine alone")
    else:
        yield Found(f"address {url} is not encrypted", "put a proxy with TLS in front and set HANDRAIL_URL=https://…")


def clock() -> Iterator[Found]:
    zones = len(zoneinfo.available_timezones())
    mend = "install the package tzdata" if zones < 300 else ""
    yield Found(f"clock {now():%Y-%m-%d %H:%M} UTC, {zones} time zones", mend)


def configuration() -> Iterator[Found]:
    for message in checks.run_checks():
        if not message.is_silenced():
            yield Found(f"settings: {message.msg}", message.hint or "see docs/config.md")


CHECKS: list[Callable[[], Iterator[Found]]] = [
    python, folder, database, mail, replies, push, outbox, paper, address, clock, configuration,
]  # fmt: skip
