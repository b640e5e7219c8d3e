"""Bringing in a list on a page: brought, looked at, and only then taken in."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.ledger.verify import entry_count, verify_all
from handrail.lib.clock import now
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.upload import LARGEST, MOST, Upload
from handrail.web.manager.import_preview import LINES
from tests.cast import NextDoor
from tests.clock import Clock
from tests.trajectory.intake.files import GOOGLE_NOW, workbook

HEADER = "name,email,goal,action,due,status\n"
JONAS = "Jonas Lind,jonas@post.example,Sleep,Buy curtains,2026-03-05,\n"
Phone = Callable[[Person], Client]


def bring(device: Client, content: bytes | str, name: str = "people.csv") -> Any:
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return device.post(reverse("manager:import"), {"file": file})


def looked(device: Client, content: bytes | str, **said: str) -> str:
    """The page that shows what a list would bring."""
    answer = bring(device, content)
    assert answer.status_code == 302
    return str(device.get(answer["Location"], said).content.decode())


def yes(device: Client, page: str) -> Any:
    """Say yes to what the page shows."""
    form = re.search(r'<form method="post" action="([^"]+/import/[^"]+)">(.*?)Bring in', page, re.S)
    assert form, page
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[2]))
    return device.post(form[1], fields, follow=True)


def test_a_coach_brings_in_a_list_as_their_own(phone: Phone, tomas: Person) -> None:
    assert phone(tomas).get(reverse("manager:import")).status_code == 200
    page = looked(phone(tomas), HEADER + JONAS)
    assert "<b>1</b> new" in page
    done = yes(phone(tomas), page)
    assert done.status_code == 200
    assert "What came of it" in done.content.decode()
    assert Trajectory.objects.get().coach == tomas


def test_a_manager_brings_it_in_for_the_first_coach(phone: Phone, mara: Person, ines: Person, tomas: Person) -> None:
    assert mara.name in phone(ines).get(reverse("manager:import")).content.decode()
    yes(phone(ines), looked(phone(ines), HEADER + JONAS))
    assert Trajectory.objects.get().coach == mara


def test_nothing_is_written_before_the_yes(phone: Phone, mara: Person) -> None:
    entries = entry_count()
    answer = bring(phone(mara), HEADER + JONAS)
    device = phone(mara)
    with CaptureQueriesContext(connection) as asked:
        device.get(answer["Location"])
        device.get(answer["Location"], {"c0": "name", "c1": "email", "c2": "", "order": "dmy"})
    written = [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    # Which browser it is; that is noted by every page.
    assert [sql for sql in written if "django_session" not in sql] == []
    assert entry_count() == entries


def test_the_same_list_twice_changes_nothing(phone: Phone, mara: Person) -> None:
    yes(phone(mara), looked(phone(mara), HEADER + JONAS))
    entries = entry_count()
    page = looked(phone(mara), HEADER + JONAS)
    assert "<b>1</b> here already" in page
    assert "There is nothing new in it" in page
    assert entry_count() == entries
    assert list(verify_all()) == []


def test_a_broken_line_is_named_and_safe_to_show(phone: Phone, mara: Person) -> None:
    page = looked(phone(mara), f"{HEADER}Nobody,<b>nobody</b>,,,,\n{JONAS}")
    assert "&lt;b&gt;nobody" in page
    assert "does not look like an e-mail address" in page
    assert "<b>1</b> new" in page
    done = yes(phone(mara), page).content.decode()
    assert "&lt;b&gt;nobody" in done


def test_columns_are_guessed_shown_and_corrected(phone: Phone, mara: Person) -> None:
    content = "Wer;E-Mail-Adresse;Was er will;Telefon\nJonas Lind;jonas@post.example;Sleep;0612\n"
    first = looked(phone(mara), content)
    assert '<option value="email" selected>' in first
    assert 'class="is-aside"' in first
    assert "<b>1</b> to mend" in first
    page = looked(phone(mara), content, c0="name", c1="email", c2="goal", c3="")
    assert "<b>1</b> new" in page
    yes(phone(mara), page)
    assert Person.objects.get(email="jonas@post.example").name == "Jonas Lind"
    assert Trajectory.objects.get().goals.get().text == "Sleep"


def test_a_list_without_names_of_columns_is_told_by_hand(phone: Phone, mara: Person) -> None:
    page = looked(phone(mara), "who,what,where\nJonas Lind,Sleep,jonas@post.example\n", c0="name", c2="email", line="1")
    assert "<b>1</b> new" in page


def test_the_order_of_days_is_asked_where_it_cannot_be_told(phone: Phone, mara: Person) -> None:
    content = "name,email,action,due\nJonas,jonas@post.example,Buy,05/03/2026\n"
    asked = looked(phone(mara), content)
    assert "Day and month cannot be told apart" in asked
    assert "Bring in this" not in asked
    yes(phone(mara), looked(phone(mara), content, order="mdy"))
    assert Action.objects.get().due_on.isoformat() == "2026-05-03"


def test_letters_are_shown_and_corrected(phone: Phone, mara: Person) -> None:
    content = "name;email\nJiří;jiri@post.example\n".encode("cp1250")
    assert "Windows, central Europe" in looked(phone(mara), content)
    assert "Jiøí" in looked(phone(mara), content, encoding="cp1252")
    assert "Jiří" in looked(phone(mara), content, encoding="cp1250")


def test_workbooks_and_contacts_come_in_too(phone: Phone, mara: Person) -> None:
    title = workbook(
        {"Notes": [["x"]], "Clients": [["Our clients"], [], ["Klant", "Mail"], ["Jonas", "j@post.example"]]}
    )
    page = looked(phone(mara), title)
    assert "the sheet “Clients”" in page
    assert "Notes" in page
    yes(phone(mara), page)
    assert Person.objects.get(email="j@post.example").name == "Jonas"
    assert "contacts of Google" in looked(phone(mara), GOOGLE_NOW)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0\1", b"%PDF-1.7", b"x" * 100_000, b"x" * (LARGEST + 1)])
def test_what_is_no_such_file_gets_a_sentence(phone: Phone, mara: Person, content: bytes) -> None:
    page = bring(phone(mara), content)
    if page.status_code == 302:
        assert 'class="error"' in phone(mara).get(page["Location"]).content.decode()
    else:
        assert page.status_code == 422
        assert 'class="error"' in page.content.decode()


def test_a_long_list_is_sent_to_the_command(phone: Phone, mara: Person) -> None:
    page = looked(phone(mara), HEADER + JONAS * (LINES + 1))
    assert "bin/handrail import" in page
    assert "Bring in this" not in page


def test_no_file_at_all_gets_a_sentence(phone: Phone, mara: Person) -> None:
    for given in ({}, {"file": "a word"}):
        assert phone(mara).post(reverse("manager:import"), given).status_code == 422


def test_a_second_yes_and_a_second_tab_change_nothing(phone: Phone, mara: Person) -> None:
    page = looked(phone(mara), HEADER + JONAS)
    first = yes(phone(mara), page).content.decode()
    entries = entry_count()
    assert "<b>1</b> new" in yes(phone(mara), page).content.decode()
    assert "<b>1</b> new" in first
    assert entry_count() == entries
    assert bytes(Upload.objects.get().content) == b""


def test_a_list_is_its_author_s_alone_and_let_go_of_after_an_hour(
    phone: Phone, mara: Person, ines: Person, next_door: NextDoor, clock: Clock
) -> None:
    address = bring(phone(mara), HEADER + JONAS)["Location"]
    for somebody in (ines, next_door.coach):
        assert phone(somebody).get(address).status_code == 404
        assert phone(somebody).post(address, {"away": "on"}).status_code == 404
    assert "people.csv" in phone(mara).get(reverse("manager:import")).content.decode()
    clock.go(minutes=61)
    assert phone(mara).get(address).status_code == 404
    assert "people.csv" not in phone(mara).get(reverse("manager:import")).content.decode()
    Upload.forget(now())
    assert not Upload.objects.exists()


def test_only_the_newest_few_wait_and_one_may_be_sent_away(phone: Phone, mara: Person, clock: Clock) -> None:
    for _ in range(MOST + 2):
        clock.go(minutes=1)
        address = bring(phone(mara), HEADER + JONAS)["Location"]
    assert Upload.objects.count() == MOST
    phone(mara).post(address, {"away": "on"})
    assert Upload.objects.count() == MOST - 1
    assert phone(mara).get(address).status_code == 404
    assert timedelta(0) < now() - Upload.objects.latest("kept_at").kept_at


def test_nonsense_in_the_address_is_no_trouble(phone: Phone, mara: Person) -> None:
    nonsense = {"c0": "who knows", "c99999": "email", "cx": "", "line": "-1", "order": "xyz", "encoding": "rot13"}
    address = bring(phone(mara), HEADER + JONAS)["Location"]
    for said in (nonsense, {"line": "99"}, {"sheet": "no such"}, {"line": "9" * 30}, {"c1": ""}):
        assert phone(mara).get(address, said).status_code == 200
        assert phone(mara).post(address, said).status_code in (200, 302, 422)


def test_clients_and_strangers_do_not_come_here(phone: Phone, jonas: Person, client: Client) -> None:
    for answer in (phone(jonas).get(reverse("manager:import")), bring(phone(jonas), HEADER + JONAS)):
        assert answer.status_code == 404
    assert bring(client, HEADER + JONAS).status_code == 302
    assert not Upload.objects.exists()


def test_where_nobody_coaches_the_page_says_so(phone: Phone, mara: Person, ines: Person) -> None:
    Membership.objects.get(person=mara, role="coach").end(by=ines, at=now())
    assert "Nobody coaches here yet" in phone(ines).get(reverse("manager:import")).content.decode()
    assert bring(phone(ines), HEADER + JONAS).status_code == 422
