"""Nobody's words are lost: not by a closed tab, not by two who write at once, not by a form sent twice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.lib.words import LONG
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.draft import Draft
from handrail.trajectory.note import Note
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.commands.conftest import until
from tests.journeys.cast import consents
from tests.journeys.device import Device

Take = Callable[..., Device]
BOTH = "Notes for both of you"


@pytest.fixture
def under_way(first_session: Session, mara: Person, jonas: Person) -> Session:
    consents(jonas)
    return first_session.start(by=mara, at=now())


def test_a_note_is_kept_while_it_is_typed(
    desk: Take, mobile: Take, mara: Person, jonas: Person, under_way: Session
) -> None:
    coach, client = desk(mara), mobile(jonas)
    coach.visit(f"/coach/sessions/{under_way.pk}")
    note(coach).press_sequentially("The evenings are long")
    expect(sheet(coach).get_by_role("status")).to_have_text("Kept as a draft")

    # So far it is the writer's alone.
    client.visit(f"/my/sessions/{under_way.pk}")
    expect(client.shown).not_to_contain_text("The evenings are long")

    # The tab is closed, another one opened: the words are there.
    tab = coach.page.context.new_page()
    coach.page.close()
    coach.page = tab
    coach.visit(f"/coach/sessions/{under_way.pk}")
    expect(note(coach)).to_have_value("The evenings are long")

    # Leaving the field makes a version, and so does leaving it again: neither takes the other for somebody else's.
    for more in (" ", "and loud. "):
        write_on(coach, more)
        with coach.page.expect_response("**/notes/shared") as revising:
            coach.touch(coach.page.get_by_role("heading", level=1))
        assert revising.value.status == 204
    client.page.reload()
    expect(client.page.get_by_label("The note of both")).to_have_value("The evenings are long and loud.")

    # Left before the two seconds are over: what was typed is sent on the way out. Last, for it may arrive after the
    # next page was drawn, and a version begun there would then be compared with words it did not show.
    write_on(coach, "The phone lies by the bed")
    coach.visit("/coach/")
    words = "The evenings are long and loud. The phone lies by the bed"
    assert until(lambda: any(kept.filter(text=words) for kept in (Draft.objects, Note.objects)), seconds=20)
    coach.visit(f"/coach/sessions/{under_way.pk}")
    expect(note(coach)).to_have_value(words)
    assert list(verify_all()) == []


def test_two_write_at_once_and_both_stay(
    desk: Take, mobile: Take, mara: Person, jonas: Person, under_way: Session
) -> None:
    coach, client = desk(mara), mobile(jonas)
    coach.visit(f"/coach/sessions/{under_way.pk}")
    client.visit(f"/my/sessions/{under_way.pk}")

    note(coach).fill("Mara: the evenings are long.")
    coach.press("Save", within=sheet(coach))
    expect(coach.page.get_by_role("status").first).to_contain_text("Saved.")

    client.write("The note of both", "Jonas: I sleep better on Sundays.")
    client.press("Save")
    meanwhile = client.shown.get_by_role("region", name="Somebody else wrote here meanwhile")
    expect(meanwhile).to_contain_text("Mara: the evenings are long.")
    expect(meanwhile).to_contain_text("Jonas: I sleep better on Sundays.")
    client.press("Keep both, one after the other")
    expect(client.page.get_by_role("status").first).to_contain_text("Saved.")

    coach.page.reload()
    expect(note(coach)).to_have_value("Mara: the evenings are long.\n\nJonas: I sleep better on Sundays.")
    assert Note.objects.count() == 1
    assert list(verify_all()) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_pressing_twice_makes_one_thing(desk: Take, mara: Person, under_way: Session, scripts: bool) -> None:
    coach = desk(mara, java_script_enabled=scripts)
    coach.visit(f"/coach/sessions/{under_way.pk}")
    coach.unfold("What comes next")
    coach.write("What", "Call Ann")
    coach.page.get_by_role("button", name="Add", exact=True).dblclick()
    expect(coach.page.locator("#things")).to_contain_text("Call Ann")
    assert Action.objects.count() == 1

    assert list(verify_all()) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_going_back_and_sending_again_makes_one_thing(
    desk: Take, walk: Trajectory, mara: Person, under_way: Session, scripts: bool
) -> None:
    coach = desk(mara, java_script_enabled=scripts)
    coach.visit(f"/coach/trajectories/{walk.pk}/sessions")
    coach.write("Day", "2026-03-20")
    coach.press("Book it")
    expect(coach.page.get_by_role("status").first).to_contain_text("Booked.")
    assert Session.objects.count() == 2

    coach.page.go_back(wait_until="commit")
    expect(coach.field("Day")).to_have_value("2026-03-20")
    coach.press("Book it")
    expect(coach.page.get_by_role("heading", name="Jonas Lind", level=1)).to_be_visible()
    assert Session.objects.count() == 2
    assert list(verify_all()) == []


def test_what_is_too_long_is_refused_and_kept(
    mobile: Take, walk: Trajectory, mara: Person, jonas: Person, under_way: Session
) -> None:
    question = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="And then?", session=under_way)
    client = mobile(jonas)
    client.visit(f"/my/reflections/{question.pk}")
    words = "It was a long night. " * (LONG // 20) + "🪜 שלום"
    client.write("Your words", words)
    client.press("Keep it to myself")
    expect(client.page.get_by_role("alert")).to_contain_text(
        "too long; there is room for 20000. Nothing you typed is lost"
    )
    expect(client.page.get_by_label("Your words")).to_have_value(words)

    client.write("Your words", words[:LONG])
    client.press("Keep it to myself")
    expect(client.shown.get_by_text("only me", exact=True)).to_be_visible()
    assert Reflection.objects.get().text == words[:LONG].strip()


def note(coach: Device) -> Locator:
    return coach.field(BOTH)


def write_on(coach: Device, more: str) -> None:
    note(coach).press("ControlOrMeta+End")
    note(coach).press_sequentially(more)


def sheet(coach: Device) -> Locator:
    return coach.shown.get_by_role("region", name=BOTH)
