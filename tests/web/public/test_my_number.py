"""A number is used once a code that was sent there came back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from handrail.lib.clock import now
from handrail.outbox.apprise_place import ApprisePlace
from handrail.outbox.message import Message
from handrail.outbox.number import CODES, TRIES, Number
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock
from tests.reminders.conftest import walk

__all__ = ["walk"]
Phone = Callable[[Person], Client]
HERE = "/me/reminders"


@pytest.fixture
def sms(jonas: Person) -> ApprisePlace:
    return ApprisePlace.keep(practice_id=jonas.practice_id, name="sms", url="json://provider.example/{to}")


def ask(device: Client, number: str = "+31 6 1234 5678", place: str = "sms") -> int:
    return device.post(f"{HERE}/number", {"place": place, "number": number}).status_code


def the_code() -> str:
    found = re.match(r"\d{6}", Message.objects.filter(channel="apprise").latest("pk").text)
    assert found
    return found[0]


def test_a_number_is_given_shown_and_used(phone: Phone, walk: Trajectory, jonas: Person, sms: ApprisePlace) -> None:
    device = phone(jonas)
    assert "Send a code there" in device.get(HERE).content.decode()
    assert ask(device) == 302
    message = Message.objects.get(channel="apprise")
    assert (message.to, message.about) == ("sms:+31612345678", jonas.pk)
    assert Choice.of(jonas).channel == "email"
    assert "on its way to +31612345678" in device.get(HERE).content.decode()
    assert device.post(f"{HERE}/number/code", {"code": f" {the_code()} "}).status_code == 302
    assert Choice.of(jonas).channel == "apprise"
    page = device.get(HERE).content.decode()
    assert 'value="apprise"' in page
    device.post(f"{HERE}/number/removal")
    assert not Number.objects.exists()
    assert Choice.of(jonas).channel == "email"


def test_a_guessed_code_opens_nothing_and_after_some_the_right_one_neither(
    phone: Phone, walk: Trajectory, jonas: Person, sms: ApprisePlace, clock: Clock
) -> None:
    device = phone(jonas)
    ask(device)
    right = the_code()
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(TRIES):
        assert device.post(f"{HERE}/number/code", {"code": wrong}).status_code == 422
    assert device.post(f"{HERE}/number/code", {"code": right}).status_code == 422
    ask(device)
    right = the_code()
    clock.go(minutes=31)
    assert device.post(f"{HERE}/number/code", {"code": right}).status_code == 422
    assert not Number.objects.shown().exists()


def test_nobody_is_sent_codes_all_day_long(
    phone: Phone, walk: Trajectory, jonas: Person, sms: ApprisePlace, clock: Clock
) -> None:
    device = phone(jonas)
    assert [ask(device, f"+3161234567{n}") for n in range(CODES + 1)] == [302] * CODES + [422]
    clock.go(days=1, minutes=1)
    assert ask(device) == 302


def test_what_is_no_number_and_a_messenger_of_another_practice_are_refused(
    phone: Phone, walk: Trajectory, jonas: Person, sms: ApprisePlace, next_door: NextDoor
) -> None:
    ApprisePlace.keep(practice_id=next_door.client.practice_id, name="theirs", url="json://x.example/{to}")
    device = phone(jonas)
    for number, place in (("", "sms"), ("a@b", "sms"), ("../x", "sms"), ("+31612345678", "theirs")):
        assert ask(device, number, place) == 422
    assert not Message.objects.exists()


def test_a_code_shows_the_number_of_whoever_asked_for_it_alone(
    phone: Phone, walk: Trajectory, jonas: Person, amina: Person, sms: ApprisePlace
) -> None:
    ask(phone(jonas))
    assert phone(amina).post(f"{HERE}/number/code", {"code": the_code()}).status_code == 422
    assert not Number.objects.shown().exists()


def test_a_new_number_has_to_be_shown_anew_and_meanwhile_mail_does(
    phone: Phone, walk: Trajectory, jonas: Person, sms: ApprisePlace
) -> None:
    device = phone(jonas)
    ask(device)
    device.post(f"{HERE}/number/code", {"code": the_code()})
    ask(device, "+31687654321")
    assert not Number.objects.shown().exists()
    assert Number.objects.get().asked_at > now() - timedelta(minutes=1)


def test_without_a_messenger_of_the_practice_the_page_speaks_of_none(
    phone: Phone, walk: Trajectory, jonas: Person
) -> None:
    assert "messenger" not in phone(jonas).get(HERE).content.decode().lower()
    assert ask(phone(jonas)) == 422
