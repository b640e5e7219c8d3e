"""Jonas says before a session what he brings to it, or leaves it open."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin
from tests.web.history.conftest import consents

Phone = Callable[[Person], Client]


def brings(session: Session) -> str:
    return reverse("coachee:preparation", args=[session.pk])


def test_what_he_brings_stands_where_he_said_it(phone: Phone, jonas: Person, first_session: Session) -> None:
    consents(jonas)
    device = phone(jonas)
    said = {"topic": "The talk with Ruth", "energy": "6", "wish": "A first sentence", "key": "a"}
    answer = device.post(brings(first_session), said)
    assert answer["Location"] == f"/my/sessions/{first_session.pk}#brings"
    device.post(brings(first_session), said)
    row = Preparation.objects.get()
    assert (row.topic, row.energy, row.wish, row.revision) == ("The talk with Ruth", 6, "A first sentence", 1)
    page = device.get(f"/my/sessions/{first_session.pk}").content.decode()
    assert "The talk with Ruth" in page
    assert "A first sentence" in page


def test_nothing_is_asked_of_a_session_that_is_over(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    consents(jonas)
    first_session.start(by=mara, at=now())
    assert "What I bring" in phone(jonas).get(f"/my/sessions/{first_session.pk}").content.decode()
    first_session.hold(by=mara, at=now())
    assert "What I bring" not in phone(jonas).get(f"/my/sessions/{first_session.pk}").content.decode()
    refused = phone(jonas).post(brings(first_session), {"topic": "Something more"})
    assert refused.status_code == 422
    assert "Something more" in refused.content.decode()


def test_what_cannot_be_kept_comes_back(phone: Phone, jonas: Person, first_session: Session) -> None:
    consents(jonas)
    for typed in ({"topic": "so " * 2_000}, {"energy": "11"}):
        assert phone(jonas).post(brings(first_session), typed).status_code == 422
    assert not Preparation.objects.exists()


def test_in_a_group_nobody_meets_what_another_brings(
    phone: Phone, mara: Person, jonas: Person, amina: Person, next_door: NextDoor
) -> None:
    group: Trajectory = begin(mara, jonas, amina)
    session = Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=1))
    for person in (jonas, amina):
        consents(person)
        phone(person).post(brings(session), {"topic": f"From {person.given_name}"})
    page = phone(amina).get(f"/my/sessions/{session.pk}").content.decode()
    assert "From Amina" in page
    assert "From Jonas" not in page
    consents(next_door.client)
    assert phone(next_door.client).post(brings(session), {"topic": "Mine"}).status_code == 404
