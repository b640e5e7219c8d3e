"""What every page owes to everybody, looked at in a browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.device import Device

NARROW, WIDE = 320, 1280
# axe leaves target-size out by itself; WCAG 2.2 AA asks for it. What is well it need not write down: that took half
# of the time.
EVERYTHING: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
# Of all that axe looks at, dark paper changes the colours alone.
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}

AXE = Axe().axe_script


def look_at(device: Device, address: str) -> list[str]:
    """What is amiss there, in words."""
    page = device.page
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    size = page.viewport_size
    assert size
    device.visit(address)
    page.evaluate(AXE)
    amiss = [f"light: {trouble}" for trouble in _violations(page, EVERYTHING)]
    page.emulate_media(color_scheme="dark")
    amiss += [f"dark: {trouble}" for trouble in _violations(page, COLOURS)]
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": size["height"]})
        amiss += [f"at {width} px: {trouble}" for trouble in _too_wide(page)]
    page.set_viewport_size(size)
    return [f"{address} {trouble}" for trouble in amiss]


def _violations(page: Page, options: dict[str, Any]) -> list[str]:
    found = page.evaluate("(options) => axe.run(document, options).then((result) => result.violations)", options)
    return [f"{each['id']} {node['target']} {node['html'][:120]}" for each in found for node in each["nodes"]]


def _too_wide(page: Page) -> list[str]:
    """What sticks out, when the page can be pushed sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const root = document.scrollingElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            return [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
                .slice(0, 4).map((one) => `${one.tagName}.${one.className.baseVal ?? one.className}`)
                .concat([`${root.scrollWidth} px in all`]);
        }"""
    )
    return found
