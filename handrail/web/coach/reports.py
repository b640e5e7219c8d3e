"""When a weekly report rests: the same on a coach's start page, on the page of a trajectory, and in the signals
(signals/own_side.py)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings

# A report is about the week that ends so many days after its Monday.
SUNDAY = timedelta(days=6)


def is_talked_about(period_on: date, met: Iterable[date]) -> bool:
    """Whoever met since has talked."""
    return any(day > period_on + SUNDAY for day in met)


def is_stale(period_on: date, *, today: date) -> bool:
    """On a week so long ago nobody waits for a word any more."""
    return (today - period_on - SUNDAY).days > settings.HANDRAIL_SIGNALS.answer_until


def meets_soon(ahead: Iterable[date], *, today: date) -> bool:
    """Today or tomorrow: what was reported stands in the preparation, and is talked about."""
    return any((day - today).days <= settings.HANDRAIL_SIGNALS.meets_soon for day in ahead)
