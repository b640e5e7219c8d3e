"""A day and an hour on somebody's wall clock, as an instant."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from handrail.lib.refusal import Refusal


class NoSuchHour(Refusal):
    """The clocks went forward over this hour. `instead` is the first one there is after it."""

    def __init__(self, field: str, *, instead: time) -> None:
        super().__init__(field)
        self.instead = instead


def moment(day: date, hour: time, *, zone: str) -> datetime:
    """The instant in UTC. An hour that comes twice is its first coming: who sits there in
    good time is early rather than an hour late."""
    local = datetime.combine(day, hour, ZoneInfo(zone))
    instant = local.astimezone(UTC)
    back = instant.astimezone(ZoneInfo(zone))
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchHour("time", instead=back.time())
    return instant
