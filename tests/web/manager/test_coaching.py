"""How the work goes, for Ines: numbers, and who falls behind; and no word of what it is about."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin
from tests.clock import Clock

Phone = Callable[[Person], Client]
PAGE = "/practice/coaching"


def text(device: Client) -> str:
    answer = device.get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def quiet(mara: Person, walk: Trajectory, sleep: Goal, call_ann: Action, clock: Clock) -> Trajectory:
    Session.note_afterwards(walk, by=mara, at=now(), starts_at=now()).close(by=mara, at=now(), next_step="none")
    clock.go(days=30)
    return walk


def test_who_falls_behind_is_named_with_their_coach_and_since_when(
    phone: Phone, ines: Person, quiet: Trajectory
) -> None:
    assert re.search(r"Jonas Lind Mara Vos \w+ \d+ \w+", text(phone(ines)))


def test_what_it_is_about_stays_between_the_two(
    phone: Phone, ines: Person, quiet: Trajectory, sleep: Goal, call_ann: Action
) -> None:
    page = text(phone(ines))
    for word in (sleep.text, call_ann.text, "Nothing from either of you", "did not take place", "Reach out"):
        assert word not in page


def test_only_a_manager_sees_it_and_only_of_this_practice(
    phone: Phone, ines: Person, tomas: Person, jonas: Person, next_door: NextDoor, quiet: Trajectory
) -> None:
    assert phone(tomas).get(PAGE).status_code == 404
    assert phone(jonas).get(PAGE).status_code == 404
    assert next_door.client.name not in text(phone(ines))


def test_a_coach_is_counted_by_what_was_done(phone: Phone, ines: Person, mara: Person, quiet: Trajectory) -> None:
    assert re.search(r"Mara Vos 1 1 ", text(phone(ines)))


def test_it_asks_as_often_for_two_as_for_twelve(phone: Phone, ines: Person, mara: Person) -> None:
    def coach(number: int) -> None:
        one = add_person(by=mara, at=now(), name=f"Coach {number}", email=f"c{number}@river.example", roles=("coach",))
        begin(one, add_person(by=one, at=now(), name=f"C {number}", email=f"x{number}@y.example", roles=("coachee",)))

    manager = phone(ines)

    def statements() -> int:
        manager.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            manager.get(PAGE)
        return len(asked)

    for number in range(2):
        coach(number)
    few = statements()
    assert few <= 9
    for number in range(2, 12):
        coach(number)
    assert statements() == few
