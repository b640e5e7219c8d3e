"""The summary as its client finds it, and what they say of the session."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.web.history.conftest import consents

Phone = Callable[[Person], Client]


@pytest.fixture
def held(first_session: Session, call_ann: Action, jonas: Person, mara: Person) -> Session:
    consents(jonas)
    return first_session.hold(by=mara, at=now())


@pytest.fixture
def second(held: Session, walk: Trajectory, mara: Person) -> Session:
    later = now() + timedelta(hours=2)
    return Session.note_afterwards(walk, by=mara, at=later, starts_at=later)


def at(session: Session, name: str) -> str:
    return reverse(f"coachee:{name}", args=[session.pk])


def shown(device: Client, address: str) -> str:
    answer = device.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_what_was_sent_is_read_here(phone: Phone, mara: Person, jonas: Person, held: Session) -> None:
    Summary.send(held, by=mara, at=now(), coachee=jonas, text="Well done.\n\n# What you do\n- Call Ann · by Thursday")
    page = shown(phone(jonas), at(held, "summary"))
    assert "<h2>What you do</h2>" in page
    assert "<em>by Thursday</em>" in page
    assert at(held, "summary") in shown(phone(jonas), at(held, "session"))


def test_the_first_one_is_the_coach_s_to_write(phone: Phone, jonas: Person, held: Session) -> None:
    page = shown(phone(jonas), at(held, "summary"))
    assert "Mara writes it" in page
    assert phone(jonas).post(at(held, "summary"), {"text": "I begin"}).status_code == 422
    assert not Summary.objects.exists()


def test_a_later_one_may_be_begun_from_the_same_records(phone: Phone, jonas: Person, second: Session) -> None:
    device = phone(jonas)
    assert "Call Ann about the evening shift" in shown(device, at(second, "summary"))
    for _tap in range(2):
        device.post(at(second, "summary"), {"text": "I call Ann", "key": "one"})
    assert Summary.objects.get().text == "I call Ann"
    assert "I call Ann" in shown(device, at(second, "summary"))


def test_how_it_was_is_said_in_four_taps(phone: Phone, jonas: Person, mara: Person, held: Session) -> None:
    device = phone(jonas)
    device.post(at(held, "feedback"), {"useful": "4", "room": "5", "energy": "3", "key": "one"})
    said = Feedback.objects.get()
    assert (said.coachee, said.answers) == (jonas, {"useful": 4, "room": 5, "energy": 3})
    assert "Say it anew" in shown(device, at(held, "session"))


def test_nothing_said_is_asked_for_kindly(phone: Phone, jonas: Person, held: Session) -> None:
    answer = phone(jonas).post(at(held, "feedback"), {"wish": " "})
    assert answer.status_code == 422
    assert phone(jonas).post(at(held, "feedback"), {"useful": "6"}).status_code == 422
    assert not Feedback.objects.exists()


def test_it_is_nobody_elses(
    phone: Phone, mara: Person, amina: Person, jonas: Person, held: Session, next_door: NextDoor
) -> None:
    Summary.send(held, by=mara, at=now(), coachee=jonas, text="Words")
    consents(amina)
    for somebody in (amina, next_door.client):
        for name in ("summary", "summary-paper"):
            assert phone(somebody).get(at(held, name)).status_code in (302, 404)
        assert phone(somebody).post(at(held, "feedback"), {"useful": "1"}).status_code in (302, 404)
    assert not Feedback.objects.exists()
