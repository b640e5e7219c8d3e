"""Two who press the same button in the same moment, on a real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.consent import Consent
from handrail.practice.joining import add_person
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.practice.second_step import SecondStep
from handrail.practice.sign_in import GUESSES, SignInLink
from handrail.trajectory.beginning import draft_trajectory
from handrail.web.mail import send_invitation
from tests.clock import Clock
from tests.web.public.authenticator import PLACE, Authenticator, add, asked_to_come_in
from tests.web.public.devices import ask, is_in, mailed
from tests.web.public.test_invitation import YES
from tests.web.public.test_start import RIVER

Press = Callable[[Client], Any]


def together(*presses: Callable[[], Any]) -> list[Any]:
    """Everybody waits for the others, then presses."""
    line = Barrier(len(presses))

    def press(one: Callable[[], Any]) -> Any:
        line.wait(10)
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as hands:
        return [hand.result(30) for hand in [hands.submit(press, one) for one in presses]]


@pytest.fixture
def river(shared_database: dict[str, str], clock: Clock) -> Person:
    Client().post("/start", RIVER)
    return Person.objects.get()


def test_two_first_visitors_found_one_practice(shared_database: dict[str, str], clock: Clock) -> None:
    devices = [Client() for _visitor in range(4)]
    names = [RIVER | {"name": f"River {n}", "email": f"mara{n}@river.example"} for n in range(4)]
    answers = together(*(lambda d=d, n=n: d.post("/start", n) for d, n in zip(devices, names, strict=True)))
    assert {answer.status_code for answer in answers} == {302}
    assert Practice.objects.count() == 1
    assert sum(is_in(device) for device in devices) == 1
    assert list(verify_all()) == []


def test_of_two_devices_with_one_link_one_gets_in(river: Person) -> None:
    ask(Client(), river.email)
    link, _ = mailed(river.email)
    devices = [Client() for _device in range(4)]
    answers = together(*(lambda d=d: d.post(link) for d in devices))
    assert sorted(answer.status_code for answer in answers) == [302, 410, 410, 410]
    assert sum(is_in(device) for device in devices) == 1


def test_of_two_devices_with_one_invitation_one_gets_in(river: Person) -> None:
    jonas = add_person(by=river, at=now(), name="Jonas", email="jonas@river.example", roles=("coachee",))
    trajectory = draft_trajectory(by=river, at=now(), coachees=[jonas])
    send_invitation(by=river, at=now(), trajectory=trajectory, person=jonas)
    link, _ = mailed(jonas.email)
    devices = [Client() for _device in range(4)]
    together(*(lambda d=d: d.post(link, YES) for d in devices))
    assert sum(is_in(device) for device in devices) == 1
    assert Consent.objects.count() == 2
    assert list(verify_all()) == []


def test_guesses_made_at_once_all_count(river: Person) -> None:
    device = Client()
    ask(device, river.email)
    _, code = mailed(river.email)
    wrong = "000 000" if code != "000 000" else "111 111"
    guessers = [Client() for _guesser in range(8)]
    for guesser in guessers:
        guesser.cookies = device.cookies
    together(*(lambda g=g: g.post("/sign-in/code", {"code": wrong}) for g in guessers))
    assert SignInLink.objects.get().guesses == GUESSES
    assert device.post("/sign-in/code", {"code": code}).status_code == 422


def test_two_managers_who_end_each_other_s_role_leave_one(river: Person) -> None:
    ines = add_person(by=river, at=now(), name="Ines", email="ines@river.example", roles=("manager",))
    devices = {person.pk: Client() for person in (river, ines)}
    for person in (river, ines):
        ask(devices[person.pk], person.email)
        devices[person.pk].post(mailed(person.email)[0])
    together(
        lambda: devices[river.pk].post(f"/practice/people/{ines.pk}/roles/manager"),
        lambda: devices[ines.pk].post(f"/practice/people/{river.pk}/roles/manager"),
    )
    assert Membership.objects.filter(role="manager", state="active").count() == 1


def test_one_code_of_the_app_lets_one_of_many_in(river: Person, clock: Clock) -> None:
    assert river.account
    draft = SecondStep.draft(river.account, at=now())
    app = SecondStep.drafted(river.account, draft, at=now())
    recovery = SecondStep.add(river.account, at=now(), draft=draft, code=app.at(now()))
    clock.go(minutes=1)
    for code in (app.at(now()), recovery[0]):
        devices = [halfway(river) for _device in range(6)]
        together(*(lambda d=d, code=code: d.post("/sign-in/second-step", {"code": code}) for d in devices))
        assert sum(is_in(device) for device in devices) == 1


def halfway(person: Person) -> Client:
    device = Client()
    assert person.account
    device.post(f"/sign-in/{SignInLink.make(person.account, at=now()).token}")
    return device


def test_one_answer_of_a_passkey_lets_one_of_many_in(river: Person, settings: Settings) -> None:
    settings.HANDRAIL_URL = PLACE
    owner, key, asker = halfway(river), Authenticator(), Client()
    add(owner, key)
    form = key.sign(asked_to_come_in(asker))
    devices = [Client() for _device in range(6)]
    for device in devices:
        device.cookies["handrail_csrf"] = asker.cookies["handrail_csrf"].value
    together(*(lambda d=d: d.post("/sign-in/passkey", form) for d in devices))
    assert sum(is_in(device) for device in devices) == 1
