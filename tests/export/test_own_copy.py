"""A client's own copy: all that they read, and not a word that somebody else keeps private."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.cli import export, import_
from handrail.export.eyes import as_only
from handrail.export.own_copy import own_copy
from handrail.export.paper import own_page
from handrail.ledger.covered import covered_models
from handrail.ledger.entry import Text
from handrail.lib.clock import now
from handrail.practice.consent import Consent
from handrail.practice.joining import add_person
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.draft import Draft
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.handling import Handling
from handrail.trajectory.impression import Impression
from handrail.trajectory.note import Note
from handrail.trajectory.participant import Participant
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.export.moving import ENDINGS, lived
from tests.ledger import history

Phone = Callable[[Person], Client]
OWN, FIRST, SHARED = "I am afraid of the autumn.", "I dread the autumn.", "We spoke of the autumn."
FACT, TOPIC = "His sister is called Ann", "The talk with Ruth"
WORD, BECAUSE = "How is the walk along the canal?", "He is at sea until May"
COACHS, AMINAS = "He avoids the autumn.", "The autumn is mine alone."


@pytest.fixture
def told(mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, first_session: Session, call_ann: Action) -> None:
    """Jonas wrote something for himself, twice; Mara something for both, and something for herself."""
    reflection = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What is ahead?", goal=sleep)
    reflection.save_words(by=jonas, at=now(), text=FIRST)
    reflection.submit(by=jonas, at=now(), text=OWN, visibility="private")
    Note.write(first_session, by=mara, at=now(), visibility="shared", text=SHARED)
    Note.write(first_session, by=mara, at=now(), visibility="coach_only", text=COACHS)
    Fact.keep(walk, by=mara, at=now(), coachee=jonas, text=FACT)
    Impression.keep(first_session, by=mara, at=now(), energy=2, stands="earlier")
    Preparation.say(first_session, by=jonas, at=now(), topic=TOPIC, energy=3)
    Draft.keep(jonas, trajectory=walk, place="reflection:1", text="And then th", base="", at=now())
    Draft.keep(mara, trajectory=walk, place="note:1:coach_only", text="Ask about th", base="", at=now())


def of(person: Person, *, access_request: bool = False) -> str:
    """Everything that the copy says anywhere."""
    copy = own_copy(Person.objects.get(pk=person.pk), at=now(), access_request=access_request)
    return copy.as_json() + own_page(copy)


def held(person: Person) -> Any:
    return json.loads(own_copy(Person.objects.get(pk=person.pk), at=now()).as_json())


def test_what_only_they_read_is_in_it_and_what_the_coach_keeps_is_not(told: None, jonas: Person) -> None:
    copy = of(jonas)
    assert all(copy.count(words) >= 2 for words in (OWN, FIRST, SHARED, TOPIC, "And then th"))
    assert "came with energy 3 of 10" in copy
    assert COACHS not in copy
    assert FACT not in copy
    assert "Earlier than I thought" not in copy
    assert "impression.kept" not in copy
    assert "Ask about th" not in copy
    assert "coach_only" not in copy


def test_a_word_of_the_coach_is_in_it_and_no_trace_of_why_it_was_sent(
    told: None, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    because = Handling.of(walk, kind="completion_falling", evidence=":12:0", coachee=jonas)
    because.reach_out(by=mara, at=now(), text=WORD)
    Handling.of(walk, kind="silence", evidence=":30:0", coachee=jonas).dismiss(by=mara, at=now(), reason=BECAUSE)
    for access_request in (False, True):
        copy = of(jonas, access_request=access_request)
        assert copy.count(WORD) >= 2
        for trace in (BECAUSE, "completion_falling", "silence", "signal."):
            assert trace not in copy, trace


def test_on_an_access_request_the_coach_s_own_notes_are_in_it(told: None, jonas: Person) -> None:
    copy = of(jonas, access_request=True)
    assert copy.count(COACHS) >= 3
    assert copy.count(FACT) >= 3
    assert "Earlier than I thought" in copy
    assert "Ask about th" not in copy


def test_where_several_take_part_nobody_reads_the_other_and_no_note_about_both(
    mara: Person, jonas: Person, amina: Person, clock: Clock
) -> None:
    group = begin(mara, jonas, amina)
    theirs = Goal.propose(group, by=amina, at=now(), coachee=amina, text="Amina's own goal")
    reflection = Reflection.ask(group, by=mara, at=now(), coachee=amina, question="Only for Amina?", goal=theirs)
    reflection.submit(by=amina, at=now(), text=AMINAS, visibility="shared")
    session = Session.book(group, by=mara, at=now(), starts_at=now())
    Note.write(session, by=mara, at=now(), visibility="coach_only", text=COACHS)
    clock.go(days=1)
    for access_request in (False, True):
        copy = of(jonas, access_request=access_request)
        for words in (AMINAS, theirs.text, "Only for Amina?", COACHS, amina.email):
            assert words not in copy
    assert "they speak of others" not in of(jonas)
    assert "your coach looks through them with you" in of(jonas, access_request=True)
    assert AMINAS in of(amina)


def test_on_an_access_request_what_is_kept_of_somebody_who_never_said_yes_is_in_it(mara: Person) -> None:
    """A list that was brought in is about people who have seen nothing of it yet."""
    willem = add_person(by=mara, at=now(), name="Willem", email="willem@post.example", roles=("coachee",))
    draft = draft_trajectory(by=mara, at=now(), coachees=[willem])
    Goal.propose(draft, by=mara, at=now(), coachee=willem, text="Less mail")
    session = Session.book(draft, by=mara, at=now(), starts_at=now())
    Note.write(session, by=mara, at=now(), visibility="coach_only", text=COACHS)
    copy = of(willem)
    assert "Less mail" not in copy
    assert COACHS not in copy
    copy = of(willem, access_request=True)
    assert copy.count("Less mail") >= 3
    assert copy.count(COACHS) >= 3
    assert "Nothing has been written here" not in copy


def test_on_an_access_request_a_group_that_was_not_joined_stays_closed(
    mara: Person, jonas: Person, amina: Person
) -> None:
    group = begin(mara, jonas, amina)
    theirs = Goal.propose(group, by=amina, at=now(), coachee=amina, text="Amina's own goal")
    group.participants.get(person=jonas).leave(by=mara, at=now())
    copy = of(jonas, access_request=True)
    assert theirs.text not in copy
    assert "your coach looks through them with you" in copy


def test_every_trajectory_is_in_it_ended_ones_too_and_erased_ones_not(told: None, mara: Person, jonas: Person) -> None:
    first = Trajectory.objects.get()
    first.end_early(by=mara, at=now(), reason="He moved to the coast.")
    second = begin(mara, jonas)
    Goal.propose(second, by=jonas, at=now(), coachee=jonas, text="Find a house by the water")
    assert [part["trajectory"]["state"] for part in held(jonas)["trajectories"]] == ["ended_early", "active"]
    copy = of(jonas)
    assert OWN in copy
    assert "Find a house by the water" in copy
    first.erase(by=mara, at=now())
    assert len(held(jonas)["trajectories"]) == 1
    assert OWN not in of(jonas)


def test_who_coaches_as_well_gets_none_of_their_clients(told: None, mara: Person, tomas: Person, jonas: Person) -> None:
    add_person(by=mara, at=now(), name=mara.name, email=mara.email, roles=("coachee",))
    own = begin(tomas, mara)
    Goal.propose(own, by=mara, at=now(), coachee=mara, text="Write the book")
    copy = of(mara)
    assert "Write the book" in copy
    for words in (SHARED, COACHS, "Sleep", "Call Ann", jonas.email):
        assert words not in copy


def test_a_word_that_was_changed_is_in_it_as_it_was(told: None, jonas: Person, call_ann: Action) -> None:
    call_ann.postpone(by=jonas, at=now(), due_on=date(2026, 3, 9), reason="Ann is away.")
    call_ann.change(by=jonas, at=now(), text="Write to Ann", goal=None)
    (part,) = held(jonas)["trajectories"]
    (action,) = part["rows"]["action"]
    assert (action["text"], action["due_on"], action["original_due_on"]) == ("Write to Ann", "2026-03-09", "2026-03-05")
    changed = [each for each in part["history"] if each["verb"] == "action.changed"]
    assert changed[0]["changes"][0]["before"]["text"] == call_ann_text(part)
    assert changed[0]["by"] == jonas.name
    assert "Call Ann about the evening shift" in own_page(own_copy(jonas, at=now()))


def call_ann_text(part: Any) -> str:
    return next(str(e["changes"][0]["after"]["text"]) for e in part["history"] if e["verb"] == "action.proposed")


def test_what_somebody_wrote_is_no_markup(mara: Person, jonas: Person, walk: Trajectory) -> None:
    Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="<script>alert(1)</script>", sign="<b>& so on")
    page = own_page(own_copy(jonas, at=now()))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    for loading in ("src=", "@import", "url(", "<link", "http"):
        assert loading not in page


class _NewWords:
    """Words that nobody used before, so that each can be told from all others."""

    def __init__(self) -> None:
        self.said = 0

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> str:
        self.said += 1
        return f"w{self.said}w"


@pytest.mark.django_db
def test_of_whatever_was_written_it_holds_what_its_owner_reads_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(history, "WORDS", _NewWords())
    practice_id = lived(Random(1), steps=400, never=ENDINGS).coach.practice_id
    # In all histories but the practice's own, whose names and agreement everybody reads.
    written = Text.objects.filter(practice_id=practice_id, content__regex=r"^w\d+w$").exclude(stream_id=practice_id)
    read = kept = 0
    for person in Person.objects.filter(practice_id=practice_id, memberships__role="coachee", name__gt=""):
        copy, mine = of(person), reached(as_only(person, "coachee"))
        for row_id, words in written.values_list("row_id", "content"):
            assert (str(words) in copy) == (row_id in mine), words
            read, kept = read + (row_id in mine), kept + (row_id not in mine)
    assert read > 5
    assert kept > 20


def reached(client: Person) -> set[Any]:
    """The rows that the nouns themselves show to this person."""
    nouns = [noun for noun in covered_models().values() if noun._meta.app_label == "trajectory"]
    return {pk for noun in nouns for pk in noun.reached_by(client).values_list("pk", flat=True)}


# On the page


def unpacked(device: Client) -> dict[str, str]:
    answer = device.get("/me/copy")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert answer["Content-Disposition"] == 'attachment; filename="my-handrail.zip"'
    assert answer["Cache-Control"] == "no-store"
    with ZipFile(io.BytesIO(answer.content)) as file:
        assert {info.external_attr >> 16 & 0o777 for info in file.infolist()} == {0o600}
        return {name: file.read(name).decode() for name in file.namelist()}


def test_a_client_takes_it_along_from_their_own_page(told: None, phone: Phone, jonas: Person) -> None:
    assert 'href="/me/copy" download' in phone(jonas).get("/me").content.decode()
    files = unpacked(phone(jonas))
    assert set(files) == {"my-handrail/index.html", "my-handrail/own-copy.json"}
    assert all(OWN in words and COACHS not in words for words in files.values())


def test_no_word_in_the_address_gets_the_coach_s_notes(told: None, phone: Phone, jonas: Person) -> None:
    for query in ("access_request=1", "access-request", "notes=1"):
        with ZipFile(io.BytesIO(phone(jonas).get(f"/me/copy?{query}").content)) as file:
            assert not any(COACHS in file.read(name).decode() for name in file.namelist())


def test_who_is_no_client_has_none_and_sees_no_link(told: None, phone: Phone, mara: Person, ines: Person) -> None:
    for person in (mara, ines):
        assert phone(person).get("/me/copy").status_code == 404
        assert "/me/copy" not in phone(person).get("/me").content.decode()


def test_a_yes_taken_back_takes_nobody_s_own_words_from_them(told: None, phone: Phone, jonas: Person) -> None:
    for consent in Consent.objects.filter(person=jonas):
        consent.withdraw(by=jonas, at=now())
    assert OWN in unpacked(phone(jonas))["my-handrail/index.html"]


def test_of_two_practices_it_is_the_one_they_are_signed_in_to(
    told: None, phone: Phone, jonas: Person, next_door: NextDoor
) -> None:
    other = add_person(by=next_door.coach, at=now(), name="Jonas L.", email=jonas.email, roles=("coachee",))
    trajectory = begin(next_door.coach, other)
    Goal.propose(trajectory, by=other, at=now(), coachee=other, text="A goal over there")
    here, there = unpacked(phone(jonas)), unpacked(phone(other))
    assert not any("A goal over there" in words for words in here.values())
    assert not any(OWN in words or "Quay" in words for words in there.values())


def test_it_costs_as_many_statements_for_a_long_walk_as_for_a_short_one(
    told: None, phone: Phone, jonas: Person, walk: Trajectory
) -> None:
    device = phone(jonas)
    device.get("/me")
    with CaptureQueriesContext(connection) as short:
        device.get("/me/copy")
    for number in range(30):
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"Step {number}", due_on=date(2026, 3, 9))
    with CaptureQueriesContext(connection) as long:
        device.get("/me/copy")
    assert len(long) <= len(short) < 60


# On the command line


def run(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(export.command, [str(folder), *options])


def everything(folder: Path) -> str:
    return "".join(path.read_text() for path in folder.rglob("*") if path.is_file())


def test_on_the_command_line_the_request_has_to_be_said(told: None, jonas: Person, tmp_path: Path) -> None:
    plain = run(tmp_path / "a", "--client", " Jonas@Post.example")
    assert plain.exit_code == 0
    assert plain.stdout == f"{tmp_path / 'a' / 'index.html'}\n"
    assert "for Jonas Lind and nobody else" in plain.stderr
    assert OWN in everything(tmp_path / "a")
    assert COACHS not in everything(tmp_path / "a")
    asked = run(tmp_path / "a", "--client", jonas.email, "--access-request")
    assert "the coach's own notes too" in asked.stderr
    assert COACHS in everything(tmp_path / "a")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "a").iterdir()} == {0o600}
    assert run(tmp_path / "b", "--access-request").exit_code == 2


def test_who_is_not_here_or_is_no_client_gets_a_sentence(
    told: None, mara: Person, jonas: Person, tmp_path: Path
) -> None:
    nobody = run(tmp_path / "a", "--client", "karl@next.example")
    assert nobody.exit_code == 3
    assert "nobody in Quay House Coaching has the address karl@next.example" in nobody.stderr
    Membership.objects.get(person=jonas).end(by=mara, at=now())
    gone = run(tmp_path / "a", "--client", jonas.email)
    assert gone.exit_code == 3
    assert "add --access-request" in gone.stderr
    assert not (tmp_path / "a").exists()
    assert run(tmp_path / "a", "--client", jonas.email, "--access-request").exit_code == 0
    assert OWN in everything(tmp_path / "a")


def test_it_is_not_written_over_a_whole_practice_nor_the_other_way_round(told: None, tmp_path: Path) -> None:
    assert run(tmp_path / "whole").exit_code == 0
    assert run(tmp_path / "whole", "--client", "jonas@post.example").exit_code == 3
    assert run(tmp_path / "own", "--client", "jonas@post.example").exit_code == 0
    assert run(tmp_path / "own").exit_code == 3
    assert run(tmp_path / "own", "--client", "mara@quay.example", "--access-request").exit_code == 3
    assert run(tmp_path / "own", "--client", "jonas@post.example").exit_code == 0


def test_it_is_no_file_to_move_in_with(told: None, tmp_path: Path) -> None:
    run(tmp_path, "--client", "jonas@post.example")
    refused = CliRunner().invoke(import_.command, [str(tmp_path / "own-copy.json")])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "it does not begin with the format “handrail practice”" in refused.stderr


def test_who_left_a_group_has_no_copy_of_it_any_more(mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    Goal.propose(group, by=jonas, at=now(), coachee=jonas, text="Sleep by the sea")
    Participant.objects.get(trajectory=group, person=jonas).leave(by=mara, at=now())
    assert "Sleep by the sea" not in of(jonas)
