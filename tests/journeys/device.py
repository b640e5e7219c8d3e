"""Somebody's phone or desk: a browser of their own, that counts what is asked of them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Locator, Page, Response

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2,
}  # fmt: skip
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
Role = Literal["button", "link"]


@dataclass
class Device:
    """Things are found as people find them: by what is written on them."""

    page: Page
    is_touched: bool
    # Its network comes and goes: that a request found none is no trouble.
    may_be_cut: bool = False
    clicks: int = 0
    fields: int = 0
    # What the browser complained about, and pages that broke.
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("response", self._answered)

    # What people do

    def visit(self, address: str) -> None:
        """Go there without being led: a bookmark, an address typed."""
        self.page.goto(address)

    def follow(self, address: str) -> None:
        """A link in a mail is a click like any other."""
        self.clicks += 1
        self.page.goto(address)

    def look_again(self) -> None:
        """Reload the page, which takes a gesture as well."""
        self.clicks += 1
        self.page.reload()

    def press(self, name: str, *, role: Role = "button", within: Locator | None = None) -> None:
        self.touch((within or self.page).get_by_role(role, name=name, exact=True))

    def choose(self, label: str, *, within: Locator | None = None) -> None:
        self.touch((within or self.page).get_by_label(label))

    def unfold(self, summary: str, *, within: Locator | None = None) -> Locator:
        """Open one of those places that are folded; what is in it then."""
        folded = (within or self.page).locator("details").filter(has=self.page.locator("summary", has_text=summary))
        self.touch(folded.locator("summary", has_text=summary))
        return folded

    def touch(self, place: Locator) -> None:
        self.clicks += 1
        if self.is_touched:
            place.tap()
        else:
            place.click()

    def write(self, label: str, words: str, *, within: Locator | None = None) -> None:
        """One field, typed; getting there from the one before is the Tab key."""
        self.fields += 1
        self.field(label, within=within).fill(words)

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """The one to write in: a whole section may be called by the same name."""
        labelled = (within or self.page).get_by_label(label, exact=True)
        return labelled.and_(self.page.locator("input, textarea"))

    # What is to be seen

    @property
    def shown(self) -> Locator:
        return self.page.get_by_role("main")

    def _said(self, message: ConsoleMessage) -> None:
        # Elsewhere than in the journeys without a network the test browser refuses the worker, and says so.
        if "Service Worker registration blocked" in message.text or (self.may_be_cut and "net::ERR_" in message.text):
            return
        # That a form was refused (4xx) is an answer like others; the browser notes it as an error.
        if message.type in ("error", "warning") and "server responded with a status of 4" not in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status} {response.request.method} {response.url}")
