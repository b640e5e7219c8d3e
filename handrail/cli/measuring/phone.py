"""Today on a phone: what it weighs, how long it holds the phone up, and when its words stand there.

390 px, a processor four times as slow, the line that browsers' tools call Slow 4G. Medians of five, each first visit in
a browser that has seen nothing yet, beside a bare page of as many bytes over the same line.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TIMES = 5
SLOWER = 4
# As Chromium's own tools have it: 1.6 Mbit/s down and 750 kbit/s up, less a tenth; 150 ms a round trip, times 3.75 for
# what a request needs of them.
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
# What a page asks for to be there. The manifest, which the browser fetches when it has time, is no part of it.
KINDS = ("Document", "Stylesheet", "Script", "Font", "Image", "XHR", "Fetch")
SIZE: Any = {"width": 390, "height": 844}
MOST = {"bytes": 60_000, "script_bytes": 25_000, "requests": 5, "blocking_ms": 50, "nodes": 400, "lcp_ms": 1_500}
MOST_LATER = {"lcp_ms": 500}
# What the browser notes by itself while the page is built.
NOTES = """
    self.notes = { lcp: 0, blocking: 0 };
    const note = (type, take) =>
        new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    note("largest-contentful-paint", (each) => { notes.lcp = each.startTime; });
    note("longtask", (each) => { notes.blocking += Math.max(0, each.duration - 50); });
"""


class NoBrowser(Exception):
    """What this part needs is only installed for tests."""


@dataclass(frozen=True)
class Visit:
    """One look. Bytes as they came over the line, headers and all, until the page had loaded."""

    bytes: int
    script_bytes: int
    requests: int
    blocking_ms: float
    nodes: float
    lcp_ms: float


def phone(visit: str, address: str) -> list[dict[str, Any]]:
    """Every kind of look, with what it has to keep to; `visit` is the cookie of a client who is signed in there."""
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": visit, "url": address}
    with _browser() as browser:
        first = [_first(browser, f"{address}/my/", cookie) for _ in range(TIMES)]
        size = int(median(visit.bytes for visit in first))
        bare = [_first(browser, f"{address}/floor/bytes/{size}", cookie) for _ in range(TIMES)]
        online, cut = _later(browser, f"{address}/my/", cookie)
    return [
        _told("Today, first visit", first, MOST),
        _told("floor: a bare page of as many bytes", bare, {}),
        _told("Today, from the device", online, MOST_LATER),
        _told("Today, from the device, no network", cut, MOST_LATER),
    ]


def table(found: list[dict[str, Any]]) -> str:
    from handrail.cli.measuring.figures import columns

    names = list(MOST)
    lines = [(each["name"], *(str(each[name]) for name in names), _kept(each)) for each in found]
    return columns([("", *(name.replace("_", " ") for name in names), ""), *lines])


def _kept(each: dict[str, Any]) -> str:
    return "" if "kept" not in each else "kept" if each["kept"] else "MISSED"


def _told(name: str, visits: list[Visit], limits: dict[str, int]) -> dict[str, Any]:
    seen = [asdict(visit) for visit in visits]
    figures = {column: round(median(each[column] for each in seen)) for column in MOST}
    told: dict[str, Any] = {"name": name, **figures}
    if limits:
        told |= {"limits": limits, "kept": all(figures[column] <= most for column, most in limits.items())}
    return told


@contextmanager
def _browser() -> "Iterator[Browser]":
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NoBrowser("the phone is measured with Playwright: install requirements-test.txt") from None
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise NoBrowser(f"the phone is measured in a browser: install one of {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


def _context(browser: "Browser", cookie: Any) -> "BrowserContext":
    context = browser.new_context(viewport=SIZE, is_mobile=True, has_touch=True, device_scale_factor=2)
    context.add_cookies([cookie])
    context.add_init_script(NOTES)
    return context


def _first(browser: "Browser", address: str, cookie: Any) -> Visit:
    context = _context(browser, cookie)
    visit = _visit(context, address)
    context.close()
    return visit


def _later(browser: "Browser", address: str, cookie: Any) -> tuple[list[Visit], list[Visit]]:
    """Again and again in a browser that keeps the page by now, with the line and without it."""
    context = _context(browser, cookie)
    page = context.new_page()
    page.goto(address)
    while not page.evaluate("caches.match(location.href).then(Boolean)"):
        page.wait_for_timeout(100)
    page.close()
    online = [_visit(context, address) for _ in range(TIMES)]
    context.set_offline(True)
    cut = [_visit(context, address, line=None) for _ in range(TIMES)]
    context.close()
    return online, cut


def _visit(context: "BrowserContext", address: str, *, line: dict[str, Any] | None = SLOW_4G) -> Visit:
    page = context.new_page()
    tools: Any = context.new_cdp_session(page)
    tools.send("Network.enable")
    if line:
        tools.send("Network.emulateNetworkConditions", line)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: dict[str, int] = {}
    kinds: dict[str, str] = {}
    tools.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    tools.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(address, wait_until="load")
    mine = {each: size for each, size in sizes.items() if kinds.get(each) in KINDS}
    told = _noted(page)
    page.close()
    scripts = sum(size for each, size in mine.items() if kinds[each] == "Script")
    return Visit(sum(mine.values()), scripts, len(mine), told["blocking"], told["nodes"], told["lcp"])


def _noted(page: "Page") -> dict[str, float]:
    """What the browser noted by the time the page had loaded, and half a second more for the last paint."""
    page.wait_for_timeout(500)
    noted: dict[str, float] = page.evaluate("({ ...notes, nodes: document.querySelectorAll('*').length })")
    return noted
