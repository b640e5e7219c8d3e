"""The demo's mailbox: the demo's mails, at this machine, and nothing else."""

import pytest
from django.test import Client

from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.joining import add_person, found_practice
from handrail.practice.person import Person
from tests.cast import NextDoor
from tests.clock import Clock
from tests.web.public.devices import ask, is_in, mailed


@pytest.fixture
def demo(db: None, clock: Clock) -> Person:
    return found_practice(
        at=now(), name="Demo", person_name="Dora", email="dora@demo.example", zone="UTC", is_demo=True
    )


def test_the_demo_s_mail_is_read_and_its_link_clicked(device: Client, demo: Person) -> None:
    ask(device, demo.email)
    assert "/mailbox/" in device.get("/sign-in/code").content.decode()
    page = device.get("/mailbox/").content.decode()
    link, _ = mailed(demo.email)
    assert f'href="http://127.0.0.1:8000{link}"' in page
    device.post(link)
    assert is_in(device)


def test_without_a_demo_there_is_no_mailbox(device: Client, jonas: Person) -> None:
    ask(device, jonas.email)
    assert device.get("/mailbox/").status_code == 404
    assert "/mailbox/" not in device.get("/sign-in/code").content.decode()


def test_mail_of_a_real_practice_beside_the_demo_is_not_shown(
    device: Client, demo: Person, jonas: Person, next_door: NextDoor
) -> None:
    ask(device, jonas.email)
    assert jonas.email not in device.get("/mailbox/").content.decode()


def test_an_address_of_the_demo_that_is_real_elsewhere_is_not_shown(
    device: Client, demo: Person, jonas: Person
) -> None:
    """Else whoever sits here could sign in as the real one."""
    both = add_person(by=demo, at=now(), name="J", email=jonas.email, roles=("coachee",))
    ask(device, jonas.email)
    Message.queue(practice_id=demo.practice_id, to=both.email, subject="s", text="t", at=now())
    assert jonas.email not in device.get("/mailbox/").content.decode()


@pytest.mark.parametrize("place", ["203.0.113.9", "10.0.0.1", "::ffff:10.0.0.1", ""])
def test_it_opens_from_this_machine_alone(demo: Person, place: str) -> None:
    assert Client(REMOTE_ADDR=place).get("/mailbox/").status_code == 404
    assert Client(REMOTE_ADDR="::1").get("/mailbox/").status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Proto", "Via"])
def test_it_opens_to_nobody_behind_a_proxy(device: Client, demo: Person, header: str) -> None:
    assert device.get("/mailbox/", headers={header: "127.0.0.1"}).status_code == 404


def test_words_in_a_mail_are_words_on_the_page(device: Client, demo: Person) -> None:
    Message.queue(practice_id=demo.practice_id, to=demo.email, subject="<i>", text="<script>x</script>", at=now())
    page = device.get("/mailbox/").content.decode()
    assert "<script>x" not in page
    assert "<i>" not in page.replace("<i></i>", "")
