"""A coach's morning without a mouse."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.journeys.device import Device

Take = Callable[..., Device]


@pytest.fixture
def coach(desk: Take, mara: Person, walk: Trajectory, amina: Person) -> Device:
    """Two clients; on both one sits at the list."""
    hers = begin(mara, amina)
    for trajectory, days in ((walk, 1), (hers, 2)):
        Session.book(trajectory, by=mara, at=now(), starts_at=now() + timedelta(days=days))
    coach = desk(mara)
    coach.visit("/coach/clients")
    return coach


def test_up_and_down_the_list(coach: Device) -> None:
    keyboard = coach.page.keyboard
    for key, name in (
        ("ArrowDown", "Jonas Lind"), ("j", "Amina Haddad"), ("j", "Amina Haddad"), ("k", "Jonas Lind"),
        ("ArrowDown", "Amina Haddad"), ("ArrowUp", "Jonas Lind"),
    ):  # fmt: skip
        keyboard.press(key)
        expect(line(coach, name)).to_be_focused()
    keyboard.press("Enter")
    expect(heading(coach, "Jonas Lind")).to_be_visible()
    keyboard.press("Escape")
    expect(heading(coach, "Clients")).to_be_visible()


def test_find_and_invite(coach: Device) -> None:
    keyboard = coach.page.keyboard
    keyboard.press("/")
    expect(coach.field("Find a client")).to_be_focused()
    keyboard.type("jn")
    expect(coach.shown.get_by_text("Nobody here is called")).to_be_visible()
    keyboard.press("Backspace")
    keyboard.type("onas")
    expect(line(coach, "Jonas Lind")).to_be_visible()
    expect(line(coach, "Amina Haddad")).to_have_count(0)
    keyboard.press("Escape")
    expect(coach.field("Find a client")).not_to_be_focused()

    keyboard.press("n")
    expect(heading(coach, "Invite a client")).to_be_visible()
    keyboard.press("Escape")
    expect(heading(coach, "Clients")).to_be_visible()


def test_change_this(coach: Device, walk: Trajectory, jonas: Person) -> None:
    action = Action.propose(
        walk, by=jonas, at=now(), owner=jonas, text="Call Ann", due_on=now().date() + timedelta(days=3)
    )
    keyboard = coach.page.keyboard
    coach.visit(f"/coach/actions/{action.pk}")
    keyboard.press("e")
    words = coach.field("In other words")
    expect(words).to_be_visible()
    words.focus()
    keyboard.press("ControlOrMeta+a")
    # Letters in a field are letters.
    keyboard.type("join a knee nurse?/")
    keyboard.press("Enter")
    expect(heading(coach, "join a knee nurse?/")).to_be_visible()


def test_the_list_of_keys_and_turning_letters_off(coach: Device) -> None:
    keyboard = coach.page.keyboard
    keyboard.press("?")
    keys = coach.page.get_by_role("dialog", name="With the keyboard")
    expect(keys).to_be_visible()
    keys.get_by_label("Single-letter keys on").uncheck()
    keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(heading(coach, "Clients")).to_be_visible()

    coach.page.reload()
    keyboard.press("j")
    keyboard.press("n")
    keyboard.press("ArrowDown")
    expect(line(coach, "Jonas Lind")).to_be_focused()
    expect(heading(coach, "Clients")).to_be_visible()


def line(coach: Device, name: str) -> Locator:
    return coach.shown.get_by_role("link", name=name, exact=True)


def heading(coach: Device, name: str) -> Locator:
    return coach.shown.get_by_role("heading", name=name, level=1, exact=True)
