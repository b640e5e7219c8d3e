"""What finds who is due reads as if it were written down anew at each look, whenever and for whomever."""

from datetime import UTC, datetime, timedelta

import pytest

from handrail.reminders.finding import _composed, _ready, _shape
from handrail.reminders.kinds.every import KINDS
from handrail.reminders.sweep import FAR, NEAR
from handrail.reminders.wall import Walls
from tests.clock import START

ZONES = ("Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Pago_Pago")
# The nights on which clocks are changed, the turn of a month and of a year, an odd second.
MOMENTS = (
    (START, 1, NEAR),
    (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 5, NEAR),
    (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), 2, FAR),
    (datetime(2026, 7, 31, 22, 1, 2, 345678, tzinfo=UTC), 5, NEAR),
    (datetime(2026, 12, 31, 12, 30, tzinfo=UTC), 2, NEAR),
    (datetime(2028, 2, 29, 10, 0, tzinfo=UTC), 3, FAR),
)
# Of the month, no distance from today says when it began.
ANEW = {"measure"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_statement_that_is_ready_says_what_one_written_now_says(db: None, kind: str) -> None:
    for at, count, back in MOMENTS:
        walls = Walls.of(ZONES[:count], at)
        ready = _ready(kind, back, 9, _shape(kind, walls))
        assert (ready is None) is (kind in ANEW)
        if ready:
            assert ready.of(walls) == _composed(kind, walls, back=back, limit=9)


@pytest.mark.parametrize("weekday", range(7))
def test_on_each_day_of_the_week(db: None, weekday: int) -> None:
    """What two days have in common a third need not have: of a week that begins on a Friday, say."""
    walls = Walls.of(ZONES[:2], START + timedelta(days=weekday))
    for kind in KINDS:
        for back in (NEAR, FAR):
            if ready := _ready(kind, back, 9, _shape(kind, walls)):
                assert ready.of(walls) == _composed(kind, walls, back=back, limit=9), kind
