"""The server is down while the network is up; the browser is closed; a new release comes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import BrowserType, Page, expect

from handrail.ledger.entry import Entry
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from handrail.web.who import KEY
from tests.commands.conftest import free_port, until
from tests.journeys.conftest import PATIENCE
from tests.journeys.device import PHONE
from tests.other_process import Elsewhere

SERVER = Path(__file__).with_name("real_server.py")
Open = Callable[[], Page]


@pytest.fixture
def browser_at(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path, jonas: Person
) -> Iterator[Callable[[str], Page]]:
    """A browser with a memory: closed and opened again it is the same one."""
    opened: list[Any] = []

    def begin(address: str) -> Page:
        for context in opened:
            context.close()
        opened[:] = [browser_type.launch_persistent_context(tmp_path / "profile", **browser_type_launch_args, **PHONE)]
        opened[0].set_default_timeout(PATIENCE)
        opened[0].add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": known(jonas), "url": address}])
        page: Page = opened[0].new_page()
        return page

    yield begin
    for context in opened:
        context.close()


def known(person: Person) -> str:
    """A session that outlasts the virtual clock: the server here goes by the real one."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[KEY] = str(person.pk)
    store.set_expiry(timedelta(days=3650))
    store.save()
    return str(store.session_key)


def test_a_killed_server_a_closed_browser_and_a_new_release(
    elsewhere: Elsewhere, browser_at: Callable[[str], Page], tmp_path: Path, walk: Trajectory, jonas: Person
) -> None:
    Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Buy curtains", due_on=jonas.today(now()))
    (tmp_path / "secret-key").write_text(settings.SECRET_KEY)
    release = tmp_path / "release"
    release.write_text("this")
    port = free_port()
    address = f"http://127.0.0.1:{port}"

    def serve() -> Any:
        server = elsewhere(SERVER, str(release), PORT=str(port))
        assert until(lambda: answers(address), seconds=40)
        return server

    server = serve()
    page = browser_at(address)
    page.goto(f"{address}/my/")
    assert until(lambda: page.evaluate("caches.match('/my/').then(Boolean)"), seconds=20)
    server.kill()
    assert until(lambda: not answers(address), seconds=10)
    page.get_by_role("button", name="Done: Buy curtains").tap()
    expect(page.locator("#device")).to_contain_text("1 waiting to be sent")

    page = browser_at(address)
    page.goto(f"{address}/my/")
    expect(page.locator("#device")).to_contain_text("No connection just now")
    expect(page.locator("#device")).to_contain_text("1 waiting to be sent")
    expect(page.locator(".is-done")).to_contain_text("waiting to be sent")

    release.write_text("next")
    serve()
    page.goto(f"{address}/my/")
    expect(page.locator("#device")).not_to_contain_text("waiting")
    expect(page.get_by_role("button", name="Undo, not done yet: Buy curtains")).to_be_visible()
    assert Entry.objects.filter(verb="action.completed").count() == 1
    assert list(verify_all()) == []


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/sign-in", timeout=5) as page:
            return bool(page.status == 200)
    except (URLError, OSError):
        return False
