"""Make the pictures of the README."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handrail.cli import ready
from handrail.cli.album import ALBUM, Page
from handrail.cli.cast import MARA
from handrail.cli.mend import Mend
from handrail.cli.palette import smaller
from handrail.lib.clock import now

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).resolve().parent.parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Pictures are read over a network and kept in every clone.
LARGEST = 150_000
# Milliseconds; a busy machine paints slowly.
PATIENCE = 20_000


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=ROOT / "docs" / "pictures")
def command(folder: Path) -> None:
    """Make the pictures of the README.

    Starts a demo of its own in a temporary folder, looks at its pages with Chromium as coach, client, manager and
    stranger, on a phone and at a desk, and keeps each as FOLDER/<page>-<width>-<light or dark>.png (docs/pictures).
    Exit code 1: a page could not be reached, or its picture is larger than 150 KB; each is named.
    """
    browser = _browser()
    folder.mkdir(parents=True, exist_ok=True)
    amiss = 0
    with _demo() as (url, ways_in), _chromium(browser) as chromium:
        states = {who: _signed_in(chromium, link) for who, link in ways_in.items()}
        with click.progressbar(ALBUM, label="Looking", file=sys.stderr, hidden=not sys.stderr.isatty()) as pages:
            for page in pages:
                for line, is_amiss in _pictures(chromium, page, url=url, state=states.get(page.who), folder=folder):
                    click.echo(line, err=is_amiss)
                    amiss += is_amiss
    if amiss:
        raise SystemExit(1)


def _browser() -> str:
    if find_spec("playwright") is None:
        raise Mend("pictures are made with playwright, which comes with the tests: run bin/test fast once")
    if found := next((path for name in BROWSERS if (path := shutil.which(name))), ""):
        return found
    raise Mend("there is no Chromium here: install the package chromium")


@contextmanager
def _demo() -> Iterator[tuple[str, dict[str, str]]]:
    """A demo that serves, and the way in of each of its visitors by role."""
    with tempfile.TemporaryDirectory(prefix="handrail-pictures-") as data:
        port = str(_free_port())
        url = f"http://127.0.0.1:{port}"
        ours = {"HANDRAIL_DATA": data, "PORT": port, "HOST": "127.0.0.1", "HANDRAIL_URL": url, "DATABASE_URL": ""}
        server = subprocess.Popen(
            [sys.executable, "-m", "handrail", "serve", "--demo"], cwd=ROOT, env={**os.environ, **ours},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        try:
            yield url, _ways_in(server)
        finally:
            server.terminate()
            server.wait()


def _ways_in(server: "subprocess.Popen[str]") -> dict[str, str]:
    roles = {page.who for page in ALBUM if page.who}
    found: dict[str, str] = {}
    for line in server.stdout or ():
        role, _, rest = line.partition(",")
        found[role] = rest.split()[-1]
        if roles <= set(found):
            return found
    raise Mend("the demo did not start; the lines above say why")


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def _chromium(path: str) -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    # Chromium refuses its own sandbox to root, who is who runs things in containers.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


def _signed_in(browser: "Browser", link: str) -> Any:
    """The cookies of somebody who came in by their link. It answers a moment after it is printed."""
    context = browser.new_context(timezone_id=MARA.zone)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    for _ in range(50):
        try:
            page.goto(link)
            break
        except Exception as error:
            if "ERR_CONNECTION_REFUSED" not in str(error):
                raise
            page.wait_for_timeout(200)
    page.click("main form button")
    page.wait_for_load_state("networkidle")
    state = context.storage_state()
    context.close()
    return state


def _pictures(browser: "Browser", page: Page, *, url: str, state: Any, folder: Path) -> Iterator[tuple[str, bool]]:
    """A line for each picture, and whether something is amiss with it."""
    from playwright.sync_api import Error

    for width, height, scheme in page.views:
        file = folder / f"{page.name}-{width}-{scheme}.png"
        context = browser.new_context(
            storage_state=state, viewport={"width": width, "height": height}, color_scheme=scheme,
            reduced_motion="reduce", timezone_id=MARA.zone, locale="en-GB",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        try:
            tab = context.new_page()
            _go(tab, page, url)
            picture = smaller(tab.screenshot(animations="disabled"), blank=context.new_page())
            file.write_bytes(picture)
            yield f"{file} {len(picture) // 1000} KB", len(picture) > LARGEST
        except Error as error:
            yield f"{file} {ready.first_line(error)}", True
        finally:
            context.close()


def _go(tab: "Tab", page: Page, url: str) -> None:
    """By addresses, not by clicking: what lies in a menu that is shut is a way too."""
    tab.goto(url + page.path)
    for number, selector in enumerate(page.ways, 1):
        way = tab.locator(selector).first
        leads_to = way.get_attribute("href") or way.get_attribute("action") or ""
        then = now().date() - timedelta(weeks=4)
        asks = f"?{page.asks.format(four_weeks_ago=then)}" if page.asks and number == len(page.ways) else ""
        tab.goto(url + leads_to + asks)
    tab.evaluate("document.fonts.ready")
