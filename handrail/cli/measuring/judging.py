"""A practice judged: all of a coach's clients in a process that knows nothing of them, and again after one entry."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.cli.measuring.seed import Seeded
from handrail.ledger.verify import entry_count
from handrail.lib.clock import now
from handrail.signals.judged import Judged, judged
from handrail.trajectory.action import Action

# For a thousand clients.
MOST_SECONDS = 5.0


def judging(seeded: Seeded, *, say: Callable[[str], None]) -> dict[str, Any]:
    say(f"judging {len(seeded.clients):,} clients")
    first, seconds, statements = _judged(seeded)
    again, unchanged, _ = _judged(seeded)
    person, action = seeded.clients[0], Action.objects.filter(owner=seeded.clients[0], state="agreed").latest("pk")
    action.complete(by=person, at=now())
    after, after_one, _ = _judged(seeded)
    anew = sum(mine.read is not before.read for mine, before in zip(after, again, strict=True))
    return {
        "clients": len(first), "entries": entry_count(), "cpu_seconds": round(seconds, 2), "statements": statements,
        "unchanged_ms": round(1000 * unchanged, 1), "after_one_ms": round(1000 * after_one, 1), "judged_anew": anew,
        "kept": seconds <= MOST_SECONDS and anew == 1,
    }  # fmt: skip


def _judged(seeded: Seeded) -> tuple[tuple[Judged, ...], float, int]:
    with CaptureQueriesContext(connection) as statements:
        began = time.process_time()
        found = judged(seeded.coach, at=now())
        seconds = time.process_time() - began
    return found, seconds, len(statements)
