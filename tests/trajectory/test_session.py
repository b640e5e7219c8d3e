"""What becomes of sessions, and of all that hangs on them, when life gets in between."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.refusal import NotUnderstood, NotYours, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.guest import Guest
from handrail.trajectory.note import Note
from handrail.trajectory.participant import Participant
from handrail.trajectory.session import Session, State
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin, verbs
from tests.clock import Clock

# Ten o'clock in Amsterdam, in the last week of winter time.
TUESDAY = datetime(2026, 3, 24, 9, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def weekly(walk: Trajectory, mara: Person) -> list[Session]:
    Session.book(walk, by=mara, at=now(), starts_at=TUESDAY, times=4, every_days=7)
    return list(Session.objects.in_order())


@pytest.fixture
def group(mara: Person, jonas: Person, amina: Person) -> Trajectory:
    return begin(mara, jonas, amina)


def hours(*, state: str = State.SCHEDULED) -> list[str]:
    return [
        f"{s.starts_at.astimezone(AMSTERDAM):%-d.%-m. %H:%M}" for s in Session.objects.filter(state=state).in_order()
    ]


def test_a_series_is_one_entry_and_ten_o_clock_on_every_tuesday(
    weekly: list[Session], walk: Trajectory, mara: Person
) -> None:
    assert hours() == ["24.3. 10:00", "31.3. 10:00", "7.4. 10:00", "14.4. 10:00"]
    assert verbs(walk, seen_by=mara).count("session.booked") == 1


def test_more_than_a_year_of_them_is_a_typing_error(walk: Trajectory, mara: Person) -> None:
    with pytest.raises(OutOfRange):
        Session.book(walk, by=mara, at=now(), starts_at=TUESDAY, times=53)


def test_one_is_moved_and_the_others_stay(weekly: list[Session], mara: Person) -> None:
    weekly[1].reschedule(by=mara, at=now(), starts_at=TUESDAY + timedelta(days=8))
    assert hours() == ["24.3. 10:00", "1.4. 11:00", "7.4. 10:00", "14.4. 10:00"]


def test_this_one_and_all_that_follow_move_by_as_much(weekly: list[Session], mara: Person) -> None:
    wednesday_at_two = datetime(2026, 4, 1, 12, tzinfo=UTC)
    weekly[1].reschedule(by=mara, at=now(), starts_at=wednesday_at_two, minutes=60, and_following=True)
    assert hours() == ["24.3. 10:00", "1.4. 14:00", "8.4. 14:00", "15.4. 14:00"]
    assert [each.minutes for each in Session.objects.in_order()] == [45, 60, 60, 60]
    assert [each.sequence for each in Session.objects.in_order()] == [0, 1, 1, 1]
    assert list(verify_all()) == []


def test_this_one_and_all_that_follow_are_cancelled(weekly: list[Session], mara: Person) -> None:
    weekly[1].cancel(by=mara, at=now(), side="client", reason="Moving to Lisbon", and_following=True)
    assert hours() == ["24.3. 10:00"]
    assert [each.reason for each in Session.objects.in_order()] == ["", "Moving to Lisbon", "", ""]


def test_another_rhythm_leaves_the_next_one_and_what_was_and_spaces_the_rest_anew(
    weekly: list[Session], walk: Trajectory, mara: Person, clock: Clock
) -> None:
    weekly[0].hold(by=mara, at=clock.to(TUESDAY + timedelta(hours=1)))
    walk.change(by=mara, at=now(), length_months=3, cadence_days=14, with_booked=True)
    assert hours(state=State.HELD) == ["24.3. 10:00"]
    assert hours() == ["31.3. 10:00", "14.4. 10:00", "28.4. 10:00"]
    assert [each.sequence for each in Session.objects.in_order()] == [0, 0, 1, 1]


def test_another_rhythm_alone_moves_nothing_that_is_booked(
    weekly: list[Session], walk: Trajectory, mara: Person
) -> None:
    walk.change(by=mara, at=now(), length_months=3, cadence_days=14)
    assert hours() == ["24.3. 10:00", "31.3. 10:00", "7.4. 10:00", "14.4. 10:00"]


def test_what_was_to_be_done_by_then_follows_to_the_new_day_with_its_way_written_down(
    weekly: list[Session], walk: Trajectory, jonas: Person, mara: Person
) -> None:
    by_then = Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Call Ann", due_on=date(2026, 3, 24))
    other = Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Walk", due_on=date(2026, 3, 23))
    weekly[0].reschedule(by=mara, at=now(), starts_at=TUESDAY + timedelta(days=2), with_actions=True)
    by_then.refresh_from_db()
    other.refresh_from_db()
    assert (by_then.due_on, by_then.original_due_on, other.due_on) == (
        date(2026, 3, 26), date(2026, 3, 24), date(2026, 3, 23),
    )  # fmt: skip
    assert by_then.due_date_changes.get().reason
    assert list(verify_all()) == []


def test_nobodys_time_is_cut_short(weekly: list[Session], walk: Trajectory, jonas: Person, mara: Person) -> None:
    action = Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Call Ann", due_on=date(2026, 3, 24))
    weekly[0].reschedule(by=mara, at=now(), starts_at=TUESDAY - timedelta(days=2), with_actions=True)
    action.refresh_from_db()
    assert action.due_on == date(2026, 3, 24)


def test_who_meets_a_day_sooner_than_booked_has_met_then(weekly: list[Session], mara: Person, clock: Clock) -> None:
    sooner = clock.to(TUESDAY - timedelta(days=1))
    weekly[0].start(by=mara, at=sooner)
    assert weekly[0].starts_at == sooner.replace(second=0, microsecond=0)


def test_who_begins_some_minutes_early_or_late_keeps_the_hour_that_was_booked(
    weekly: list[Session], mara: Person, clock: Clock
) -> None:
    weekly[0].start(by=mara, at=clock.to(TUESDAY - timedelta(minutes=9)))
    weekly[1].start(by=mara, at=clock.to(TUESDAY + timedelta(days=7, minutes=9)))
    assert [each.starts_at for each in weekly[:2]] == [TUESDAY, TUESDAY + timedelta(days=7, hours=-1)]


def test_nothing_is_noted_that_has_yet_to_be(walk: Trajectory, mara: Person) -> None:
    with pytest.raises(OutOfRange):
        Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() + timedelta(minutes=1))


def test_what_took_place_instead_of_a_booked_one_is_that_one(
    weekly: list[Session], walk: Trajectory, mara: Person
) -> None:
    yesterday = now() - timedelta(days=1)
    Session.note_afterwards(walk, by=mara, at=now(), starts_at=yesterday, minutes=30, instead_of=weekly[0])
    first = Session.objects.in_order()[0]
    assert (first.pk, first.state, first.starts_at, first.sequence) == (weekly[0].pk, State.HELD, yesterday, 1)
    assert Session.objects.count() == 4


def test_that_somebody_came_late_is_noted_once_and_can_be_put_right(
    first_session: Session, mara: Person, jonas: Person
) -> None:
    for minutes in (20, 10):
        Attendance.note(first_session, by=mara, at=now(), coachee=jonas, state="late", minutes_late=minutes)
    assert Attendance.objects.get().minutes_late == 10


def test_who_is_coached_alone_is_not_away_from_a_session(first_session: Session, mara: Person, jonas: Person) -> None:
    with pytest.raises(NotUnderstood):
        Attendance.note(first_session, by=mara, at=now(), coachee=jonas, state="away")


def test_a_member_says_for_themselves_alone_that_they_cannot_come(
    group: Trajectory, mara: Person, jonas: Person, amina: Person
) -> None:
    session = Session.book(group, by=mara, at=now(), starts_at=TUESDAY)
    with pytest.raises(NotYours):
        Attendance.note(session, by=jonas, at=now(), coachee=amina, state="away")
    Attendance.note(session, by=jonas, at=now(), coachee=jonas, state="away", reason="The dentist")
    assert not Attendance.objects.visible_to(amina).exists()
    assert Attendance.objects.visible_to(mara).get().reason == "The dentist"


@pytest.mark.parametrize("verb", ["cancel", "reschedule", "change", "pause"])
def test_no_member_decides_for_the_whole_group(group: Trajectory, mara: Person, jonas: Person, verb: str) -> None:
    session = Session.book(group, by=mara, at=now(), starts_at=TUESDAY)
    given: dict[str, dict[str, Any]] = {
        "cancel": {"side": "client"}, "reschedule": {"starts_at": TUESDAY + timedelta(days=1)},
        "change": {"learned": "Mine"}, "pause": {"reason": "holiday"},
    }  # fmt: skip
    with pytest.raises(NotYours):
        getattr(group if verb == "pause" else session, verb)(by=jonas, at=now(), **given[verb])


def test_a_member_asks_for_a_session_of_their_own_and_nobody_else_knows(
    group: Trajectory, mara: Person, jonas: Person, amina: Person
) -> None:
    alone = Session.request(group, by=jonas, at=now(), starts_at=TUESDAY)
    alone.confirm(by=mara, at=now())
    Note.write(alone, by=mara, at=now(), visibility="shared", text="What nobody else is to read")
    assert list(Session.objects.visible_to(amina)) == []
    assert list(Note.objects.visible_to(amina)) == []
    assert Note.objects.visible_to(jonas).get().text == "What nobody else is to read"
    alone.cancel(by=jonas, at=now(), side="client")
    assert alone.state == State.CANCELLED


def test_who_leaves_a_group_takes_their_own_sessions_along_and_can_come_back(
    group: Trajectory, mara: Person, jonas: Person, amina: Person
) -> None:
    alone = Session.book(group, by=mara, at=now(), starts_at=TUESDAY, coachee=jonas)
    together = Session.book(group, by=mara, at=now(), starts_at=TUESDAY)
    group.participants.get(person=jonas).leave(by=mara, at=now())
    assert [Session.objects.get(pk=each.pk).state for each in (alone, together)] == [State.CANCELLED, State.SCHEDULED]
    assert Participant.add(group, by=mara, at=now(), person=jonas).state == "invited"
    assert list(verify_all()) == []


def test_nobody_is_let_in_where_somebody_is_coached_alone(walk: Trajectory, mara: Person, amina: Person) -> None:
    with pytest.raises(NotYours):
        Participant.add(walk, by=mara, at=now(), person=amina)


def test_a_friend_comes_along_and_is_somebodys_own_line(
    first_session: Session, mara: Person, jonas: Person, amina: Person
) -> None:
    guest = Guest.bring(first_session, by=jonas, at=now(), coachee=jonas, name="Lena", hears="part")
    assert Guest.objects.visible_to(mara).get() == guest
    assert not Guest.objects.visible_to(amina).exists()
    assert guest.stay_away(by=jonas, at=now()).state == "not_coming"


def test_in_a_group_it_is_the_coach_who_lets_somebody_in(group: Trajectory, mara: Person, jonas: Person) -> None:
    session = Session.book(group, by=mara, at=now(), starts_at=TUESDAY)
    with pytest.raises(NotYours):
        Guest.bring(session, by=jonas, at=now(), coachee=jonas, name="Lena")
