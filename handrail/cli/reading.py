"""The loop that reads the mailbox that replies come to, beside the one that sends."""

import logging
from threading import Event

from django.conf import settings
from django.db import close_old_connections, connections

from handrail.lib.clock import now
from handrail.outbox.incoming.letter import Letter
from handrail.outbox.incoming.mailbox import Mailbox, NoMailbox
from handrail.outbox.incoming.taking import Taken, take
from handrail.outbox.taken_letter import TakenLetter
from handrail.reminders.replies import understand

# Seconds between two looks: whoever answered by mail is told within the minute what was understood.
IDLE = 30.0
LONGEST = 600.0

log = logging.getLogger("handrail.mail")


def read_until(stop: Event) -> None:
    """In a thread that nobody waits for; at once over where no mailbox is set."""
    trouble = 0
    while settings.HANDRAIL_IMAP and not stop.is_set():
        pause = IDLE
        try:
            close_old_connections()
            read_once(stop)
            trouble = 0
        except Exception as fault:  # a loop that dies of one bad minute hears nobody for ever
            trouble += 1
            pause = min(IDLE * 2**trouble, LONGEST)
            _say(fault, pause)
            connections.close_all()
        stop.wait(pause)
    connections.close_all()


def read_once(stop: Event) -> int:
    """What is new in the mailbox; how many letters were taken in."""
    TakenLetter.forget(now())
    with Mailbox.at(settings.HANDRAIL_IMAP).opened() as letters:
        taken, aside = letters.take(_take, going=lambda: not stop.is_set())
    if aside:
        log.error("%d letters could not be read and are set aside in the mailbox, with a flag", aside)
    return taken


def _take(raw: bytes) -> Taken:
    return take(Letter.read(raw), at=now(), understand=understand)


def _say(fault: Exception, pause: float) -> None:
    """An error of ours names the server. Any other is logged without its words, which may quote somebody's letter."""
    if isinstance(fault, NoMailbox):
        log.warning("No mailbox at %s; next try in %.0f s", fault, pause)
    else:
        log.error("Reading the mailbox stumbled; next try in %.0f s", pause, exc_info=fault)
