"""The loop that looks at subscribed calendars, beside the one that sends."""

import logging
from threading import Event

from django.db import close_old_connections, connections

from handrail.lib.clock import now
from handrail.lib.fetching import Limits
from handrail.trajectory.calendars.looking import look

# Seconds between two looks at what is due: somebody waits for a calendar they have just subscribed to.
IDLE = 5.0

log = logging.getLogger("handrail.calendars")


def look_until(stop: Event, *, limits: Limits | None = None) -> None:
    """In a thread that nobody waits for: a server elsewhere may take its half minute."""
    while not stop.is_set():
        try:
            close_old_connections()
            look(at=now(), limits=limits, going=lambda: not stop.is_set())
        except Exception as fault:  # a loop that dies of one bad minute looks at nothing for ever
            log.error("Looking at calendars stumbled; next try in %.0f s", IDLE, exc_info=fault)
            connections.close_all()
        stop.wait(IDLE)
    connections.close_all()
