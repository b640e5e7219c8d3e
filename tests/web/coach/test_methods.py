"""The library of methods: Mara looks, writes, shares a file, brings one in; and clients see none of it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.method import Method
from handrail.trajectory.methods.file import read, written
from handrail.trajectory.methods.form import Kind
from handrail.trajectory.methods.shipped import METHODS, method
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.web.coach.paths import ODD, Phone, at, words

LIBRARY = reverse("coach:methods")
BRING = reverse("coach:method-file-in")


def typed(**more: Any) -> dict[str, Any]:
    """The form as Mara fills it in; a line for each thing that is asked."""
    return {
        "title": "Two doors", "instructions": "Walk through each.", "question": "Which was lighter?", "minutes": "5",
        "kind-0": "words", "label-0": "Behind the first", "kind-1": "scale", "label-1": "How light?",
        "items-1": "lead\nfeather", "kind-2": "words", **more,
    }  # fmt: skip


def test_what_is_asked_changes_its_place(phone: Phone, mara: Person) -> None:
    device = phone(mara)
    device.post(LIBRARY, typed(**{"kind-2": "words", "label-2": "And then?", "place-2": "1"}))
    row = Method.objects.get()
    assert row.form
    assert [each.label for each in row.form.fields] == ["And then?", "Behind the first", "How light?"]
    again = {
        f"{name}-{number}": value
        for number, each in enumerate(row.form.fields)
        for name, value in (("kind", each.kind.value), ("label", each.label), ("place", str(number + 1)))
    }
    device.post(at("method", row), typed(**again | {"items-2": "lead\nfeather", "items-1": "", "place-0": "3"}))
    row.refresh_from_db()
    assert row.form
    assert [each.label for each in row.form.fields] == ["Behind the first", "How light?", "And then?"]


@pytest.fixture
def doors(mara: Person) -> Method:
    return Method.write(by=mara, at=now(), text=written(METHODS[2]).replace("Life areas", "Our wheel"))


def test_the_library_shows_the_ten_and_opens_each(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    page = words(device.get(LIBRARY))
    for form in METHODS:
        assert form.title in page
        shown = words(device.get(reverse("coach:shipped-method", args=[form.key])))
        assert form.question in shown
        assert f"?method={form.key}#new" in shown


def test_mara_writes_one_and_finds_it_where_exercises_are_given(phone: Phone, mara: Person, walk: Trajectory) -> None:
    device = phone(mara)
    page = words(device.post(LIBRARY, typed(), follow=True))
    kept = Method.objects.get()
    assert kept.form
    assert [(each.kind, each.label) for each in kept.form.fields] == [
        (Kind.WORDS, "Behind the first"), (Kind.SCALE, "How light?")
    ]  # fmt: skip
    assert (kept.form.fields[1].low, kept.form.fields[1].high) == ("lead", "feather")
    assert "not a lower one" in kept.form.fields[1].lower
    assert "Two doors" in page
    given = {"title": "Two doors", "instructions": "Walk.", "question": "Which?", "method": kept.pk.hex}
    device.post(at("exercises", walk), given)
    exercise = Exercise.objects.get()
    assert (exercise.method, exercise.sheet) == (kept.pk.hex, kept.form)
    assert list(verify_all()) == []


def test_what_was_given_stays_as_it_was_when_the_method_changes(
    phone: Phone, mara: Person, walk: Trajectory, doors: Method
) -> None:
    device = phone(mara)
    device.post(at("exercises", walk), {"title": "a", "instructions": "b", "question": "c", "method": doors.pk.hex})
    before = Exercise.objects.get().sheet
    device.post(at("method", doors), typed())
    doors.refresh_from_db()
    assert doors.form
    assert doors.form.title == "Two doors"
    assert Exercise.objects.get().sheet == before


def test_what_a_file_says_beyond_the_form_is_kept_when_it_is_changed(phone: Phone, mara: Person) -> None:
    scaling = method("scaling")
    assert scaling
    row = Method.write(by=mara, at=now(), text=written(scaling))
    page = phone(mara).get(at("method-wording", row))
    form = page.context["form"]
    data = {field.html_name: field.value() or "" for field in form} | {"title": "Nought to ten"}
    phone(mara).post(at("method", row), data)
    row.refresh_from_db()
    assert row.form
    assert row.form.fields == scaling.fields
    assert row.form.title == "Nought to ten"


def test_two_coaches_do_not_write_over_each_other(phone: Phone, mara: Person, tomas: Person, doors: Method) -> None:
    base = phone(mara).get(at("method-wording", doors)).context["form"]["base"].value()
    phone(tomas).post(at("method", doors), typed(title="Three doors", base=base))
    answer = phone(mara).post(at("method", doors), typed(base=base))
    doors.refresh_from_db()
    assert answer.status_code == 409
    assert "Another coach changed this meanwhile" in words(answer)
    assert 'value="Two doors"' in words(answer)
    assert doors.form
    assert doors.form.title == "Three doors"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(phone: Phone, mara: Person) -> None:
    answer = phone(mara).post(LIBRARY, typed(question="", title=ODD))
    assert answer.status_code == 422
    assert "Something is needed here that is empty: question." in words(answer)
    assert "مرحبا" in words(answer)
    wheel = phone(mara).post(LIBRARY, typed(**{"kind-0": "wheel"}))
    assert "items, 1" in words(wheel)
    assert not Method.objects.exists()


def test_a_method_leaves_as_a_file_and_comes_in_after_a_look(phone: Phone, mara: Person, next_door: NextDoor) -> None:
    file = phone(mara).get(reverse("coach:shipped-method-file", args=["life_areas"]))
    assert 'filename="life-areas.toml"' in file["Content-Disposition"]
    device = phone(next_door.coach)
    seen = device.post(BRING, {"file": SimpleUploadedFile("m.toml", file.content)})
    assert "Life areas" in words(seen)
    assert not Method.objects.exists()
    device.post(BRING, {"text": seen.context["text"], "kept": "on"})
    kept = Method.objects.get()
    assert kept.practice == next_door.coach.practice
    assert kept.form == read(file.content.decode())
    again = phone(next_door.coach).get(at("method-file", kept))
    assert again.content == file.content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "This is not a text"), (b"", "its first line would be"),
        (b"handrail_method = 9\n", "written for a newer Handrail"), (b"x" * 200_000, "larger than a method can be"),
        (b"handrail_method = 1\ntitle = '<script>alert(1)</script>'\n", "empty: instructions"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_method_is_refused_in_plain_words(
    phone: Phone, mara: Person, content: bytes, said: str
) -> None:
    answer = phone(mara).post(BRING, {"file": SimpleUploadedFile("m.toml", content)})
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Method.objects.exists()


def test_markup_in_a_file_is_shown_as_letters(phone: Phone, mara: Person) -> None:
    hostile = written(METHODS[2]).replace("Health", "<img src=x>")
    page = words(phone(mara).post(BRING, {"text": hostile}))
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page


def test_put_away_it_is_offered_no_more_and_can_be_taken_out(
    phone: Phone, mara: Person, walk: Trajectory, doors: Method
) -> None:
    device = phone(mara)
    device.post(at("method-standing", doors), {"state": "put_away"})
    assert "Our wheel" not in words(device.get(at("exercises", walk)))
    assert "Put away" in words(device.get(LIBRARY))
    device.post(at("method-standing", doors), {"state": "kept"})
    assert "Our wheel" in words(device.get(at("exercises", walk)))


def test_the_library_asks_as_much_for_one_as_for_thirty(
    phone: Phone, mara: Person, doors: Method, django_assert_num_queries: Any
) -> None:
    device = phone(mara)
    device.get(LIBRARY)
    for _ in range(30):
        Method.write(by=mara, at=now(), text=doors.text)
    with django_assert_num_queries(4):
        device.get(LIBRARY)


def test_next_door_gives_nothing_of_this_library(phone: Phone, next_door: NextDoor, doors: Method) -> None:
    given = {"title": "a", "instructions": "b", "question": "c", "method": doors.pk.hex}
    phone(next_door.coach).post(at("exercises", next_door.trajectory), given)
    assert Exercise.objects.get().form == ""
    assert (
        phone(next_door.coach).get(reverse("coach:new-method"), {"from": doors.pk.hex}).context["form"].of.title == ""
    )
