"""Series: when several sessions are, by the clock on the wall where they were agreed. Pure.

Ten o'clock stays ten o'clock though the clocks change in between, and an hour that a night leaves out is the first
one there is after it: of a series nobody is asked about one night in March.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

# At most so many at once: a year of weekly ones.
MOST = 52


def every(starts_at: datetime, *, days: int, times: int, zone: str) -> list[datetime]:
    """So many moments, the first included, each so many days after the one before at the same hour."""
    return [on_the_wall(starts_at, by=timedelta(days=days * number), zone=zone) for number in range(times)]


def along(moments: Sequence[datetime], *, was: datetime, is_now: datetime, zone: str) -> list[datetime]:
    """Each moved by as much as one of them was, by the clock on the wall: a day later and an hour earlier, say."""
    by = _wall(is_now, zone) - _wall(was, zone)
    return [on_the_wall(each, by=by, zone=zone) for each in moments]


def respaced(moments: Sequence[datetime], *, days: int, zone: str) -> list[datetime]:
    """The first stays, for somebody has kept that hour free; the others follow it in the new rhythm, each at its own
    hour of the day."""
    if not moments:
        return []
    first = _wall(moments[0], zone)
    shifts = (
        timedelta(days=days * number) - (_wall(each, zone).date() - first.date()) for number, each in enumerate(moments)
    )
    return [on_the_wall(each, by=by, zone=zone) for each, by in zip(moments, shifts, strict=True)]


def on_the_wall(instant: datetime, *, by: timedelta, zone: str) -> datetime:
    """The instant at which the clock there shows so much more. An hour that comes twice is its first coming."""
    if not by:
        return instant
    wanted = (_wall(instant, zone) + by).replace(tzinfo=ZoneInfo(zone))
    # By way of UTC, what no clock shows becomes the hour after it.
    return wanted.astimezone(UTC)


def _wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
