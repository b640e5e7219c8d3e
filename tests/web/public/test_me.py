"""My own page: name, zone, what I said yes to."""

from collections.abc import Callable

import pytest
from django.test import Client

from handrail.ledger.entry import Entry
from handrail.outbox.message import Message
from handrail.practice.consent import Consent
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor

Phone = Callable[[Person], Client]


def zone_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).zone


def test_the_browser_tells_its_zone_once_from_each_device(phone: Phone, jonas: Person) -> None:
    device = phone(jonas)
    assert 'data-zone-url="/time-zone"' in device.get("/me").content.decode()
    assert device.post("/time-zone", {"zone": "Asia/Tokyo"}).status_code == 204
    assert zone_of(jonas) == "Asia/Tokyo"
    assert "data-zone-url" not in device.get("/me").content.decode()
    assert "data-zone-url" in phone(jonas).get("/me").content.decode()


def test_a_zone_that_was_chosen_stays_whatever_a_browser_says(phone: Phone, jonas: Person) -> None:
    device = phone(jonas)
    assert device.post("/me/zone", {"zone": "America/New_York"})["Location"] == "/me"
    assert "data-zone-url" not in phone(jonas).get("/me").content.decode()
    phone(jonas).post("/time-zone", {"zone": "Asia/Tokyo"})
    assert zone_of(jonas) == "America/New_York"
    assert "04:00" in device.get("/me").content.decode()


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../etc/passwd", "Europe/Amsterdam\0", "x" * 5000])
def test_a_zone_nobody_knows_changes_nothing(phone: Phone, jonas: Person, zone: str) -> None:
    before = zone_of(jonas)
    assert phone(jonas).post("/time-zone", {"zone": zone}).status_code == 422
    assert phone(jonas).post("/me/zone", {"zone": zone}).status_code == 422
    assert zone_of(jonas) == before


def test_the_same_zone_again_is_no_entry(phone: Phone, jonas: Person) -> None:
    before = Entry.objects.count()
    phone(jonas).post("/time-zone", {"zone": jonas.zone})
    assert Entry.objects.count() == before


def test_a_name_is_changed_and_an_empty_one_is_not(phone: Phone, jonas: Person) -> None:
    phone(jonas).post("/me/name", {"name": "Jonas L. 🌊"})
    assert "Jonas L. 🌊" in phone(jonas).get("/me").content.decode()
    answer = phone(jonas).post("/me/name", {"name": ""})
    assert answer.status_code == 422
    assert "Say what you are called" in answer.content.decode()


def test_a_yes_is_taken_back_by_its_giver_alone(
    phone: Phone, jonas: Person, mara: Person, walk: Trajectory, next_door: NextDoor
) -> None:
    mine = Consent.objects.get(person=jonas, kind="personal")
    assert "Take it back" in phone(jonas).get("/me").content.decode()
    for other in (mara, next_door.coach, next_door.client):
        assert phone(other).post(f"/me/consents/{mine.pk}").status_code == 404
    assert Person.objects.get(pk=jonas.pk).consents_now
    assert phone(jonas).get(f"/me/consents/{mine.pk}").status_code == 405
    for _click in range(2):
        phone(jonas).post(f"/me/consents/{mine.pk}")
    assert [message.to for message in Message.objects.all()] == [mara.email]
    assert not jonas.consents_now
    assert "You took it back" in phone(jonas).get("/me").content.decode()


@pytest.mark.parametrize("path", ["/me/name", "/me/zone", "/time-zone"])
def test_strangers_change_nothing(device: Client, db: None, path: str) -> None:
    assert device.post(path, {"name": "x", "zone": "UTC"})["Location"] == "/sign-in"


def test_the_menu_leads_to_me_and_out(phone: Phone, jonas: Person) -> None:
    page = phone(jonas).get("/me").content.decode()
    assert 'action="/sign-out"' in page
    assert 'href="/me"' in page
    assert 'href="/practices"' not in page
