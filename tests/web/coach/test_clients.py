"""Mara's list of clients, and how another comes onto it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import State, Trajectory
from tests.cast import NextDoor, begin, verbs

Phone = Callable[[Person], Client]
LIST = "/coach/clients"
MORNING = "/coach/"
INVITE = "/coach/clients/new"


def newcomer(mara: Person, number: int) -> Person:
    email = f"client{number}@post.example"
    return add_person(by=mara, at=now(), name=f"Client {number}", email=email, roles=("coachee",))


def busy(mara: Person, number: int) -> Trajectory:
    """A client with something in every column."""
    person = newcomer(mara, number)
    trajectory = begin(mara, person)
    session = Session.note_afterwards(trajectory, by=mara, at=now(), starts_at=now() - timedelta(days=1))
    Action.propose(trajectory, by=person, at=now(), owner=person, text="One", due_on=person.today(now()))
    asked = Reflection.ask(trajectory, by=mara, at=now(), coachee=person, question="What?", session=session)
    asked.submit(by=person, at=now(), text="This.", visibility="private")
    return trajectory


def test_twenty_clients_cost_as_many_statements_as_two(phone: Phone, mara: Person) -> None:
    def cost() -> int:
        device = phone(mara)
        device.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            device.get(LIST)
        return len(asked)

    for number in range(2):
        busy(mara, number)
    for_two = cost()
    for number in range(2, 20):
        busy(mara, number)
    assert cost() == for_two


def test_the_list_says_where_everybody_is(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session, call_ann: Action, amina: Person
) -> None:
    draft_trajectory(by=mara, at=now(), coachees=[amina])
    page = phone(mara).get(LIST).content.decode()
    assert "Jonas Lind" in page
    assert "1 open" in page
    assert "Amina Haddad" in page
    assert "Nothing has been sent yet" in page


def test_what_the_coach_promised_is_none_of_the_client_s_open_actions(
    phone: Phone, mara: Person, walk: Trajectory, call_ann: Action
) -> None:
    Action.propose(walk, by=mara, at=now(), owner=mara, text="Send the article", due_on=mara.today(now()))
    assert "1 open" in phone(mara).get(LIST).content.decode()


def test_an_action_that_came_into_a_session_open_is_counted_as_carried(
    phone: Phone, mara: Person, walk: Trajectory, first_session: Session, call_ann: Action
) -> None:
    later = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=7))
    later.hold(by=mara, at=now())
    assert "1 carried" in phone(mara).get(LIST).content.decode()


def test_a_private_reflection_shows_its_day_and_no_word(phone: Phone, mara: Person) -> None:
    busy(mara, 1)
    page = phone(mara).get(LIST).content.decode()
    assert "today" in page
    assert "This." not in page


@pytest.mark.parametrize(("words", "found"), [("lind", True), ("JONAS", True), ("haddad", False)])
def test_somebody_is_found_by_any_part_of_the_name(
    phone: Phone, mara: Person, walk: Trajectory, words: str, found: bool
) -> None:
    page = phone(mara).get(LIST, {"q": words}).content.decode()
    assert ("Jonas Lind" in page) == found


def test_another_coachs_clients_are_not_on_the_list(
    phone: Phone, tomas: Person, walk: Trajectory, next_door: NextDoor
) -> None:
    page = phone(tomas).get(LIST).content.decode()
    assert "Jonas" not in page
    assert "Nobody yet" in page


def test_only_coaches_have_a_list(phone: Phone, jonas: Person, ines: Person) -> None:
    assert phone(jonas).get(LIST).status_code == 404
    assert phone(ines).get(LIST).status_code == 404
    assert Client().get(LIST).status_code == 302


def test_a_session_that_was_held_and_not_closed_waits_for_the_coach(
    phone: Phone, mara: Person, walk: Trajectory
) -> None:
    Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(hours=1))
    assert "Close the session with Jonas Lind" in phone(mara).get(MORNING).content.decode()


# Inviting


def test_a_name_and_an_address_are_all_that_an_invitation_takes(phone: Phone, mara: Person) -> None:
    answer = phone(mara).post(INVITE, {"name": "Wren Moss", "email": "Wren@Post.example", "key": "one"})
    trajectory = Trajectory.objects.led_by(mara).get()
    assert answer.headers["Location"] == reverse("coach:trajectory", args=[trajectory.pk])
    assert trajectory.state == State.INVITED
    assert [person.name for person in trajectory.coachees()] == ["Wren Moss"]
    assert [message.to for message in Message.objects.all()] == ["wren@post.example"]


def test_a_second_tap_invites_nobody_twice(phone: Phone, mara: Person) -> None:
    for _tap in range(2):
        phone(mara).post(INVITE, {"name": "Wren Moss", "email": "wren@post.example", "key": "one"})
    assert Trajectory.objects.led_by(mara).count() == 1
    assert Message.objects.count() == 1


def test_inviting_the_same_person_again_sends_another_mail_and_makes_no_second_trajectory(
    phone: Phone, mara: Person
) -> None:
    for key in ("one", "two"):
        phone(mara).post(INVITE, {"name": "Wren Moss", "email": "wren@post.example", "key": key})
    assert Trajectory.objects.led_by(mara).count() == 1
    assert Message.objects.count() == 2


def test_somebody_who_is_under_way_is_left_where_they_are(
    phone: Phone, mara: Person, walk: Trajectory, jonas: Person
) -> None:
    answer = phone(mara).post(INVITE, {"name": "Jonas", "email": jonas.email, "key": "one"}, follow=True)
    assert "is with you already" in answer.content.decode()
    assert Trajectory.objects.led_by(mara).get() == walk
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "not an address", "mara@quay.example", "groß@post.example", "a" * 300 + "@post.example"]
)
def test_what_is_no_address_is_said_and_nothing_typed_is_lost(phone: Phone, mara: Person, email: str) -> None:
    answer = phone(mara).post(INVITE, {"name": "Wren Moss", "email": email, "key": "one"})
    assert answer.status_code == 422
    assert "Wren Moss" in answer.content.decode()
    assert email in answer.content.decode()
    assert not Trajectory.objects.exists()


def test_an_over_long_name_is_kept_as_it_was_typed(phone: Phone, mara: Person) -> None:
    name = "Wren " * 100
    answer = phone(mara).post(INVITE, {"name": name, "email": "wren@post.example", "key": "one"})
    assert answer.status_code == 422
    assert name in answer.content.decode()
    assert not Person.objects.filter(email="wren@post.example").exists()


def test_a_draft_is_invited_from_the_list(phone: Phone, mara: Person, amina: Person) -> None:
    draft = draft_trajectory(by=mara, at=now(), coachees=[amina])
    phone(mara).post(reverse("coach:invitation", args=[draft.pk]), {"key": "one"})
    draft.refresh_from_db()
    assert draft.state == State.INVITED
    assert Message.objects.get().to == amina.email


def test_a_client_comes_back_for_a_second_trajectory(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    walk.end_early(by=mara, at=now())
    address = f"{INVITE}?continues={walk.pk}"
    assert jonas.email in phone(mara).get(address).content.decode()
    phone(mara).post(address, {"name": jonas.name, "email": jonas.email, "key": "one"})
    again = Trajectory.objects.led_by(mara).exclude(pk=walk.pk).get()
    assert again.continues_id == walk.pk
    assert verbs(again, seen_by=mara) == ["trajectory.drafted", "trajectory.invited"]


def test_nobody_goes_on_from_a_trajectory_next_door(phone: Phone, mara: Person, next_door: NextDoor) -> None:
    assert phone(mara).get(f"{INVITE}?continues={next_door.trajectory.pk}").status_code == 404


def test_what_was_over_before_the_trajectory_began_asks_nothing_of_the_coach(
    phone: Phone, mara: Person, walk: Trajectory
) -> None:
    for weeks in range(1, 19):
        Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(weeks=weeks))
    assert "Close the session" not in phone(mara).get(MORNING).content.decode()
    Session.note_afterwards(walk, by=mara, at=now(), starts_at=now())
    assert phone(mara).get(MORNING).content.decode().count("Close the session") == 1
