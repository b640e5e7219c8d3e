"""The sending loop: one of the processes that `serve` keeps alive."""

import logging
from datetime import datetime
from functools import partial
from threading import Event, Thread

from django.db import close_old_connections, connections

from handrail.lib.clock import now
from handrail.outbox.channels.every import OPEN
from handrail.outbox.channels.server import Unreachable
from handrail.outbox.delivery import LEASE, Lines
from handrail.outbox.message import Channel, Message
from handrail.reminders.again import judge_again
from handrail.trajectory.upload import Upload

IDLE = 1.0
LONGEST = 60.0
GRACE = 0.5

log = logging.getLogger("handrail.sending")


def send_forever(stop: Event) -> None:
    """Send what is due until `stop` is set, then return within a second.

    The work is done in threads that nobody waits for longer than that: a mail server may keep us
    waiting for 20 seconds. Each channel has its own: one that is slow holds up no other. End the
    process afterwards; what the threads still held comes back by its lease.
    """
    senders = [
        Thread(target=_send_until, args=(stop, channel), name=f"sending {channel}", daemon=True) for channel in OPEN
    ]
    for sender in senders:
        sender.start()
    while any(sender.is_alive() for sender in senders) and not stop.wait(IDLE):
        pass
    for sender in senders:
        sender.join(GRACE / len(senders))


def _send_until(stop: Event, channel: str) -> None:
    trouble, lines = 0, Lines()
    while not stop.is_set():
        try:
            close_old_connections()
            pause, trouble = _round(stop, lines, channel), 0
        except Exception as fault:  # a loop that dies of one bad minute sends nothing for ever
            pause = min(2.0**trouble, LONGEST)
            trouble += 1
            _say(fault, pause)
            connections.close_all()
        stop.wait(pause)
    lines.hang_up()
    connections.close_all()


def _round(stop: Event, lines: Lines, channel: str) -> float:
    """One batch; how many seconds to rest after it."""
    at = now()
    if channel == Channel.EMAIL:
        Message.forget(at)
        Upload.forget(at)
    going = partial(_goes_on, stop, until=at + LEASE / 2)
    sent = lines.deliver(at=at, going=going, judge=judge_again, channels=[channel])
    return 0 if sent else IDLE


def _goes_on(stop: Event, *, until: datetime) -> bool:
    return not stop.is_set() and now() < until


def _say(fault: Exception, pause: float) -> None:
    """An error of ours names the server. Any other is logged without its words, which may quote somebody's mail."""
    if isinstance(fault, Unreachable):
        log.warning("No mail server at %s; mail waits, next try in %.0f s", fault, pause)
    else:
        log.error("Sending stumbled; mail waits, next try in %.0f s", pause, exc_info=fault)
