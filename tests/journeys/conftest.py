"""People with devices of their own, a house that serves them, real mail, and one clock for all of it."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.conf import settings as live_settings
from django.test import override_settings
from playwright.sync_api import BrowserContext, expect
from pytest_django import Settings

from bin._chromium import found
from handrail.cli import ready
from handrail.lib.clock import now
from handrail.outbox.delivery import deliver
from handrail.practice.person import Person
from handrail.web.who import KEY
from tests.clock import START, Clock
from tests.journeys.device import DESK, PHONE, Device
from tests.journeys.house import open_house
from tests.post import Post

# Playwright keeps a loop of its own running in this thread, and Django then takes every statement for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "on"
# Milliseconds. Long, for a machine that does other things besides: nothing waits longer than it must.
PATIENCE = 20_000

# The longest come from these, and in this order.
LONG = ("test_every_page", "test_private", "test_g1")

Contexts = list[BrowserContext]
NewDevice = Callable[..., Device]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, each with something short behind it (whoever works on it holds that back as
    well): otherwise everybody waits for it at the end."""
    if any("journeys" not in item.path.parts for item in items):
        return
    long = sorted((item for item in items if item.path.stem in LONG), key=lambda item: LONG.index(item.path.stem))
    short = [item for item in items if item.path.stem not in LONG]
    pairs = [each for pair in zip(long, short, strict=False) for each in pair]
    items[:] = [*pairs, *long[len(short) :], *short[len(long) :]]


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = os.environ.get("CHROMIUM") or found()
    # Chromium's sandbox refuses root, which is who tests are in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    # People's browsers keep the page they leave, as it was; Playwright turns that off, and Back would be another thing.
    back = ["--disable-back-forward-cache"]
    return {
        **browser_type_launch_args,
        "executable_path": path or None,
        "args": arguments,
        "ignore_default_args": back,
    }


@pytest.fixture(scope="package", autouse=True)
def collected(plain_static: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stylesheets and scripts as a real server has them: folded, hashed, compressed."""
    folded = {**live_settings.STORAGES, "staticfiles": {"BACKEND": "handrail.web.fold.FoldedStorage"}}
    with override_settings(STORAGES=folded, STATIC_ROOT=tmp_path_factory.mktemp("collected") / "static"):
        ready.static_files()
        yield


class EverybodysClock(Clock):
    """Moves the server and every browser."""

    def __init__(self, coordinates: time_machine.Traveller, contexts: Contexts) -> None:
        super().__init__(coordinates)
        self._contexts = contexts

    def to(self, moment: datetime) -> datetime:
        super().to(moment)
        for context in self._contexts:
            context.clock.set_fixed_time(moment)
        return moment


@pytest.fixture
def contexts() -> Contexts:
    """The browsers that go by the clock. One without scripts asks nobody what time it is."""
    return []


@pytest.fixture
def clock(contexts: Contexts) -> Iterator[Clock]:
    with time_machine.travel(START, tick=False) as coordinates:
        yield EverybodysClock(coordinates, contexts)


@pytest.fixture
def house(shared_database: dict[str, str], settings: Settings, clock: Clock) -> Iterator[str]:
    """Handrail's address; mail leads there too."""
    with open_house() as address:
        settings.HANDRAIL_URL = address
        yield address


@pytest.fixture
def devices(house: str, contexts: Contexts, new_context: Any, clock: Clock) -> Iterator[NewDevice]:
    """Takes a new device into use: `devices(PHONE)`; with a person, one that knows them already."""
    taken: list[Device] = []

    def take(kind: dict[str, Any], person: Person | None = None, **more: Any) -> Device:
        # What a device keeps has journeys of its own (test_offline); elsewhere each page is the server's.
        given = {"service_workers": "block", "base_url": house, "locale": "en-GB", **kind, **more}
        given.setdefault("timezone_id", "Europe/Amsterdam")
        context: BrowserContext = new_context(**given)
        context.set_default_timeout(PATIENCE)
        if given.get("java_script_enabled", True):
            context.clock.set_fixed_time(clock.now)
            contexts.append(context)
        if person:
            context.add_cookies([{"name": live_settings.SESSION_COOKIE_NAME, "value": known(person), "url": house}])
        may_be_cut = given["service_workers"] == "allow"
        taken.append(Device(context.new_page(), is_touched=given.get("has_touch", False), may_be_cut=may_be_cut))
        return taken[-1]

    yield take
    assert [trouble for each in taken for trouble in each.troubles] == []


def known(person: Person) -> str:
    """What a browser's cookie says once this person has signed in there."""
    store = import_module(live_settings.SESSION_ENGINE).SessionStore()
    store[KEY] = str(person.pk)
    store.save()
    return str(store.session_key)


@pytest.fixture
def desk(devices: NewDevice) -> Callable[..., Device]:
    return lambda person=None, **more: devices(DESK, person, **more)


@pytest.fixture
def mobile(devices: NewDevice) -> Callable[..., Device]:
    return lambda person=None, **more: devices(PHONE, person, **more)


@pytest.fixture
def mailed_link(post: Post) -> Callable[[str], str]:
    """Sends what waits in the outbox, over real SMTP, and looks into somebody's mailbox."""

    def link(address: str) -> str:
        deliver(at=now())
        return post.link(post.last(to=address))

    return link
