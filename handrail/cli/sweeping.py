"""The loop that finds whom to remind, beside the one that sends."""

import logging
import time
from threading import Event

from django.db import close_old_connections, connections

from handrail.lib.clock import now
from handrail.reminders.sweep import FAR, NEAR, sweep

# What people chose comes with a full minute of the clock; in between lies only news, a session moved, say. Seconds.
NEWS = 10.0
# A look that finds nothing is not to cost more than a tenth of the time, however large the house.
TIMES, LONGEST = 10, 30.0
# Once in so many seconds, and at the start, a look goes further back, for what a standstill has left.
FURTHER = 60 * 60.0

log = logging.getLogger("handrail.reminders")


def sweep_until(stop: Event) -> None:
    further_at = float("-inf")
    while not stop.is_set():
        began, pause = time.monotonic(), NEWS
        further = began - further_at >= FURTHER
        try:
            close_old_connections()
            if not sweep(at=now(), back=FAR if further else NEAR, going=lambda: not stop.is_set()):
                pause = _rest(time.monotonic() - began)
                further_at = began if further else further_at
            else:
                pause = 0
        except Exception as fault:  # a loop that dies of one bad minute reminds nobody for ever
            pause = LONGEST
            log.error("Looking for what is due stumbled; next try in %.0f s", pause, exc_info=fault)
            connections.close_all()
        stop.wait(pause)
    connections.close_all()


def _rest(took: float) -> float:
    """Seconds until the next look after one that took so long and found nothing."""
    at = now()
    to_the_minute = 60 - at.second - at.microsecond / 1e6
    return max(min(NEWS, to_the_minute), min(TIMES * took, LONGEST))
