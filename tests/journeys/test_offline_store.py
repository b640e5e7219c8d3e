"""A release comes whose store on the device has grown. Nobody waits for it, and nothing that waits is eaten."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from handrail.web.public import offline
from tests.commands.conftest import until
from tests.journeys.device import Device

Take = Callable[..., Device]
TICKS = "**/completion"
VERSION = "indexedDB.databases().then((all) => all.find((each) => each.name === 'handrail')?.version)"
# Somebody has the store open and hears nothing: an old release that hangs, a tab that was frozen.
HOLDS = """() => new Promise((done) => {
    const asking = indexedDB.open("handrail");
    asking.onsuccess = () => { self.held = asking.result; done(true); };
})"""


@pytest.fixture
def things(walk: Trajectory, jonas: Person) -> list[Action]:
    texts, day = ("Buy curtains", "Call the yard"), jonas.today(now())
    return [Action.propose(walk, by=jonas, at=now(), owner=jonas, text=text, due_on=day) for text in texts]


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on the server hands out a worker that wants one store more."""
    shipped = offline._whole()
    grown = shipped.replace("SCHEMA = 1", "SCHEMA = 2").replace("known: {} }", "known: {}, more: {} }")
    assert grown.count("more: {}") == grown.count("SCHEMA = 2") == 1
    return lambda: monkeypatch.setattr(offline, "_whole", lambda: grown)


@pytest.fixture
def client(mobile: Take, jonas: Person, things: list[Action]) -> Device:
    """Jonas's phone, with a tick that waits."""
    device = mobile(jonas, service_workers="allow")
    device.visit("/my/")
    assert until(lambda: device.page.evaluate("caches.match('/my/').then(Boolean)"), seconds=20)
    device.page.context.set_offline(True)
    device.press("Done: Buy curtains")
    expect(line(device.page)).to_contain_text("1 waiting to be sent")
    # The network is back, but not for what waits.
    device.page.context.route(TICKS, lambda route: route.abort("connectionreset"))
    device.page.context.set_offline(False)
    return device


def test_a_store_that_grows_keeps_what_waits_and_it_is_sent_once(
    client: Device, next_release: Callable[[], None]
) -> None:
    page = client.page
    takes_over(page, next_release)
    assert until(lambda: asked_again(page, VERSION) == 2, seconds=20)
    expect(line(page)).to_contain_text("1 waiting to be sent")
    page.context.unroute(TICKS)
    assert until(lambda: bool(asked_again(page, "1")) and done() == 1, seconds=20)
    expect(line(page)).not_to_contain_text("waiting")
    assert list(verify_all()) == []


def test_where_somebody_does_not_let_go_of_the_old_store_the_page_works_on_and_what_waits_is_sent_later(
    client: Device, next_release: Callable[[], None]
) -> None:
    page = client.page
    holder = page.context.new_page()
    holder.goto("/sign-in")
    holder.evaluate(HOLDS)
    takes_over(page, next_release)
    page.context.unroute(TICKS)
    client.visit("/my/")
    client.press("Done: Call the yard")
    assert until(lambda: done() == 1, seconds=20), "what is done now goes to the server"
    expect(page.get_by_role("button", name="Undo, not done yet: Call the yard")).to_be_visible()
    assert page.evaluate(VERSION) == 1
    holder.close()
    assert until(lambda: bool(asked_again(page, "1")) and done() == 2, seconds=20), "and what waited was not eaten"
    assert page.evaluate(VERSION) == 2
    assert list(verify_all()) == []


def takes_over(page: Page, next_release: Callable[[], None]) -> None:
    """The next release's worker is the page's."""
    page.evaluate(
        "navigator.serviceWorker.addEventListener('controllerchange', () => { self.taken = true; }, { once: true })"
    )
    next_release()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => { one.update(); })")
    assert until(lambda: page.evaluate("Boolean(self.taken)"), seconds=20)


def asked_again(page: Page, what: str) -> object:
    """The network says that it is back; and what the page says then."""
    page.evaluate("dispatchEvent(new Event('online'))")
    return page.evaluate(what)


def line(page: Page) -> Locator:
    return page.locator("#device")


def done() -> int:
    return Entry.objects.filter(verb="action.completed").count()
