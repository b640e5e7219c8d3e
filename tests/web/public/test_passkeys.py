"""Passkeys: for coaches who like them, for nobody else, and for one place, one browser, one time."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.joining import add_person
from handrail.practice.passkey import MOST, Passkey
from handrail.practice.person import Person
from handrail.web.webauthn import is_possible
from tests.cast import NextDoor
from tests.clock import Clock
from tests.web.public.authenticator import PLACE, Authenticator, add, asked_to_add, asked_to_come_in, come_in_with
from tests.web.public.devices import come_in, is_in

Phone = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def a_place_with_a_name(settings: Settings) -> None:
    settings.HANDRAIL_URL = PLACE


@pytest.fixture
def laptop(device: Client, mara: Person) -> Client:
    """Mara's; she has just come in by mail."""
    come_in(device, mara.email)
    return device


@pytest.fixture
def key(laptop: Client) -> Authenticator:
    """Mara's passkey."""
    made = Authenticator()
    assert add(laptop, made)["Location"] == "/me"
    return made


def told(person: Person) -> str:
    return str(Message.objects.filter(to=person.email).latest("created_at", "pk").text)


def test_it_comes_in_without_a_mail_and_stands_in_the_list(laptop: Client, key: Authenticator, mara: Person) -> None:
    assert "“Phone”" in told(mara)
    elsewhere, mails = Client(), Message.objects.count()
    assert come_in_with(elsewhere, key)["Location"] == "/"
    assert is_in(elsewhere, mara.name)
    assert Message.objects.count() == mails
    assert "last used 2 March 2026" in laptop.get("/me").content.decode()


def test_it_leads_where_one_was_going(key: Authenticator) -> None:
    form = key.sign(asked_to_come_in(Client()))
    assert Client().post("/sign-in/passkey", {**form, "leads_to": "/coach/clients"}).status_code == 422
    device = Client()
    form = {**key.sign(asked_to_come_in(device)), "leads_to": "/coach/clients"}
    assert device.post("/sign-in/passkey", form)["Location"] == "/coach/clients"


def test_a_removed_one_opens_nothing_and_its_owner_hears_of_it(
    laptop: Client, key: Authenticator, mara: Person
) -> None:
    passkey = Passkey.objects.get()
    assert laptop.post(f"/me/passkeys/{passkey.pk}/removal")["Location"] == "/me"
    assert "removed" in told(mara)
    assert come_in_with(Client(), key).status_code == 422


def test_an_answer_counts_once(key: Authenticator) -> None:
    device = Client()
    form = key.sign(asked_to_come_in(device))
    replayed = Client()
    for name, cookie in device.cookies.items():
        replayed.cookies[name] = cookie.value
    assert device.post("/sign-in/passkey", form).status_code == 302
    assert replayed.post("/sign-in/passkey", form).status_code == 422
    assert not is_in(replayed)


def test_two_tabs_may_ask_and_either_may_answer(key: Authenticator, clock: Clock) -> None:
    device = Client()
    first = asked_to_come_in(device)
    clock.go(seconds=1)
    asked_to_come_in(device)
    assert device.post("/sign-in/passkey", key.sign(first)).status_code == 302


def test_a_question_is_worth_nothing_after_five_minutes(key: Authenticator, clock: Clock) -> None:
    device = Client()
    form = key.sign(asked_to_come_in(device))
    clock.go(minutes=6)
    assert device.post("/sign-in/passkey", form).status_code == 422


def test_a_question_put_to_one_browser_is_not_answered_in_another(key: Authenticator) -> None:
    form = key.sign(asked_to_come_in(Client()))
    other = Client()
    other.get("/sign-in")
    assert other.post("/sign-in/passkey", form).status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://coach.example.evil.example"}, {"origin": "https://sub.coach.example"},
        {"origin": "http://coach.example"}, {"name": "evil.example"}, {"verifies": False},
        {"handle": "AAAAAAAAAAAAAAAAAAAAAA"}, {"credential_id": b"one that nobody has"},
    ],
    ids=str,
)  # fmt: skip
def test_what_was_signed_elsewhere_by_others_or_without_a_finger_opens_nothing(
    key: Authenticator, change: dict[str, Any]
) -> None:
    for name, value in change.items():
        setattr(key, name, value)
    device = Client()
    assert come_in_with(device, key).status_code == 422
    assert not is_in(device)


def test_a_copied_one_is_noticed_by_its_count(key: Authenticator, clock: Clock) -> None:
    key.counter = 7
    assert come_in_with(Client(), key).status_code == 302
    clock.go(seconds=1)
    assert come_in_with(Client(), key).status_code == 422
    key.counter = 8
    assert come_in_with(Client(), key).status_code == 302


def test_a_question_for_one_person_adds_nothing_to_another(laptop: Client, tomas: Person, mara: Person) -> None:
    others = Client()
    come_in(others, tomas.email)
    form = Authenticator().make(asked_to_add(others))
    laptop.post("/me/passkeys", form)
    assert not Passkey.objects.exists()
    asked = {**asked_to_add(laptop), "question": asked_to_come_in(laptop)["question"]}
    laptop.post("/me/passkeys", Authenticator().make(asked))
    assert not Passkey.objects.exists()


def test_the_same_device_is_added_once_and_the_list_has_an_end(laptop: Client, key: Authenticator) -> None:
    assert "already" in laptop.post("/me/passkeys", key.make(asked_to_add(laptop)), follow=True).content.decode()
    for number in range(MOST + 3):
        add(laptop, Authenticator(credential_id=f"key {number}".encode()))
    assert Passkey.objects.count() == MOST


def test_somebody_in_a_hurry_names_nothing_and_a_long_name_fits(laptop: Client) -> None:
    add(laptop, Authenticator(credential_id=b"one"), name=" \0 ")
    add(laptop, Authenticator(credential_id=b"two"), name="x" * 500)
    assert sorted(Passkey.objects.values_list("name", flat=True)) == ["Passkey of 2 March 2026", "x" * 60]


def test_adding_and_removing_ask_for_a_fresh_proof(laptop: Client, key: Authenticator, clock: Clock) -> None:
    question = asked_to_add(laptop)
    clock.go(minutes=16)
    passkey = Passkey.objects.get()
    assert laptop.post("/me/passkeys/question")["Location"] == "/me/proof"
    assert laptop.post("/me/passkeys", Authenticator(credential_id=b"x").make(question))["Location"] == "/me/proof"
    assert laptop.post(f"/me/passkeys/{passkey.pk}/removal")["Location"] == "/me/proof"
    page = laptop.get("/me").content.decode()
    assert "/me/proof" in page
    assert "removal" not in page
    assert "Sign in with a passkey" in laptop.get("/me/proof").content.decode()
    assert come_in_with(laptop, key).status_code == 302
    assert laptop.post(f"/me/passkeys/{passkey.pk}/removal")["Location"] == "/me"


def test_whoever_serves_in_two_practices_chooses_after_it(
    laptop: Client, key: Authenticator, mara: Person, next_door: NextDoor
) -> None:
    add_person(by=next_door.coach, at=now(), name="Mara", email=mara.email, roles=("coach",))
    device = Client()
    come_in_with(device, key)
    assert device.get("/", follow=True).redirect_chain[-1][0] == "/practices"


def test_a_client_sees_nothing_of_it(phone: Phone, jonas: Person) -> None:
    assert "How you sign in" not in phone(jonas).get("/me").content.decode()
    for path in ("/me/passkeys", "/me/passkeys/question", "/me/second-step/removal", "/me/recovery-codes"):
        assert phone(jonas).post(path).status_code == 404
    assert phone(jonas).get("/me/proof").status_code == 404
    assert phone(jonas).get("/me/second-step").status_code == 404


def test_nobody_is_asked_to_wonder_where_nobody_has_one(device: Client, mara: Person) -> None:
    assert "passkey" not in device.get("/sign-in").content.decode().replace("data-passkey", "")


def test_whoever_coaches_elsewhere_counts_as_a_coach_here(phone: Phone, jonas: Person, next_door: NextDoor) -> None:
    add_person(by=next_door.coach, at=now(), name="Jonas", email=jonas.email, roles=("coach",))
    assert "How you sign in" in phone(jonas).get("/me").content.decode()


@pytest.mark.parametrize(
    ("place", "possible"),
    [
        ("https://coach.example", True), ("https://coach.example:8443", True), ("http://localhost:8000", True),
        ("http://coach.example", False), ("http://127.0.0.1:8000", False), ("https://192.0.2.7", False),
        ("https://[2001:db8::7]", False),
    ],
)  # fmt: skip
def test_they_need_a_name_and_https(phone: Phone, mara: Person, settings: Settings, place: str, possible: bool) -> None:
    settings.HANDRAIL_URL = place
    assert is_possible() is possible
    page = phone(mara).get("/me").content.decode()
    assert ("Passkeys need an address with a name" in page) is not possible


def test_whatever_is_posted_is_answered_with_a_sentence(laptop: Client, key: Authenticator) -> None:
    chance = random.Random(3)
    whole = json.loads(key.sign(asked_to_come_in(laptop))["answer"])
    answers = ["", "{", "[]", "7", "null", '{"rawId": 7}', "[" * 5000, "é" * 100, json.dumps({**whole, "response": 3})]
    for part in whole["response"]:
        text = list(whole["response"][part])
        text[chance.randrange(len(text))] = "_-Az"[chance.randrange(4)] + "A"
        answers.append(json.dumps({**whole, "response": {**whole["response"], part: "".join(text)}}))
        answers.append(json.dumps({**whole, "response": {**whole["response"], part: ""}}))
        answers.append(json.dumps({**whole, "response": {**whole["response"], part: None}}))
    for answer in answers:
        device = Client()
        question = asked_to_come_in(device)["question"]
        assert device.post("/sign-in/passkey", {"question": question, "answer": answer}).status_code == 422
        question = asked_to_add(laptop)["question"]
        assert laptop.post("/me/passkeys", {"question": question, "answer": answer}).status_code == 302
    assert Passkey.objects.count() == 1
