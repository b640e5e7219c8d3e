"""Identifiers that sort by the time they were made."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562, method 1): 48 bits of milliseconds, a 12-bit counter, 62 bits of chance.

    New rows land at the end of an index instead of all over it; nobody can guess one. Within a
    process each is greater than the one before, though the clock stand still or jump back, so a
    list may show rows as they were made. What has to be right goes by the stream's `seq`.
    """
    moment = _next_moment()
    chance = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    return UUID(int=(moment >> 12) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64 | 0x2 << 62 | chance)


def _next_moment() -> int:
    """Milliseconds and counter as one number of 60 bits, greater than any before."""
    global _last
    with _lock:
        _last = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        return _last
