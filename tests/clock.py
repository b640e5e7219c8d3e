"""The one clock of tests and journeys: it stands still until it is moved."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

# A Monday morning on which no zone changes its hour.
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Moves time for everything in this process, a live server's threads included."""

    def __init__(self, coordinates: time_machine.Traveller) -> None:
        self._coordinates = coordinates
        self.now = START

    def go(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> datetime:
        """Let some time pass; returns what the clock shows then."""
        return self.to(self.now + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds))

    def to(self, moment: datetime) -> datetime:
        self.now = moment
        self._coordinates.move_to(moment, tick=False)
        return moment


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(START, tick=False) as coordinates:
        yield Clock(coordinates)
