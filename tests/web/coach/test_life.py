"""What comes in between, through the coach's pages: each is one action, with what follows from it [36, 119, 145]."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.draft import Draft
from handrail.trajectory.guest import Guest
from handrail.trajectory.session import Session, State
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.test_words import BLAMING

Phone = Callable[[Person], Client]
LIST = "/coach/"


def at(session: Session, name: str) -> str:
    return reverse(f"coach:session-{name}", args=[session.pk])


def text(device: Client, path: str) -> str:
    answer = device.get(path)
    assert answer.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def days() -> list[str]:
    return [f"{each.starts_at:%-d.%-m.}" for each in Session.objects.filter(state=State.SCHEDULED).in_order()]


@pytest.fixture
def weekly(phone: Phone, mara: Person, walk: Trajectory) -> list[Session]:
    """Four Tuesdays, booked at one press."""
    given = {"day": "2026-03-10", "time": "10:00", "minutes": "45", "times": "4", "every_days": "7", "key": "one"}
    phone(mara).post(reverse("coach:sessions", args=[walk.pk]), given)
    return list(Session.objects.in_order())


def test_several_are_booked_at_one_press_and_not_twice(phone: Phone, mara: Person, weekly: list[Session]) -> None:
    assert days() == ["10.3.", "17.3.", "24.3.", "31.3."]
    again = {"day": "2026-03-10", "time": "10:00", "minutes": "45", "times": "4", "every_days": "7", "key": "one"}
    phone(mara).post(reverse("coach:sessions", args=[weekly[0].trajectory_id]), again)
    assert len(days()) == 4


def test_a_number_that_makes_no_sense_is_said(phone: Phone, mara: Person, walk: Trajectory) -> None:
    given = {"day": "2026-03-10", "time": "10:00", "minutes": "45", "times": "400", "key": "one"}
    answer = phone(mara).post(reverse("coach:sessions", args=[walk.pk]), given)
    assert answer.status_code == 422
    assert not Session.objects.exists()


def test_one_or_this_one_and_all_that_follow(phone: Phone, mara: Person, weekly: list[Session]) -> None:
    moved = {"day": "2026-03-18", "time": "10:00", "minutes": "45", "key": "two"}
    phone(mara).post(at(weekly[1], "moment"), moved)
    assert days() == ["10.3.", "18.3.", "24.3.", "31.3."]
    assert "This one and the 2 after it" in text(phone(mara), reverse("coach:session", args=[weekly[1].pk]))
    moved = {"day": "2026-03-19", "time": "10:00", "minutes": "45", "and_following": "all", "key": "three"}
    phone(mara).post(at(weekly[1], "moment"), moved)
    assert days() == ["10.3.", "19.3.", "25.3.", "1.4."]


def test_the_rest_of_a_series_is_cancelled_with_it(phone: Phone, mara: Person, weekly: list[Session]) -> None:
    given = {"state": "cancelled", "side": "client", "reason": "Lisbon", "and_following": "all", "key": "two"}
    phone(mara).post(at(weekly[2], "state"), given)
    assert days() == ["10.3.", "17.3."]


def test_nobody_meets_on_a_day_that_has_been(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, weekly: list[Session]
) -> None:
    typo = {"day": "2020-03-18", "time": "10:00", "minutes": "45"}
    for who, address in (
        (mara, at(weekly[0], "moment")),
        (mara, reverse("coach:sessions", args=[walk.pk])),
        (jonas, reverse("coachee:sessions", args=[walk.pk])),
        (jonas, reverse("coachee:session-moment", args=[weekly[0].pk])),
    ):
        answer = phone(who).post(address, typo)
        assert answer.status_code == 422
        page = unescape(answer.content.decode())
        assert "That day has been." in page
        assert 'value="2020-03-18"' in page
    assert days() == ["10.3.", "17.3.", "24.3.", "31.3."]


def test_refused_it_still_says_how_many_follow(phone: Phone, mara: Person, weekly: list[Session]) -> None:
    for what, given in (("state", {"state": "cancelled"}), ("moment", {"day": "", "time": "10:00", "minutes": "45"})):
        answer = phone(mara).post(at(weekly[0], what), given)
        assert answer.status_code == 422
        page = unescape(answer.content.decode())
        assert page.count("This one and the 3 after it") == 2


def test_another_rhythm_takes_what_is_booked_along(phone: Phone, mara: Person, weekly: list[Session]) -> None:
    page = reverse("coach:settings", args=[weekly[0].trajectory_id])
    assert "What is booked follows the new rhythm too" in text(phone(mara), page)
    given = {"length_months": "3", "cadence_days": "14", "with_booked": "on", "key": "two"}
    phone(mara).post(reverse("coach:rhythm", args=[weekly[0].trajectory_id]), given)
    assert days() == ["10.3.", "24.3.", "7.4.", "21.4."]


def test_moving_a_session_asks_about_what_was_to_be_done_by_its_day(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, weekly: list[Session]
) -> None:
    action = Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Call Ann", due_on=date(2026, 3, 10))
    page = text(phone(mara), reverse("coach:session", args=[weekly[0].pk]))
    assert "What is to be done by then gets the new day Call Ann" in page
    moved = {"day": "2026-03-12", "time": "10:00", "minutes": "45", "with_actions": "on", "key": "two"}
    phone(mara).post(at(weekly[0], "moment"), moved)
    action.refresh_from_db()
    assert action.due_on == date(2026, 3, 12)


def test_who_came_later_is_one_tap_and_one_tap_back(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    device, page = phone(mara), reverse("coach:session", args=[first_session.pk])
    device.post(at(first_session, "attendances"), {"coachee": str(jonas.pk), "minutes_late": "10", "key": "one"})
    assert "Jonas came 10 minutes later" in text(device, page)
    device.post(at(first_session, "attendances"), {"coachee": str(jonas.pk), "state": "there", "key": "two"})
    assert "came 10 minutes later" not in text(device, page)
    assert Attendance.objects.count() == 1


def test_a_friend_is_noted_with_what_they_hear(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    device, page = phone(mara), reverse("coach:session", args=[first_session.pk])
    device.post(at(first_session, "guests"), {"name": "Lena", "hears": "part", "key": "one"})
    assert "Lena comes along. They hear: A part of it" in text(device, page)
    assert "Lena comes with you" in text(phone(jonas), reverse("coachee:session", args=[first_session.pk]))
    phone(jonas).post(reverse("coachee:guest-absence", args=[Guest.objects.get().pk]), {"key": "two"})
    assert "Lena comes along" not in text(device, page)


def test_it_took_place_at_another_hour_than_was_booked(
    phone: Phone, mara: Person, walk: Trajectory, weekly: list[Session], clock: Clock
) -> None:
    clock.to(datetime(2026, 3, 11, 9, tzinfo=UTC))
    given = {"day": "2026-03-09", "time": "18:00", "minutes": "30", "instead_of": str(weekly[0].pk), "key": "two"}
    phone(mara).post(reverse("coach:held-sessions", args=[walk.pk]), given)
    assert days() == ["17.3.", "24.3.", "31.3."]
    assert Session.objects.filter(state=State.HELD).get().pk == weekly[0].pk


def test_a_session_that_has_yet_to_be_did_not_take_place(phone: Phone, mara: Person, walk: Trajectory) -> None:
    given = {"day": "2026-03-09", "time": "18:00", "minutes": "30", "key": "two"}
    assert phone(mara).post(reverse("coach:held-sessions", args=[walk.pk]), given).status_code == 422


def test_what_a_client_asks_for_becomes_the_new_time_of_what_is_booked(
    phone: Phone, mara: Person, jonas: Person, weekly: list[Session]
) -> None:
    asked = {"day": "2026-03-11", "time": "15:00", "minutes": "45", "key": "two"}
    phone(jonas).post(reverse("coachee:session-moment", args=[weekly[0].pk]), asked)
    assert days() == ["10.3.", "17.3.", "24.3.", "31.3."]
    request = Session.objects.get(state=State.REQUESTED)
    assert "Yes, in place of Tuesday 10 March, 10:00" in text(phone(mara), reverse("coach:session", args=[request.pk]))
    phone(mara).post(reverse("coach:session-replacement", args=[request.pk, weekly[0].pk]), {"key": "three"})
    assert days() == ["11.3.", "17.3.", "24.3.", "31.3."]


def test_a_request_replaces_nothing_of_somebody_else(
    phone: Phone, mara: Person, jonas: Person, amina: Person, weekly: list[Session], next_door: NextDoor
) -> None:
    other = Session.book(begin(mara, amina), by=mara, at=now(), starts_at=now() + timedelta(days=3))
    request = Session.request(weekly[0].trajectory, by=jonas, at=now(), starts_at=now() + timedelta(days=4))
    for booked in (other, next_door.session):
        path = reverse("coach:session-replacement", args=[request.pk, booked.pk])
        assert phone(mara).post(path, {"key": "one"}).status_code == 404


def test_a_client_cancels_with_a_word_and_the_coach_sees_whose_it_was(
    phone: Phone, mara: Person, jonas: Person, weekly: list[Session]
) -> None:
    given = {"reason": "My mother is here", "key": "two"}
    phone(jonas).post(reverse("coachee:cancellation", args=[weekly[0].pk]), given)
    page = text(phone(mara), reverse("coach:session", args=[weekly[0].pk]))
    assert "Cancelled by the client." in page
    assert "My mother is here" in page


def test_a_note_that_was_interrupted_waits_on_the_first_page(
    phone: Phone, mara: Person, first_session: Session
) -> None:
    place = f"note:{first_session.pk}:shared#a-page"
    Draft.keep(mara, trajectory=first_session.trajectory, place=place, text="He said", base="", at=now())
    assert "A note that you began and have not saved" in text(phone(mara), LIST)


def test_two_in_a_row_that_fell_out_are_one_word_to_the_coach_and_none_to_the_client(
    phone: Phone, mara: Person, jonas: Person, weekly: list[Session], clock: Clock
) -> None:
    coach, said = phone(mara), "2 sessions with Jonas"
    for session in weekly[:2]:
        clock.to(session.starts_at + timedelta(hours=1))
        coach.post(at(session, "state"), {"state": "no_show", "side": "client", "key": f"missed {session.pk}"})
    on_the_first_page = "The last 2 sessions did not take place."
    assert text(coach, LIST).count(on_the_first_page) == 1
    shows = reverse("coach:signals", args=[weekly[0].trajectory_id])
    assert text(coach, shows).count(on_the_first_page) == 1
    assert text(coach, reverse("coach:attendance", args=[weekly[0].trajectory_id])).count(said) == 1
    for page in ("today", "map", "session"):
        ids = {"today": [], "map": [weekly[0].trajectory_id], "session": [weekly[1].pk]}[page]
        seen = text(phone(jonas), reverse(f"coachee:{page}", args=ids))
        assert said not in seen
        assert on_the_first_page not in seen
        assert not BLAMING.search(seen)
    clock.to(weekly[2].starts_at + timedelta(hours=1))
    coach.post(at(weekly[2], "state"), {"state": "held", "key": "held"})
    assert on_the_first_page not in text(coach, LIST)


def test_one_who_came_later_three_times_of_five_is_worth_a_word(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    for number in range(5):
        session = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(weeks=number))
        if number % 2 == 0:
            Attendance.note(session, by=mara, at=now(), coachee=jonas, state="late", minutes_late=15)
    page = text(phone(mara), reverse("coach:attendance", args=[walk.pk]))
    assert "Jonas came later to most of the last sessions." in page
    assert "15 minutes later" in page


def test_how_the_meetings_went_costs_the_same_after_years(
    phone: Phone, mara: Person, walk: Trajectory, jonas: Person
) -> None:
    def cost() -> int:
        device = phone(mara)
        device.get(reverse("coach:attendance", args=[walk.pk]))
        with CaptureQueriesContext(connection) as asked:
            device.get(reverse("coach:attendance", args=[walk.pk]))
        return len(asked)

    short = cost()
    for number in range(6):
        session = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(weeks=number))
        Attendance.note(session, by=mara, at=now(), coachee=jonas, state="late", minutes_late=5)
    assert cost() == short
