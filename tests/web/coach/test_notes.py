"""Notes of a session: two kinds, drafts, versions, and two who write at once."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.web.drafts import draft_url
from handrail.web.notes import place
from tests.cast import NextDoor

Phone = Callable[[Person], Client]


def note(session: Session, kind: str = "shared") -> str:
    return reverse("coach:note", args=[session.pk, kind])


def page(session: Session) -> str:
    return reverse("coach:session", args=[session.pk])


def test_both_notes_lie_side_by_side_and_say_who_reads_them(phone: Phone, mara: Person, first_session: Session) -> None:
    shown = phone(mara).get(page(first_session)).content.decode()
    assert "Jonas and you read this" in shown
    assert "only you read this" in shown


@pytest.mark.parametrize("kind", ["shared", "coach_only"])
def test_mara_writes_a_note(phone: Phone, mara: Person, first_session: Session, kind: str) -> None:
    answer = phone(mara).post(
        note(first_session, kind), {"text": "Looked back.", "base": fingerprint(""), "key": "one"}
    )
    assert answer.headers["Location"].startswith(page(first_session))
    assert Note.objects.get().text == "Looked back."
    assert Note.objects.get().visibility == kind


def test_a_kind_of_note_that_is_none_is_not_there(phone: Phone, mara: Person, first_session: Session) -> None:
    assert phone(mara).post(note(first_session, "public"), {"text": "x"}).status_code == 404


def test_leaving_the_field_makes_a_version_without_a_page(phone: Phone, mara: Person, first_session: Session) -> None:
    device = phone(mara)
    base = fingerprint("")
    for text in ("One.", "One. Two."):
        answer = device.post(note(first_session), {"text": text, "base": base, "key": ""}, headers={"X-Quiet": "1"})
        assert answer.status_code == 204
        base = answer.headers["X-Base"]
    assert Note.objects.get().text == "One. Two."
    assert Note.objects.get().revision == 2


def test_the_same_words_again_make_no_version(phone: Phone, mara: Person, first_session: Session) -> None:
    for key in ("one", "two"):
        phone(mara).post(note(first_session), {"text": "One.", "base": fingerprint(""), "key": key})
    assert Note.objects.get().revision == 1


def test_a_draft_is_there_on_return_and_gone_once_it_is_a_version(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    address = draft_url(place(first_session, "shared"), first_session.trajectory_id)
    assert phone(mara).post(address, {"text": "Half a sen", "base": fingerprint("")}).status_code == 204
    shown = phone(mara).get(page(first_session)).content.decode()
    assert "Half a sen" in shown
    assert "not saved yet" in shown
    phone(mara).post(note(first_session), {"text": "Half a sentence.", "base": fingerprint(""), "key": "one"})
    assert not Draft.objects.exists()
    assert list(verify_all()) == []


def test_a_draft_is_its_writers_alone(phone: Phone, mara: Person, jonas: Person, first_session: Session) -> None:
    address = draft_url(place(first_session, "shared"), first_session.trajectory_id)
    phone(jonas).post(address, {"text": "What Jonas only thinks", "base": ""})
    assert "What Jonas only thinks" not in phone(mara).get(page(first_session)).content.decode()


def test_nothing_is_drafted_next_door(phone: Phone, mara: Person, next_door: NextDoor) -> None:
    address = draft_url("note:x:shared", next_door.trajectory.pk)
    assert phone(mara).post(address, {"text": "Hello"}).status_code == 404
    assert Client().post(address, {"text": "Hello"}).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize("given", [{"text": "a\0b"}, {"text": "a" * 400_001}])
def test_a_draft_that_cannot_be_kept_is_refused(
    phone: Phone, mara: Person, first_session: Session, given: dict[str, str]
) -> None:
    address = draft_url(place(first_session, "shared"), first_session.trajectory_id)
    assert phone(mara).post(address, given).status_code == 422
    assert phone(mara).post("/drafts", {"text": "a"}).status_code == 422


def test_an_over_long_note_is_refused_and_every_word_is_still_there(
    phone: Phone, mara: Person, first_session: Session
) -> None:
    words = "word " * 5_000
    answer = phone(mara).post(note(first_session), {"text": words, "base": fingerprint(""), "key": "one"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "too long" in answer.content.decode()
    assert not Note.objects.exists()


def test_words_that_no_database_keeps_are_refused_kindly(phone: Phone, mara: Person, first_session: Session) -> None:
    answer = phone(mara).post(note(first_session), {"text": "before\0after", "base": fingerprint(""), "key": "one"})
    assert answer.status_code == 422
    assert not Note.objects.exists()


def test_emoji_and_words_from_right_to_left_are_words(phone: Phone, mara: Person, first_session: Session) -> None:
    words = "שלום 👋🏽 مرحبا"
    phone(mara).post(note(first_session), {"text": words, "base": fingerprint(""), "key": "one"})
    assert words in phone(mara).get(page(first_session)).content.decode()


# Two devices of hers


@pytest.fixture
def kept(phone: Phone, mara: Person, first_session: Session) -> Callable[..., None]:
    """What a page keeps by itself while she types there."""
    address = draft_url(place(first_session, "shared"), first_session.trajectory_id)

    def keep(page: str, text: str, *, seen: str = "") -> None:
        given = {"text": text, "base": fingerprint(""), "page": page, "seen": fingerprint(seen)}
        assert phone(mara).post(address, given).status_code == 204

    return keep


def words_of(*, page: str, text: str, seen: str = "") -> dict[str, str]:
    return {"text": text, "base": fingerprint(""), "key": page, "page": page, "seen": fingerprint(seen)}


def test_she_goes_on_at_the_desk_with_what_she_began_on_the_phone(
    phone: Phone, mara: Person, first_session: Session, kept: Callable[..., None]
) -> None:
    kept("phone", "He came in")
    assert "He came in" in phone(mara).get(page(first_session)).content.decode()
    kept("desk", "He came in lighter", seen="He came in")
    (draft,) = Draft.objects.all()
    assert draft.text == "He came in lighter"
    phone(mara).post(note(first_session), words_of(page="desk", text="He came in lighter.", seen="He came in"))
    assert not Draft.objects.exists()


def test_what_lies_on_the_closed_laptop_is_not_lost_when_she_saves_from_the_phone(
    phone: Phone, mara: Person, first_session: Session, kept: Callable[..., None]
) -> None:
    kept("laptop", "Written before the lid closed")
    kept("phone", "Written on the way home")
    phone(mara).post(note(first_session), words_of(page="phone", text="Written on the way home."))
    shown = phone(mara).get(page(first_session)).content.decode()
    assert Note.objects.get().text == "Written on the way home."
    assert "Begun by you on another device" in shown
    assert "Written before the lid closed" in shown


@pytest.mark.parametrize("chosen", ["Saved.\n\nOn the laptop", "Saved."])
def test_she_puts_it_below_or_leaves_it_out(
    phone: Phone, mara: Person, first_session: Session, kept: Callable[..., None], chosen: str
) -> None:
    kept("laptop", "On the laptop")
    phone(mara).post(note(first_session), words_of(page="phone", text="Saved."))
    given = {
        "text": chosen,
        "base": fingerprint("Saved."),
        "key": "two",
        "page": "laptop",
        "seen": fingerprint("Saved."),
    }
    phone(mara).post(note(first_session), given)
    assert Note.objects.get().text == chosen
    assert not Draft.objects.exists()
    assert "another device" not in phone(mara).get(page(first_session)).content.decode()


def test_both_devices_save_and_she_is_shown_both(
    phone: Phone, mara: Person, first_session: Session, kept: Callable[..., None]
) -> None:
    kept("laptop", "On the laptop")
    phone(mara).post(note(first_session), words_of(page="phone", text="On the phone."))
    answer = phone(mara).post(note(first_session), words_of(page="laptop", text="On the laptop, more."))
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "On the phone." in shown
    assert "On the laptop, more." in shown
    assert 'name="page" value="laptop"' in shown


# Two who write at once


@pytest.fixture
def both(phone: Phone, mara: Person, jonas: Person, first_session: Session) -> str:
    """Jonas saved while Mara was writing; what Mara is shown."""
    Note.write(first_session, by=jonas, at=now(), visibility="shared", text="Jonas was here.")
    answer = phone(mara).post(note(first_session), {"text": "Mara too.", "base": fingerprint(""), "key": "one"})
    assert answer.status_code == 409
    return str(answer.content.decode())


def test_both_texts_are_shown_and_neither_is_lost(both: str) -> None:
    assert "Jonas was here." in both
    assert "Mara too." in both
    assert Note.objects.get().text == "Jonas was here."


@pytest.mark.parametrize("kept", ["Mara too.", "Jonas was here.\n\nMara too.", "Jonas was here."])
def test_mara_keeps_mine_or_both_or_theirs(
    both: str, phone: Phone, mara: Person, first_session: Session, kept: str
) -> None:
    base = fingerprint("Jonas was here.")
    assert f'name="base" value="{base}"' in both
    phone(mara).post(note(first_session), {"text": kept.replace("\n", "\r\n"), "base": base, "key": "two"})
    assert Note.objects.get().text == kept
    assert not Draft.objects.exists()


def test_a_quiet_version_does_not_overwrite_either(
    phone: Phone, mara: Person, jonas: Person, first_session: Session
) -> None:
    Note.write(first_session, by=jonas, at=now(), visibility="shared", text="Jonas was here.")
    given = {"text": "Mara too.", "base": fingerprint(""), "key": ""}
    assert phone(mara).post(note(first_session), given, headers={"X-Quiet": "1"}).status_code == 409
    assert Note.objects.get().text == "Jonas was here."
