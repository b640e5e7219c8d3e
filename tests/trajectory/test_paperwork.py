"""What the work beside the sessions takes: times, and no words."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.note import Note
from handrail.trajectory.paperwork import Met, Paperwork, met, minutes_in_one_go, note_delay, outside, paperwork
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MARA = UUID(int=1)


def minutes(*offsets: int) -> list[datetime]:
    return [NOON + timedelta(minutes=offset) for offset in offsets]


def test_things_written_soon_after_one_another_are_one_go_and_one_alone_is_a_minute() -> None:
    assert minutes_in_one_go(minutes(0, 3, 7, 40)) == 8 + 1
    assert minutes_in_one_go([]) == 0


def test_what_is_written_in_a_session_is_part_of_it() -> None:
    hour = [(NOON, NOON + timedelta(minutes=45))]
    assert outside(minutes(-1, 0, 44, 45), hour) == minutes(-1, 45)


def test_a_note_begun_while_they_met_took_no_time_and_one_never_begun_says_nothing() -> None:
    ends = NOON + timedelta(minutes=45)
    began = (NOON + timedelta(minutes=5), ends + timedelta(hours=4), ends + timedelta(hours=30), None)
    assert note_delay([Met(MARA, NOON, ends, noted) for noted in began]) == timedelta(hours=4)
    assert note_delay([Met(MARA, NOON, ends, None)]) is None


@given(st.sets(st.integers(0, 300), min_size=1))
def test_writing_takes_as_long_as_there_are_minutes_of_it_and_no_longer_than_from_first_to_last(
    offsets: set[int],
) -> None:
    assert len(offsets) <= minutes_in_one_go(minutes(*offsets)) <= max(offsets) - min(offsets) + 1


def test_each_coach_is_counted_alone_and_both_together() -> None:
    wrote = tuple((UUID(int=coach), minute) for coach in (1, 2) for minute in minutes(0, 2))
    assert Paperwork((), wrote).minutes == 3 + 3
    assert Paperwork((), wrote).between(NOON, NOON + timedelta(hours=1)).minutes == 2


def test_a_note_is_written_when_its_coach_began_it(
    walk: Trajectory, mara: Person, ines: Person, next_door: NextDoor, clock: Clock
) -> None:
    since = now() - timedelta(days=1)
    held = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(hours=1), minutes=60)
    Session.note_afterwards(next_door.trajectory, by=next_door.coach, at=now(), starts_at=now())
    for hours in (3, 5):
        clock.go(hours=hours)
        Note.write(held, by=mara, at=now(), visibility="coach_only", text=f"After {hours}")
    assert [each.delay for each in met(ines, since=since, until=now())] == [timedelta(hours=3)]
    assert paperwork(ines, since=since, until=now()).minutes >= 3


def test_nobody_but_a_manager_counts(walk: Trajectory, tomas: Person, jonas: Person, clock: Clock) -> None:
    for person in (tomas, jonas):
        assert paperwork(person, since=now() - timedelta(days=1), until=now()) == Paperwork()
