"""The first visitor of an empty Handrail, and the front door after that."""

from collections.abc import Callable

import pytest
from django.test import Client

from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.web.public.home import entrance

Phone = Callable[[Person], Client]
RIVER = {"name": "River", "person_name": "Mara Vos", "email": "Mara@River.example"}


def test_the_first_visitor_names_the_practice_with_three_fields_and_is_in(device: Client, db: None) -> None:
    assert device.get("/")["Location"] == "/start"
    page = device.get("/start").content.decode()
    assert page.count('class="input"') == 3
    assert page.count("<button") == 1
    assert device.post("/start", RIVER)["Location"] == "/"
    assert device.get("/")["Location"] == "/coach/"
    mara = Person.objects.with_roles().get()
    assert (mara.name, mara.email, mara.roles) == ("Mara Vos", "mara@river.example", frozenset({"coach", "manager"}))
    assert list(verify_all()) == []
    assert set(Entry.objects.values_list("surface", flat=True)) == {"web"}


def test_later_visitors_are_led_to_the_sign_in(device: Client, mara: Person) -> None:
    assert device.get("/")["Location"] == "/sign-in"
    assert device.get("/start")["Location"] == "/"
    assert device.post("/start", RIVER)["Location"] == "/"
    assert Practice.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Give it a name"),
        ({"name": "R" * 300}, "100 characters too long"),
        ({"name": "R\0"}, "Null characters"),
        ({"person_name": "  "}, "Say what you are called"),
        ({"person_name": "M" * 201}, "1 character too long"),
        ({"email": "mara"}, "e-mail address"),
        ({"email": ""}, "Write the address"),
    ],
)
def test_what_is_amiss_is_said_beside_its_field_and_the_rest_stays_typed(
    device: Client, db: None, wrong: dict[str, str], says: str
) -> None:
    typed = RIVER | wrong
    answer = device.post("/start", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("is-amiss") == 1
    assert says in page
    assert all(value.replace("\0", "") in page for value in typed.values())
    assert not Practice.objects.exists()
    assert not Account.objects.exists()
    assert device.post("/start", RIVER)["Location"] == "/"


def test_everybody_begins_where_they_belong(
    phone: Phone, mara: Person, tomas: Person, jonas: Person, ines: Person
) -> None:
    places = [phone(person).get("/")["Location"] for person in (mara, tomas, jonas, ines)]
    assert places == ["/coach/", "/coach/", "/my/", "/practice/"]


def test_somebody_without_a_role_left_still_finds_their_own_page(phone: Phone, ines: Person, mara: Person) -> None:
    ines.memberships.get().end(by=mara, at=now())
    assert entrance(Person.objects.get(pk=ines.pk)) == "me"
    assert phone(ines).get("/")["Location"] == "/me"
    assert phone(ines).get("/me").status_code == 200


def test_all_that_is_amiss_is_said_at_once(device: Client, db: None) -> None:
    page = device.post("/start", {}).content.decode()
    assert page.count("is-amiss") == 3
