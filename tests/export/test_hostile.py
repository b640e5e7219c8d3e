"""Whatever file says it is a practice: one sentence, nothing written, and never more than a record in memory."""

import io
import json
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.export import reading
from handrail.export.coming_in import NotHere, come_in
from handrail.export.format import VERSION
from handrail.ledger.believing import NotBelieved
from handrail.ledger.entry import Entry, Stream, Text
from handrail.ledger.receipt import Receipt
from handrail.lib.clock import now
from handrail.lib.ids import uuid7
from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from tests.export.moving import an_empty_installation, moved_in, moved_out

Held = dict[str, Any]


@pytest.fixture
def left(mara: Person, jonas: Person, walk: Trajectory, call_ann: Action) -> str:
    """Mara's practice with something of everything, as it left."""
    call_ann.complete(by=jonas, at=now(), remark="She said yes.")
    Receipt(practice_id=mara.practice_id, person_id=mara.pk, key="k", made_at=now(), subject_table="action",
            subject_id=call_ann.pk).take()  # fmt: skip
    return moved_out(mara.practice_id)


def refused(written: str | bytes) -> str:
    """The sentence; and that nothing at all was written."""
    with an_empty_installation():
        with pytest.raises(NotBelieved) as reason:
            moved_in(written)
        for model in (Stream, Entry, Text, Receipt, Account, Person):
            assert not model._default_manager.exists(), model
    said = str(reason.value)
    assert "\n" not in said
    assert len(said) < 400
    return said


def first(held: Held, verb: str) -> Held:
    return next(entry for entry in held["entries"] if entry["verb"] == verb)


def change(held: Held, verb: str) -> Held:
    found: Held = first(held, verb)["changes"][0]
    return found


STRANGER = str(UUID(int=7 << 64 | 0x7000_0000))


def set_in(path: Callable[[Held], Any], name: Any, value: Any) -> Callable[[Held], None]:
    def amiss(held: Held) -> None:
        path(held)[name] = value

    return amiss


def renamed(held: Held, old: str, new: str) -> None:
    held[new] = held.pop(old)


def swapped_practice(held: Held) -> None:
    after = change(held, "action.proposed")["after"]
    after["practice_id"] = STRANGER


def entry_gone(held: Held) -> None:
    entries = held["entries"]
    entries.remove(first(held, "session.booked"))


def entry_twice(held: Held) -> None:
    held["entries"].append({**held["entries"][-1], "seq": held["entries"][-1]["seq"] + 1})
    held["streams"][-1]["seq"] += 1


def zones(held: Held) -> list[Held]:
    return [c["after"] for entry in held["entries"] for c in entry["changes"] if "zone" in c["after"]]


AMISS: dict[str, tuple[Callable[[Held], Any], str]] = {
    "version nought": (set_in(lambda h: h, "version", 0), "never was a version “0”"),
    "a version to come": (set_in(lambda h: h, "version", VERSION + 1), f"newer Handrail (version {VERSION + 1}"),
    "a version in words": (set_in(lambda h: h, "version", "1"), "never was a version"),
    "another format": (set_in(lambda h: h, "format", "handrail client"), "does not begin with the format"),
    "nobody's practice": (set_in(lambda h: h, "practice_id", "mine"), "whose practice"),
    "another's practice": (set_in(lambda h: h, "practice_id", STRANGER), "belongs to another practice"),
    "an unknown table": (set_in(lambda h: h, "secrets", []), "no table “secrets”"),
    "a table that is none": (set_in(lambda h: h, "texts", {"a": 1}), "not built as"),
    "a table left out": (lambda h: h.pop("drafts"), "“drafts” is missing"),
    "a record that is none": (set_in(lambda h: h["texts"], 0, 5), "texts, record 1: this is no record"),
    "a column too many": (set_in(lambda h: h["streams"][0], "colour", "red"), "“colour” is no column"),
    "a column too few": (lambda h: h["entries"][0].pop("by_id"), "“by_id” is missing"),
    "an unknown verb": (set_in(lambda h: h["entries"][0], "verb", "person.sold"), "“person.sold” can happen"),
    "an unknown door": (set_in(lambda h: h["entries"][0], "surface", "chimney"), "no door"),
    "an unknown noun": (set_in(lambda h: h["entries"][0]["changes"][0], "table", "pony"), "no table “pony”"),
    "an unknown subject": (set_in(lambda h: h["entries"][0], "subject_table", "receipt"), "no table “receipt”"),
    "an unknown column": (set_in(lambda h: change(h, "action.proposed")["after"], "pony", "x"), "no column “pony”"),
    "a number for a name": (set_in(lambda h: change(h, "action.proposed")["after"], "state", 5), "“state” holds"),
    "an unknown state": (set_in(lambda h: change(h, "action.proposed")["after"], "state", "sold"), "“state” holds"),
    "a day of no year": (set_in(lambda h: change(h, "action.proposed")["after"], "due_on", "9999-12-31"), "“due_on”"),
    "a day in words": (set_in(lambda h: change(h, "action.proposed")["after"], "due_on", "tomorrow"), "“due_on”"),
    "no zone": (set_in(lambda h: h["entries"][0], "recorded_at", "2026-03-02T09:00:00"), "“recorded_at” holds"),
    "yes for a number": (set_in(lambda h: h["streams"][0], "seq", True), "“seq”"),
    "more than a number holds": (set_in(lambda h: h["streams"][0], "seq", 10**30), "no JSON"),
    "a broken number": (set_in(lambda h: change(h, "action.proposed")["after"], "confidence", 3.5), "“confidence”"),
    "words where a pointer stands": (set_in(lambda h: change(h, "action.proposed")["after"], "text", "Hi"), "“text”"),
    "a pointer to nothing": (
        set_in(lambda h: change(h, "action.proposed")["after"], "text", {"words": STRANGER}), "words that are not there"
    ),
    "words nobody points to": (
        lambda h: h["texts"].append({**h["texts"][-1], "id": STRANGER}), "belongs to no entry"
    ),
    "words over their limit": (
        lambda h: [t.update(content="x" * 501) for t in h["texts"] if t["column"] == "text"], "is nothing that"
    ),
    "words that never were so": (lambda h: [t.update(content=" a\r") for t in h["texts"]], "is nothing that"),
    "a NUL": (lambda h: h["texts"][0].update(content="a\0b"), "“content”"),
    "words erased by hand": (lambda h: [t.update(content=None) for t in h["texts"]], "does not hold together"),
    "a gap": (entry_gone, "is missing"),
    "an entry twice": (entry_twice, "the database does not take it"),
    "a stream that says more": (lambda h: h["streams"][0].update(seq=99), "does not end where it says"),
    "an entry of no history": (
        lambda h: h["entries"].append({**h["entries"][-1], "id": STRANGER, "stream_id": STRANGER}), "no history"
    ),
    "a text of no history": (
        lambda h: h["texts"].append({**h["texts"][-1], "id": STRANGER, "stream_id": STRANGER}), "no history"
    ),
    "a history without a word": (
        lambda h: h["streams"].append({**h["streams"][-1], "id": STRANGER, "seq": 0}), "does not end where it says"
    ),
    "a clock that went back": (
        set_in(lambda h: h["entries"][-1], "recorded_at", "2025-03-02T09:00:00+00:00"), "before it happened, or before"
    ),
    "what is still to happen": (
        set_in(lambda h: h["entries"][-1], "happened_at", "2027-03-02T09:00:00+00:00"), "before it happened, or before"
    ),
    "another practice's row": (swapped_practice, "belongs to another practice"),
    "a doer from elsewhere": (set_in(lambda h: h["entries"][-1], "by_id", STRANGER), "not in this practice"),
    "a row from elsewhere": (
        set_in(lambda h: change(h, "action.proposed")["after"], "owner_id", STRANGER), "the database does not take it"
    ),
    "a row begun twice": (lambda h: change(h, "action.completed").update(before=None), "out of turn"),
    "a row never begun": (
        lambda h: change(h, "action.proposed").update(before=change(h, "action.proposed")["after"]), "out of turn"
    ),
    "a beginning that was not": (
        lambda h: change(h, "action.completed")["before"].update(state="blocked"), "begins from something else"
    ),
    "one row twice in an entry": (
        lambda h: first(h, "action.completed").update(changes=[change(h, "action.completed")] * 2), "one row twice"
    ),
    "a subject of another history": (
        lambda h: first(h, "action.completed").update(subject_id=STRANGER), "speaks of a row"
    ),
    "a receipt of a stranger": (lambda h: h["receipts"][0].update(person_id=STRANGER), "a receipt of"),
    "a receipt for nothing": (lambda h: h["receipts"][0].update(subject_id=STRANGER), "not there"),
    "an address that is none": (lambda h: h["accounts"][0].update(email="Mara@Quay.example"), "“email” is no address"),
    "an address twice": (lambda h: [a.update(email="a@b.example") for a in h["accounts"]], "the database does not"),
    "a zone on Mars": (lambda h: [after.update(zone="Mars/Base") for after in zones(h)], "a time zone that"),
    "a draft of a stranger": (
        lambda h: h["drafts"].append({
            "id": STRANGER, "trajectory_id": STRANGER, "person_id": STRANGER, "place": "note:1", "text": "", "base": "",
            "kept_at": "2026-03-02T09:00:00+00:00",
        }), "the database does not take it",
    ),
    "a key that is none": (lambda h: h["intake_keys"].append({"key": "x" * 65}), "“key” holds"),
    "no practice in it": (
        lambda h: h.update(streams=[], entries=[], texts=[], receipts=[]), "make no practice"
    ),
    "nests without end": (
        lambda h: h["entries"][0].update(changes=json.loads("[" * 60 + "]" * 60)), "nested deeper"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AMISS)
def test_what_cannot_be_is_named_and_stays_outside(left: str, name: str) -> None:
    amiss, said = AMISS[name]
    held = json.loads(left)
    amiss(held)
    assert said in refused(json.dumps(held))


@pytest.mark.parametrize(
    "written",
    [b"", b"{", b"{}", b"[]", b"5", b'"handrail practice"', b'{"format":"handrail practice"}', b"\xff\xfe{", b"\0" * 99,
     b'{"format":"handrail practice","format":"handrail practice"}', b'{"format":"\xed\xa0\x80"}',
     b"[" * 1_000_000, b'{"a":' * 100_000],
)  # fmt: skip
def test_what_is_no_practice_at_all(db: None, written: bytes) -> None:
    refused(written)


def test_a_key_that_stands_twice_is_no_riddle(left: str) -> None:
    assert "stands twice" in refused(left.replace('{"email":', '{"email":"x@y.example","email":', 1))
    assert "stands there twice" in refused(left.rstrip()[:-1] + ',"drafts":[]}')


def test_what_comes_after_the_end_is_seen(left: str) -> None:
    assert "no JSON" in refused(left + "{}")


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_file_that_was_cut_or_scratched_never_breaks_it(left: str, data: st.DataObject) -> None:
    """Some scratches leave a file that is sound: a letter of somebody's words. Then it comes in."""
    whole = left.encode()
    at = data.draw(st.integers(0, len(whole) - 2))
    scratch = data.draw(st.one_of(st.none(), st.binary(min_size=1, max_size=4)))
    written = whole[:at] if scratch is None else whole[:at] + scratch + whole[at + len(scratch) :]
    with an_empty_installation():
        try:
            moved_in(written)
        except NotBelieved:
            assert not Entry.objects.exists()
        else:
            assert scratch is not None


@pytest.mark.django_db
def test_into_a_house_that_lives_a_broken_file_is_refused_all_the_same(left: str) -> None:
    held = json.loads(left)
    held["entries"][0]["verb"] = "person.sold"
    with pytest.raises(NotBelieved):
        moved_in(json.dumps(held))
    held = json.loads(left)
    held["texts"].append({**held["texts"][0], "id": str(uuid7())})
    with pytest.raises(NotHere):
        moved_in(json.dumps(held))


class _Endless(io.BytesIO):
    """A file that goes on for ever, made while it is read."""

    def __init__(self, begins: bytes, goes_on: bytes) -> None:
        super().__init__()
        self._parts: Iterator[bytes] = chain([begins], repeat(goes_on))
        self._held, self.given = b"", 0

    def read(self, size: int | None = -1) -> bytes:
        wanted = size or 0
        while len(self._held) < wanted:
            self._held += next(self._parts)
        given, self._held = self._held[:wanted], self._held[wanted:]
        self.given += wanted
        return given


@pytest.mark.parametrize("goes_on", [b"x" * 9_999, b'","' * 9_999, b"[" * 9_999], ids=["a text", "names", "nests"])
def test_a_record_without_an_end_is_left_before_it_fills_the_memory(
    db: None, monkeypatch: pytest.MonkeyPatch, goes_on: bytes
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 2**20)
    begins = f'{{"format":"handrail practice","version":1,"practice_id":"{STRANGER}","accounts":[["'.encode()
    endless = _Endless(begins, goes_on)
    with an_empty_installation(), pytest.raises(NotBelieved, match=r"larger than 1 MB|no JSON"):
        come_in(endless, at=now(), attached=lambda photo_id, length: None)
    assert endless.given <= 2**20
