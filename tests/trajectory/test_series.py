"""Several sessions by one clock on one wall."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.trajectory.series import along, every, respaced

AMSTERDAM = "Europe/Amsterdam"
# Ten in the morning, on a Tuesday in winter.
TEN = datetime(2026, 3, 17, 9, tzinfo=UTC)
ZONES = st.sampled_from([AMSTERDAM, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"])
INSTANTS = st.integers(-3000 * 1440, 3000 * 1440).map(lambda minutes: TEN + timedelta(minutes=minutes))
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown(*instants: datetime) -> list[str]:
    return [f"{each.astimezone(ZoneInfo(AMSTERDAM)):%-d.%-m. %H:%M}" for each in instants]


def test_ten_o_clock_stays_ten_o_clock_though_the_clocks_go_forward() -> None:
    assert shown(*every(TEN, days=7, times=3, zone=AMSTERDAM)) == ["17.3. 10:00", "24.3. 10:00", "31.3. 10:00"]


def test_an_hour_that_a_night_leaves_out_is_the_one_after_it() -> None:
    half_past_two = datetime(2026, 3, 22, 1, 30, tzinfo=UTC)
    second = every(half_past_two, days=7, times=2, zone=AMSTERDAM)[1]
    assert shown(second) == ["29.3. 03:30"]


def test_what_follows_moves_by_as_much_on_the_wall() -> None:
    later = every(TEN, days=14, times=3, zone=AMSTERDAM)[1:]
    moved = along(later, was=TEN, is_now=TEN + timedelta(days=1, hours=2), zone=AMSTERDAM)
    assert shown(*moved) == ["1.4. 12:00", "15.4. 12:00"]


def test_another_rhythm_leaves_the_next_one_where_it_is_and_each_at_its_own_hour() -> None:
    weekly = [TEN, TEN + timedelta(days=7, hours=5), TEN + timedelta(days=14, hours=-1)]
    assert shown(*respaced(weekly, days=14, zone=AMSTERDAM)) == ["17.3. 10:00", "31.3. 15:00", "14.4. 10:00"]


@UNHURRIED
@given(INSTANTS, st.integers(1, 60), st.integers(1, 30), ZONES)
def test_a_series_is_in_order_begins_where_it_was_told_to_and_comes_once_each_time(
    starts_at: datetime, days: int, times: int, zone: str
) -> None:
    moments = every(starts_at, days=days, times=times, zone=zone)
    assert moments[0] == starts_at
    assert moments == sorted(set(moments))
    assert len(moments) == times


@UNHURRIED
@given(INSTANTS, INSTANTS, st.lists(INSTANTS, max_size=5), ZONES)
def test_what_is_moved_and_moved_back_is_within_an_hour_of_where_it_was(
    was: datetime, is_now: datetime, others: list[datetime], zone: str
) -> None:
    there = along(others, was=was, is_now=is_now, zone=zone)
    back = along(there, was=is_now, is_now=was, zone=zone)
    assert all(abs(a - b) <= timedelta(hours=1) for a, b in zip(others, back, strict=True))
