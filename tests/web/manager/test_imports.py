"""Bringing in a list on a page: the same as the command, told in a table."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from handrail.ledger.verify import entry_count, verify_all
from handrail.lib.clock import now
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from handrail.web.manager.imports import LARGEST

HEADER = "name,email,goal,action,due,status\n"
JONAS = "Jonas Lind,jonas@post.example,Sleep,Buy curtains,2026-03-05,\n"
Phone = Callable[[Person], Client]


def bring(device: Client, content: bytes | str) -> Any:
    file = SimpleUploadedFile("people.csv", content if isinstance(content, bytes) else content.encode())
    return device.post(reverse("manager:import"), {"file": file})


def test_a_coach_brings_in_a_list_as_their_own(phone: Phone, tomas: Person) -> None:
    assert phone(tomas).get(reverse("manager:import")).status_code == 200
    page = bring(phone(tomas), HEADER + JONAS)
    assert page.status_code == 200
    assert "1 new" in page.content.decode()
    assert Trajectory.objects.get().coach == tomas


def test_a_manager_brings_it_in_for_the_first_coach(phone: Phone, mara: Person, ines: Person, tomas: Person) -> None:
    assert mara.name in phone(ines).get(reverse("manager:import")).content.decode()
    bring(phone(ines), HEADER + JONAS)
    assert Trajectory.objects.get().coach == mara


def test_the_same_list_twice_changes_nothing(phone: Phone, mara: Person) -> None:
    bring(phone(mara), HEADER + JONAS)
    entries = entry_count()
    assert "1 here already" in bring(phone(mara), HEADER + JONAS).content.decode()
    assert entry_count() == entries
    assert list(verify_all()) == []


def test_a_broken_line_is_named_and_safe_to_show(phone: Phone, mara: Person) -> None:
    page = bring(phone(mara), f"{HEADER}Nobody,<b>nobody</b>,,,,\n{JONAS}").content.decode()
    assert "&lt;b&gt;nobody" in page
    assert "does not look like an e-mail address" in page
    assert "1 new" in page


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0\1", b"name,goal\n", b"x" * 100_000, b"x" * (LARGEST + 1)])
def test_what_is_no_such_file_gets_a_sentence(phone: Phone, mara: Person, content: bytes) -> None:
    page = bring(phone(mara), content)
    assert page.status_code == 422
    assert 'class="error"' in page.content.decode()


def test_no_file_at_all_gets_a_sentence(phone: Phone, mara: Person) -> None:
    for given in ({}, {"file": "a word"}):
        assert phone(mara).post(reverse("manager:import"), given).status_code == 422


def test_clients_and_strangers_do_not_come_here(phone: Phone, jonas: Person, client: Client) -> None:
    for answer in (phone(jonas).get(reverse("manager:import")), bring(phone(jonas), HEADER + JONAS)):
        assert answer.status_code == 404
    assert bring(client, HEADER + JONAS).status_code == 302
    assert not Trajectory.objects.exists()


def test_where_nobody_coaches_the_page_says_so(phone: Phone, mara: Person, ines: Person) -> None:
    Membership.objects.get(person=mara, role="coach").end(by=ines, at=now())
    assert "Nobody coaches here yet" in phone(ines).get(reverse("manager:import")).content.decode()
    assert bring(phone(ines), HEADER + JONAS).status_code == 422
