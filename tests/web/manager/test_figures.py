"""The practice in figures, for Ines: what was done of what there was to do, with what each figure counts."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.handling import Handling
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock

Phone = Callable[[Person], Client]
PAGE = "/practice/coaching/figures"


def text(device: Client, page: str = PAGE) -> str:
    answer = device.get(page)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def noted(mara: Person, walk: Trajectory, clock: Clock) -> Trajectory:
    """A session, and four hours after it its note."""
    held = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(minutes=45))
    Note.write(held, by=mara, at=clock.go(hours=4), visibility="coach_only", text="The landlord again")
    return walk


def test_how_long_a_note_takes_is_told_and_what_it_says_is_not(
    phone: Phone, ines: Person, noted: Trajectory, clock: Clock
) -> None:
    clock.go(days=3)
    for page in (PAGE, "/practice/coaching"):
        assert "4 hours" in text(phone(ines), page)
        assert "landlord" not in text(phone(ines), page)


def test_four_weeks_stand_beside_the_four_before(phone: Phone, ines: Person, noted: Trajectory, clock: Clock) -> None:
    clock.go(days=40)
    assert re.search(r"From a session to its note – 4 hours", text(phone(ines)))


def test_each_figure_says_what_it_counts_and_none_counts_log_ins(phone: Phone, ines: Person, walk: Trajectory) -> None:
    page = text(phone(ines))
    for figure in ("Actions done", "Reminders acted on", "Writing for each client and week", "Came to their end"):
        assert figure in page
    assert "nobody looks" in page


def test_what_clients_said_of_sessions_is_told_of_five_and_of_fewer_not_at_all(
    phone: Phone, ines: Person, mara: Person, clock: Clock
) -> None:
    for number in range(5):
        assert re.search(r"Of use to clients – –", text(phone(ines)))
        who = add_person(by=mara, at=now(), name=f"C {number}", email=f"f{number}@y.example", roles=("coachee",))
        held = Session.note_afterwards(begin(mara, who), by=mara, at=now(), starts_at=now() - timedelta(minutes=45))
        Feedback.give(held, by=who, at=now(), useful=4 + number % 2)
    page = text(phone(ines))
    assert "Of use to clients 4.4 –" in page
    assert "Sessions that took place 5 of 5" in page
    assert "Hours together 4 –" in page


def test_what_followed_a_word_is_told_from_ten_on(
    phone: Phone, ines: Person, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    for number in range(10):
        mark = f"{number}"
        Handling.of(walk, kind="silence", evidence=mark, coachee=jonas).reach_out(by=mara, at=now(), text="Hello")
        clock.go(days=1)
    clock.go(days=9)
    assert "From ten on it says here what followed" in text(phone(ines))
    clock.go(days=10)
    assert re.search(r"the coach sent a word 10 0 0 of 10 9", text(phone(ines)))


def test_only_a_manager_sees_it(phone: Phone, tomas: Person, jonas: Person) -> None:
    assert phone(tomas).get(PAGE).status_code == 404
    assert phone(jonas).get(PAGE).status_code == 404


def test_it_asks_as_often_for_two_as_for_eight(phone: Phone, ines: Person, mara: Person) -> None:
    def coach(number: int) -> None:
        one = add_person(by=mara, at=now(), name=f"Coach {number}", email=f"c{number}@river.example", roles=("coach",))
        client = add_person(by=one, at=now(), name=f"C {number}", email=f"x{number}@y.example", roles=("coachee",))
        Handling.of(begin(one, client), kind="silence", coachee=client).reach_out(by=one, at=now(), text="Hello")

    manager = phone(ines)

    def statements() -> int:
        manager.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            manager.get(PAGE)
        return len(asked)

    for number in range(2):
        coach(number)
    few = statements()
    assert few <= 22
    for number in range(2, 8):
        coach(number)
    assert statements() == few
