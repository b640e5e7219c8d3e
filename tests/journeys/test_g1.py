"""Golden scenario G1: one action on its way through three sessions, on two devices, over six weeks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from handrail.ledger.verify import verify_all
from handrail.practice.person import Person
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import START, Clock
from tests.journeys.cast import consents
from tests.journeys.device import Device

Take = Callable[..., Device]
WHAT, SMALLER = "Run three times a week", "Walk round the block on Monday"
FIRST_REASON, SECOND_REASON = "Shin splints", "Night shifts all week"


@pytest.fixture
def second_session(walk: Trajectory, mara: Person, jonas: Person, clock: Clock) -> Session:
    """The first is behind them; this is the morning of the second, Monday 16 March."""
    consents(jonas)
    first = Session.book(walk, by=mara, at=START, starts_at=START + timedelta(hours=1))
    first.start(by=mara, at=START + timedelta(hours=1))
    first.hold(by=mara, at=START + timedelta(hours=2))
    second = Session.book(walk, by=mara, at=START + timedelta(hours=2), starts_at=morning(3, 16))
    first.close(by=mara, at=START + timedelta(hours=2))
    clock.to(morning(3, 16))
    return second


def morning(month: int, day: int) -> datetime:
    """Ten o'clock in Amsterdam; the clocks go forward there on 29 March."""
    hour = 8 if (month, day) >= (3, 29) else 9
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_an_action_is_carried_until_it_fits(
    desk: Take, mobile: Take, mara: Person, jonas: Person, second_session: Session, clock: Clock, scripts: bool
) -> None:
    coach = desk(mara, java_script_enabled=scripts)
    client = mobile(jonas, java_script_enabled=scripts)

    # Session 2: agreed for 23 March.
    coach.visit("/coach/")
    find(coach, "Jonas Lind")
    coach.press("Session 2", role="link", within=coach.page.locator(".title-line"))
    coach.press("Begin")
    coach.unfold("What comes next")
    coach.write("What", WHAT)
    coach.write("by", "2026-03-23")
    coach.press("Add")
    expect(coach.shown.locator("#things")).to_contain_text(WHAT)
    close(coach, meet_on="2026-03-30")

    # Before the day comes, it does not work out.
    clock.to(morning(3, 20))
    postpone(client, to="2026-03-27", because=FIRST_REASON)
    clock.to(morning(3, 27))
    postpone(client, to="2026-04-10", because=SECOND_REASON)

    # Session 3: it is on the table by itself, and stays open.
    clock.to(morning(3, 30))
    open_session(coach, "Session 3")
    expect(table(coach)).to_contain_text(WHAT)
    coach.press("Begin")
    close(coach, meet_on="2026-04-13")

    # Session 4: on the table again, with its whole way.
    clock.to(morning(4, 13))
    open_session(coach, "Session 4")
    its_way_is_told(table(coach))
    open_session(client, "Session 4")
    expect(client.shown.get_by_role("region", name="On the table")).to_contain_text("from session 2")

    # The two make it smaller, and that happens.
    open_session(coach, "Session 4")
    coach.press(WHAT, role="link", within=table(coach))
    smaller = coach.unfold("Make it smaller")
    coach.write("What is the smallest, easiest thing?", SMALLER, within=smaller)
    coach.press("Agree on this instead", within=smaller)
    expect(coach.page.get_by_role("heading", name=SMALLER, level=1)).to_be_visible()
    clock.to(morning(4, 14))
    client.visit("/my/")
    client.press(f"Done: {SMALLER}")
    expect(client.shown).to_contain_text("Small enough to happen, and it did.")

    # What the pages say afterwards.
    open_session(coach, "Session 4")
    its_way_is_told(table(coach))
    expect(table(coach)).to_contain_text(SMALLER)
    for device in (coach, client):
        open_session(device, "Session 2")
        expect(agreed_here(device)).to_contain_text(WHAT)
        expect(agreed_here(device)).to_contain_text(f"{SMALLER} · Done")
    for device in (coach, client):
        read_timeline(device)
        for words in (WHAT, FIRST_REASON, SECOND_REASON, SMALLER):
            expect(device.shown).to_contain_text(words)
    assert list(verify_all()) == []


def its_way_is_told(table: Locator) -> None:
    expect(table).to_contain_text(WHAT)
    expect(table).to_contain_text("from session 2")
    expect(table).to_contain_text("carried over 2 times")
    expect(table).to_contain_text("moved 2 times")
    expect(table).to_contain_text("first meant for Monday 23 March")
    expect(table).to_contain_text(f"23 March → 27 March: {FIRST_REASON}")
    expect(table).to_contain_text(f"27 March → 10 April: {SECOND_REASON}")


def find(coach: Device, client: str) -> None:
    """In the list of everybody: whoever needs a word is named above it as well."""
    coach.press(client, role="link", within=coach.page.get_by_role("table"))


def open_session(device: Device, title: str) -> None:
    """From the map, as both have it."""
    if device.is_touched:
        device.visit("/my/")
        device.press("Trajectory", role="link", within=device.page.get_by_role("navigation"))
    else:
        device.visit("/coach/")
        find(device, "Jonas Lind")
    device.touch(device.page.locator(".rail-map").get_by_role("link", name=title).and_(device.page.locator(":visible")))
    expect(device.page.get_by_role("heading", name=title, level=1)).to_be_visible()


def read_timeline(device: Device) -> None:
    if device.is_touched:
        device.visit("/my/")
        device.press("History", role="link", within=device.page.get_by_role("navigation"))
    else:
        device.visit("/coach/")
        find(device, "Jonas Lind")
        device.press("Timeline", role="link", within=device.shown)
    expect(device.page.get_by_role("heading", name="Timeline", level=1)).to_be_visible()


def table(coach: Device) -> Locator:
    return coach.shown.get_by_role("region", name="What we start from")


def agreed_here(device: Device) -> Locator:
    return device.shown.get_by_role("region", name="Agreed here")


def close(coach: Device, *, meet_on: str) -> None:
    """End the session, and book the next one while closing it."""
    coach.press("End the session")
    coach.choose("Book the next one")
    coach.write("Day", meet_on)
    coach.press("Close and send to both")
    expect(coach.page.get_by_role("heading", name="Jonas Lind", level=1)).to_be_visible()


def postpone(client: Device, *, to: str, because: str) -> None:
    client.visit("/my/")
    client.press(WHAT, role="link")
    another_day = client.unfold("Another day")
    client.write("New day", to, within=another_day)
    client.write("What got in the way?", because, within=another_day)
    client.press("Move it", within=another_day)
    expect(client.shown).to_contain_text(because)
