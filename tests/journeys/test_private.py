"""What is private stays with whoever wrote it, on every page the other one can walk to [89]."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.journeys.cast import consents
from tests.journeys.device import Device
from tests.journeys.walking import walk, where

Take = Callable[..., Device]
QUESTION = "What was left unsaid?"
ALONE = "heronsilence"
BEGUN = "marshlantern"
COACH_ALONE = "quietbrother"
TOGETHER = "open evenings"


@pytest.fixture
def question(walk: Trajectory, mara: Person, jonas: Person, first_session: Session, clock: Clock) -> Reflection:
    consents(jonas)
    first_session.start(by=mara, at=now())
    return Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question=QUESTION, session=first_session)


def test_what_one_writes_alone_reaches_nobody_else(
    desk: Take, mobile: Take, house: str, mara: Person, jonas: Person, ines: Person, question: Reflection, clock: Clock
) -> None:
    coach, client = desk(mara), mobile(jonas)
    session = f"/coach/sessions/{question.prompt.session_id}"

    # Half-written, kept as a draft only.
    client.visit(f"/my/reflections/{question.pk}")
    client.write("Your words", f"First {BEGUN}.")
    expect(client.shown.get_by_role("status")).to_have_text("Kept. Only you see it.")
    assert where(BEGUN, walk(mara, house=house)) == []

    client.write("Your words", f"I never told anybody about the {ALONE}.")
    client.press("Keep it to myself")
    expect(client.shown.get_by_text("only me", exact=True)).to_be_visible()
    coach.visit(session)
    coach.write("Only for you", f"He looks past me: {COACH_ALONE}.")
    coach.press("Save", within=coach.shown.get_by_role("region", name="Only for you"))
    coach.write("Notes for both of you", f"What came up: {TOGETHER}.")
    coach.press("Save", within=coach.shown.get_by_role("region", name="Notes for both of you"))
    expect(coach.page.get_by_role("status").first).to_contain_text("Saved.")

    clock.go(days=3)
    of_coach, of_client, of_manager = (walk(each, house=house) for each in (mara, jonas, ines))
    assert where(COACH_ALONE, of_coach), "the coach's walk came by"
    assert where(ALONE, of_client), "the client's walk came by"
    assert where(TOGETHER, of_coach)
    assert where(TOGETHER, of_client)
    assert where(ALONE, of_coach) == []
    assert where(BEGUN, of_coach) == []
    assert where(COACH_ALONE, of_client) == []
    for words in (ALONE, BEGUN, COACH_ALONE, TOGETHER, QUESTION):
        assert where(words, of_manager) == []


def test_what_was_shared_can_be_taken_back(
    desk: Take, mobile: Take, house: str, mara: Person, jonas: Person, question: Reflection, clock: Clock
) -> None:
    coach, client = desk(mara), mobile(jonas)
    client.visit(f"/my/reflections/{question.pk}")
    client.write("Your words", f"I never told anybody about the {ALONE}.")
    client.press("Keep it to myself")
    assert where(ALONE, walk(mara, house=house)) == []

    clock.go(days=1)
    client.press("Share it with Mara")
    expect(client.shown.get_by_text("Mara and me")).to_be_visible()
    coach.visit(f"/coach/trajectories/{question.trajectory_id}")
    expect(coach.shown).to_contain_text(ALONE)

    clock.go(days=1)
    client.press("Take it back")
    expect(client.shown.get_by_text("only me", exact=True)).to_be_visible()
    coach.page.reload()
    expect(coach.shown).not_to_contain_text(ALONE)
    assert where(ALONE, walk(mara, house=house)) == []
    assert where(ALONE, walk(jonas, house=house))
