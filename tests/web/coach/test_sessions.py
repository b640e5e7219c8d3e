"""Booking, moving, holding and closing: each an ordinary path."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.review import Review
from handrail.trajectory.session import NextStep, Session, State
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.clock import Clock

Phone = Callable[[Person], Client]


def book(walk: Trajectory) -> str:
    return reverse("coach:sessions", args=[walk.pk])


def at(session: Session, name: str) -> str:
    return reverse(f"coach:session-{name}", args=[session.pk])


def when(day: str, hour: str, **more: str) -> dict[str, str]:
    return {"day": day, "time": hour, "minutes": "45", "key": "one", **more}


def test_an_hour_is_the_coachs_own(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(book(walk), when("2026-03-12", "16:30"))
    assert Session.objects.get().starts_at == datetime(2026, 3, 12, 15, 30, tzinfo=UTC)


def test_a_second_tap_books_no_second_session(phone: Phone, mara: Person, walk: Trajectory) -> None:
    for _tap in range(2):
        phone(mara).post(book(walk), when("2026-03-12", "16:30"))
    assert Session.objects.count() == 1


def test_an_hour_that_the_clocks_jump_over_is_explained(phone: Phone, mara: Person, walk: Trajectory) -> None:
    answer = phone(mara).post(book(walk), when("2026-03-29", "02:30"))
    assert answer.status_code == 422
    assert "never comes" in answer.content.decode()
    assert "03:30" in answer.content.decode()
    assert not Session.objects.exists()


def test_an_hour_that_comes_twice_is_its_first_coming(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(book(walk), when("2026-10-25", "02:30"))
    assert Session.objects.get().starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "minutes"),
    [("9999-12-31", "10:00", "45"), ("someday", "10:00", "45"), ("2026-03-12", "late", "45"), ("", "", ""),
     ("2026-03-12", "10:00", "9000"), ("2026-03-12", "10:00", "-1"), ("0001-01-01", "00:00", "45")],
)  # fmt: skip
def test_what_is_no_moment_is_said_and_kept_as_typed(
    phone: Phone, mara: Person, walk: Trajectory, day: str, hour: str, minutes: str
) -> None:
    answer = phone(mara).post(book(walk), {"day": day, "time": hour, "minutes": minutes, "key": "one"})
    assert answer.status_code == 422
    assert all(typed in answer.content.decode() for typed in (day, hour, minutes))
    assert not Session.objects.exists()


def test_the_next_one_is_offered_one_rhythm_on_at_the_same_hour_though_the_clocks_change(
    phone: Phone, mara: Person, walk: Trajectory, clock: Clock
) -> None:
    Session.book(walk, by=mara, at=now(), starts_at=datetime(2026, 3, 19, 15, 30, tzinfo=UTC))
    page = phone(mara).get(book(walk)).content.decode()
    assert 'value="2026-04-02"' in page
    assert 'value="16:30"' in page


def test_a_session_without_a_booking_is_noted_afterwards(phone: Phone, mara: Person, walk: Trajectory) -> None:
    phone(mara).post(reverse("coach:held-sessions", args=[walk.pk]), when("2026-03-01", "18:00"))
    assert Session.objects.get().state == State.HELD


def test_what_the_client_asked_for_is_confirmed_with_one_press(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    asked = Session.request(walk, by=jonas, at=now(), starts_at=now() + timedelta(days=2))
    phone(mara).post(at(asked, "state"), {"state": "scheduled", "key": "one"})
    asked.refresh_from_db()
    assert asked.state == State.SCHEDULED


def test_a_session_is_moved(phone: Phone, mara: Person, first_session: Session) -> None:
    phone(mara).post(at(first_session, "moment"), when("2026-03-05", "09:00"))
    first_session.refresh_from_db()
    assert first_session.starts_at == datetime(2026, 3, 5, 8, tzinfo=UTC)
    assert first_session.sequence == 1


@pytest.mark.parametrize(("wanted", "side"), [("cancelled", "client"), ("no_show", "coach")])
def test_a_session_falls_out_and_it_is_known_on_whose_side(
    phone: Phone, mara: Person, first_session: Session, wanted: str, side: str
) -> None:
    given = {"state": wanted, "side": side, "reason": "The train", "key": "one"}
    phone(mara).post(at(first_session, "state"), given)
    first_session.refresh_from_db()
    assert (first_session.state, first_session.side, first_session.reason) == (wanted, side, "The train")
    assert "The train" in phone(mara).get(reverse("coach:session", args=[first_session.pk])).content.decode()


def test_who_cancelled_has_to_be_said_and_the_reason_stays_typed(
    phone: Phone, mara: Person, first_session: Session
) -> None:
    answer = phone(mara).post(at(first_session, "state"), {"state": "cancelled", "reason": "The train", "key": "one"})
    assert answer.status_code == 422
    assert "The train" in answer.content.decode()


def test_a_state_that_is_none_is_not_there(phone: Phone, mara: Person, first_session: Session) -> None:
    assert phone(mara).post(at(first_session, "state"), {"state": "closed"}).status_code == 404


def test_what_cannot_be_any_more_is_said(phone: Phone, mara: Person, first_session: Session) -> None:
    first_session.hold(by=mara, at=now())
    answer = phone(mara).post(at(first_session, "state"), {"state": "in_progress", "key": "one"})
    assert answer.status_code == 422
    assert "moved on meanwhile" in answer.content.decode()


# Holding and closing


def held(session: Session, mara: Person) -> Session:
    session.start(by=mara, at=now())
    return session.hold(by=mara, at=now())


def test_a_session_begins_and_ends(phone: Phone, mara: Person, first_session: Session) -> None:
    for wanted in ("in_progress", "held"):
        phone(mara).post(at(first_session, "state"), {"state": wanted, "key": wanted})
        first_session.refresh_from_db()
        assert first_session.state == wanted


def test_closing_books_the_next_and_keeps_what_the_client_takes_away(
    phone: Phone, mara: Person, first_session: Session
) -> None:
    held(first_session, mara)
    given = when("2026-03-16", "11:00", learned="Small is enough.", next_step="booked")
    for _tap in range(2):
        phone(mara).post(at(first_session, "closing"), given)
    first_session.refresh_from_db()
    assert (first_session.state, first_session.learned) == (State.CLOSED, "Small is enough.")
    assert first_session.next_step == NextStep.BOOKED
    assert Session.objects.filter(state=State.SCHEDULED).count() == 1


def test_closing_asks_whether_there_is_a_next_one_and_keeps_the_words(
    phone: Phone, mara: Person, first_session: Session
) -> None:
    held(first_session, mara)
    given = when("2026-03-16", "11:00", learned="Small is enough.")
    answer = phone(mara).post(at(first_session, "closing"), given)
    assert answer.status_code == 422
    assert 'value="2026-03-16"' in answer.content.decode()
    assert "Book the next session, or say that none is planned." in answer.content.decode()
    assert "Small is enough." in answer.content.decode()
    first_session.refresh_from_db()
    assert (first_session.state, first_session.learned) == (State.HELD, "")


def test_none_planned_is_an_answer(phone: Phone, mara: Person, first_session: Session) -> None:
    held(first_session, mara)
    given = {"learned": "", "next_step": "none", "day": "", "time": "", "minutes": "", "key": "one"}
    phone(mara).post(at(first_session, "closing"), given)
    first_session.refresh_from_db()
    assert (first_session.state, first_session.next_step) == (State.CLOSED, NextStep.NONE)


def test_a_next_moment_that_is_none_closes_nothing(phone: Phone, mara: Person, first_session: Session) -> None:
    held(first_session, mara)
    given = when("2026-03-29", "02:30", learned="Small", next_step="booked")
    assert phone(mara).post(at(first_session, "closing"), given).status_code == 422
    first_session.refresh_from_db()
    assert first_session.state == State.HELD


def test_where_the_next_one_stands_already_closing_asks_for_nothing_more(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session
) -> None:
    held(first_session, mara)
    Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=14))
    page = phone(mara).get(at(first_session, "closing")).content.decode()
    assert "The next session is booked." in page
    phone(mara).post(at(first_session, "closing"), {"learned": "", "key": "one"})
    first_session.refresh_from_db()
    assert first_session.state == State.CLOSED


# What lies on the table


def test_a_carried_action_lies_on_the_table_with_its_whole_way(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, call_ann: Action, clock: Clock
) -> None:
    held(first_session, mara)
    call_ann.postpone(by=jonas, at=now(), due_on=jonas.today(now()) + timedelta(days=300), reason="Ann was away")
    second = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=14))
    page = phone(mara).get(reverse("coach:session", args=[second.pk])).content.decode()
    for words in ("Call Ann", "from session 1", "first meant for", "Ann was away", "carried over once"):
        assert words in page


def test_a_session_says_where_it_stands(phone: Phone, mara: Person, first_session: Session) -> None:
    page = phone(mara).get(reverse("coach:session", args=[first_session.pk])).content.decode()
    assert "1 of 7, 3 before the look back halfway" in page


def test_what_the_two_see_looking_back_is_kept(phone: Phone, mara: Person, walk: Trajectory, clock: Clock) -> None:
    clock.go(days=60)
    session = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(hours=1))
    page = phone(mara).get(reverse("coach:session", args=[session.pk])).content.decode()
    assert "Walk back along the whole line together." in page
    phone(mara).post(at(session, "midpoint"), {"learning": "Further than it felt.", "key": "one"})
    assert Review.objects.get().learning == "Further than it felt."
    assert "Further than it felt." in phone(mara).get(reverse("coach:session", args=[session.pk])).content.decode()


def test_while_a_session_goes_on_what_is_added_is_agreed_together(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session, jonas: Person
) -> None:
    first_session.start(by=mara, at=now())
    page = phone(mara).get(reverse("coach:session", args=[first_session.pk])).content.decode()
    assert 'name="agreed"' in page
    assert "checked" in page.split('name="agreed"')[1].split(">")[0]
    given = {
        "text": "Write to Ann", "due_on": "2026-03-09", "owner": str(jonas.pk), "session": str(first_session.pk),
        "agreed": "on", "key": "one", "back": reverse("coach:session", args=[first_session.pk]),
    }  # fmt: skip
    answer = phone(mara).post(reverse("coach:actions", args=[walk.pk]), given)
    assert answer.headers["Location"] == given["back"]
    action = Action.objects.get()
    assert (action.state, action.session_id) == ("agreed", first_session.pk)


def test_the_time_is_shared_out_for_what_is_on_the_table(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    """Nothing to look back on yet: those minutes go to what Jonas brings."""
    session = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=2), minutes=45)
    page = phone(mara).get(reverse("coach:session", args=[session.pk])).content.decode()
    assert re.findall(r"(\d+) minutes?</span>", page) == ["2", "35", "6", "2"]
    goal = Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="Sleep", sign="Before eleven")
    WeeklyGoal.propose(goal, by=jonas, at=now(), text="Phone in the kitchen")
    page = phone(mara).get(reverse("coach:session", args=[session.pk])).content.decode()
    assert re.findall(r"(\d+) minutes?</span>", page) == ["2", "6", "29", "6", "2"]
    session.hold(by=mara, at=now())
    assert "shared out" not in phone(mara).get(reverse("coach:session", args=[session.pk])).content.decode()
