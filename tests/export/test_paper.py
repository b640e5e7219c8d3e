"""The pages beside a practice's file: for reading and for paper, and without a private word."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from handrail.cli import export
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.impression import Impression
from handrail.trajectory.note import Note
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin

PRIVATE, DRAFT, COACHS = "I am afraid of the autumn.", "I dread the autumn.", "He avoids the autumn."
FACT = "His sister is called Ann"
READ = "The lamp goes out at ten."


@pytest.fixture
def told(mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, first_session: Session, call_ann: Action) -> None:
    kept = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What is ahead?", goal=sleep)
    kept.save_words(by=jonas, at=now(), text=DRAFT)
    kept.submit(by=jonas, at=now(), text=PRIVATE, visibility="private")
    given = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helped?", goal=sleep)
    given.submit(by=jonas, at=now(), text=READ, visibility="shared")
    Note.write(first_session, by=mara, at=now(), visibility="shared", text="We spoke of lamps.")
    Note.write(first_session, by=mara, at=now(), visibility="coach_only", text=COACHS)
    Fact.keep(walk, by=mara, at=now(), coachee=jonas, text=FACT)
    Impression.keep(first_session, by=mara, at=now(), energy=2, stands="earlier")


def pages(folder: Path) -> str:
    assert CliRunner().invoke(export.command, [str(folder)]).exit_code == 0
    return "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))


def test_what_both_read_is_there_and_what_is_private_only_that_it_is(told: None, tmp_path: Path) -> None:
    read = pages(tmp_path)
    for words in (READ, "We spoke of lamps.", "Call Ann about the evening shift", "What is ahead?", "Mara Vos"):
        assert words in read
    for words in (PRIVATE, DRAFT, COACHS, FACT):
        assert words not in read
        assert words in (tmp_path / "handrail.json").read_text(encoding="utf-8")
    assert "Earlier than I thought" not in read
    assert "2 March 2026: answered, and kept private" in read
    assert "What a client keeps private and what a coach noted alone is not on this page" in read


def test_every_page_is_whole_in_itself(told: None, jonas: Person, walk: Trajectory, tmp_path: Path) -> None:
    Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="<script>alert(1)</script>")
    read = pages(tmp_path)
    assert "&lt;script&gt;" in read
    for loading in ("<script", "src=", "@import", "url(", "<link", "http"):
        assert loading not in read


def test_a_page_that_was_erased_since_goes(told: None, mara: Person, tmp_path: Path) -> None:
    before = pages(tmp_path)
    assert READ in before
    Trajectory.objects.get().erase(by=mara, at=now())
    after = pages(tmp_path)
    assert READ not in after
    assert "One more was erased" in after
    assert not list((tmp_path / "trajectories").iterdir())


def test_what_coach_who_left_had_written_is_still_to_be_read(told: None, mara: Person, tmp_path: Path) -> None:
    Trajectory.objects.get().end_early(by=mara, at=now(), reason="He moved to the coast.")
    mara.memberships.get(role="coach").end(by=mara, at=now())
    read = pages(tmp_path)
    assert READ in read
    assert "He moved to the coast." in read
    assert COACHS not in read


def test_in_a_group_each_goal_says_whose_it_is(mara: Person, jonas: Person, amina: Person, tmp_path: Path) -> None:
    group = begin(mara, jonas, amina)
    Goal.propose(group, by=amina, at=now(), coachee=amina, text="Swim in the sea", sign="Wet hair")
    read = pages(tmp_path)
    assert '<h3>Swim in the sea</h3>\n<p class="meta"><span>Amina Haddad</span>' in read
