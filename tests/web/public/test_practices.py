"""One address, two practices."""

import pytest
from django.test import Client

from handrail.cli.link import link_for
from handrail.lib.clock import now
from handrail.practice.account import Account
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.practice.sign_in import OPEN_FOR
from tests.cast import NextDoor
from tests.web.public.devices import ask, come_in, is_in, mailed


@pytest.fixture
def also_there(jonas: Person, next_door: NextDoor) -> Person:
    """Jonas coaches next door."""
    return add_person(by=next_door.coach, at=now(), name="Jonas L.", email=jonas.email, roles=("coach",))


def test_who_is_in_two_practices_chooses_after_signing_in(device: Client, jonas: Person, also_there: Person) -> None:
    ask(device, jonas.email, leads_to="/me")
    assert device.post(mailed(jonas.email)[0])["Location"] == "/practices"
    assert device.get("/")["Location"] == "/practices"
    page = device.get("/practices").content.decode()
    assert "Next door" in page
    assert jonas.practice.name in page
    assert not is_in(device)
    assert device.post("/practices", {"person": str(also_there.pk)})["Location"] == "/me"
    assert is_in(device, as_name="Jonas L.")


def test_the_practice_is_changed_later_without_a_new_mail(device: Client, jonas: Person, also_there: Person) -> None:
    come_in(device, jonas.email)
    device.post("/practices", {"person": str(jonas.pk)})
    assert "/practices" in device.get("/me").content.decode()
    device.post("/practices", {"person": str(also_there.pk)})
    assert is_in(device, as_name="Jonas L.")


def test_nobody_becomes_a_person_of_another_account(
    device: Client, jonas: Person, mara: Person, also_there: Person
) -> None:
    come_in(device, jonas.email)
    for person in (str(mara.pk), "nobody", ""):
        assert device.post("/practices", {"person": person})["Location"] == "/practices"
    assert not is_in(device)


def test_a_stranger_has_nothing_to_choose(device: Client, jonas: Person) -> None:
    assert device.get("/practices")["Location"] == "/sign-in"
    assert device.post("/practices", {"person": str(jonas.pk)})["Location"] == "/sign-in"
    assert not is_in(device)


def test_choosing_a_practice_renews_the_session(device: Client, jonas: Person, also_there: Person) -> None:
    come_in(device, jonas.email)
    before = device.session.session_key
    device.post("/practices", {"person": str(jonas.pk)})
    assert device.session.session_key != before


def test_a_link_made_for_one_practice_leads_into_it(device: Client, jonas: Person, also_there: Person) -> None:
    url = link_for(Account.objects.at(jonas.email), person=also_there, at=now(), open_for=OPEN_FOR)
    device.post(url.removeprefix("http://127.0.0.1:8000"))
    assert is_in(device, as_name="Jonas L.")


def test_a_person_erased_here_is_only_the_other_one_now(
    device: Client, jonas: Person, also_there: Person, mara: Person
) -> None:
    jonas.erase(by=mara, at=now())
    come_in(device, also_there.email)
    assert is_in(device, as_name="Jonas L.")
