"""Whatever somebody does in their calendar, the sessions end up as it says, and a second look changes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.ledger.verify import entry_count, verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.calendars.taking_in import take_in
from handrail.trajectory.session import AHEAD, Session
from handrail.trajectory.trajectory import Trajectory
from tests.trajectory.calendars.writing import HOME, calendar, event

WHO = "ATTENDEE:mailto:jonas@post.example"
FIRST = datetime(2026, 3, 3, tzinfo=ZoneInfo(HOME))


@dataclass(frozen=True)
class Series:
    """Weekly from some day on. Each has minutes of its own, so that no two ever share an hour."""

    day: int
    hour: int
    times: int
    left_out: frozenset[int]
    moved: frozenset[int]
    off: frozenset[int]

    def dates(self, number: int) -> dict[int, datetime]:
        """The wall clock of each date that stands."""
        first = FIRST + timedelta(days=self.day, hours=self.hour, minutes=10 * number + 5)
        weeks = [week for week in range(self.times) if week not in self.left_out]
        return {week: first + timedelta(weeks=week, hours=2 * (week in self.moved)) for week in weeks}

    def written(self, number: int) -> str:
        uid, zone = f"series {number}", f";TZID={HOME}:"
        dates = self.dates(number)
        meant = {week: dates[week] - timedelta(hours=2 * (week in self.moved)) for week in dates}
        first = FIRST + timedelta(days=self.day, hours=self.hour, minutes=10 * number + 5)
        skipped = [f"EXDATE{zone}{first + timedelta(weeks=week):%Y%m%dT%H%M%S}" for week in self.left_out]
        master = event(uid, f"{zone}{first:%Y%m%dT%H%M%S}", WHO, *skipped, RRULE=f"FREQ=WEEKLY;COUNT={self.times}")
        changed = [
            event(
                uid, f"{zone}{dates[week]:%Y%m%dT%H%M%S}", WHO,
                RECURRENCE_ID=f"{zone}{each:%Y%m%dT%H%M%S}", STATUS="CANCELLED" if week in self.off else "CONFIRMED",
            )
            for week, each in meant.items()
            if week in self.moved or week in self.off
        ]  # fmt: skip
        return master + "".join(changed)

    def stands(self, number: int) -> set[datetime]:
        return {each for week, each in self.dates(number).items() if week not in self.off}


weeks = st.frozensets(st.integers(0, 5), max_size=3)
series = st.builds(
    Series, day=st.integers(0, 40), hour=st.integers(7, 20), times=st.integers(1, 6), left_out=weeks, moved=weeks,
    off=weeks,
)  # fmt: skip
calendars = st.lists(st.none() | series, min_size=3, max_size=3)
# So that every calendar surely tells of all the days between.
EARLY = event("early", f";TZID={HOME}:20260302T230000", WHO)
LAST = event("last", f";TZID={HOME}:20261201T230000", WHO)


@pytest.mark.django_db
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(calendars, min_size=1, max_size=4))
def test_the_sessions_ahead_are_what_the_calendar_says_last(
    mara: Person, walk: Trajectory, told: list[list[Series | None]]
) -> None:
    for each in told:
        numbered = [(number, one) for number, one in enumerate(each) if one]
        content = calendar(EARLY, *(one.written(number) for number, one in numbered), LAST)
        take_in(content, by=mara, at=now(), source="one")
        expected = {date for number, one in numbered for date in one.stands(number)}
        ahead = Session.objects.filter(state__in=AHEAD).exclude(starts_at__minute=0).values_list("starts_at", flat=True)
        assert sorted(ahead) == sorted(expected)
        entries = entry_count()
        take_in(content, by=mara, at=now(), source="one")
        assert entry_count() == entries
    assert list(verify_all()) == []
