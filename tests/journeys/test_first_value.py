"""From nothing to a first action ticked [135, 136]: nothing configured, few clicks, hardly any typing."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from handrail.ledger.verify import verify_all
from handrail.practice.practice import Practice
from tests.clock import Clock
from tests.journeys.device import Device

Take = Callable[..., Device]
CLICKS, FIELDS = 16, 8


def test_a_first_client_ticks_a_first_action(
    desk: Take, mobile: Take, mailed_link: Callable[[str], str], clock: Clock
) -> None:
    assert not Practice.objects.exists()
    mara, jonas = desk(), mobile()

    mara.visit("/")
    mara.write("Name of the practice", "Quay House")
    mara.write("Your name", "Mara Visser")
    mara.write("Your e-mail address", "mara@quay.example")
    mara.press("Begin")
    mara.press("Invite a client", role="link")
    mara.write("Name", "Jonas Lind")
    mara.write("E-mail", "jonas@lind.example")
    mara.press("Invite")
    expect(mara.page.get_by_role("heading", name="Jonas Lind")).to_be_visible()

    jonas.follow(mailed_link("jonas@lind.example"))
    jonas.choose("I have read this and agree")
    jonas.choose("My words may be kept here, personal ones too")
    jonas.press("I agree, let us begin")
    expect(jonas.page.get_by_role("heading", name="What I agreed")).to_be_visible()

    mara.look_again()
    mara.press("Book the next", role="link")
    mara.press("Book it")
    clock.to(clock.now + timedelta(days=1))
    mara.press("Session 1", role="link", within=mara.page.locator(".title-line"))
    mara.press("Begin")
    mara.unfold("What comes next")
    mara.write("What", "Call Ann about the evening shift")
    mara.press("Add")
    expect(mara.page.get_by_role("button", name="Done: Call Ann about the evening shift")).to_be_visible()

    jonas.look_again()
    jonas.press("Done: Call Ann about the evening shift")
    expect(
        jonas.page.get_by_role("button", name="Undo, not done yet: Call Ann about the evening shift")
    ).to_be_visible()
    expect(jonas.shown).to_contain_text("7 days before it was due")

    mara.page.reload()
    # In a session one section is in view, and this is not the one.
    ticked = mara.page.get_by_role("button", name="Not done yet: Call Ann about the evening shift", include_hidden=True)
    expect(ticked).to_have_count(1)
    assert list(verify_all()) == []
    assert mara.clicks + jonas.clicks <= CLICKS, f"coach {mara.clicks}, client {jonas.clicks}"
    assert mara.fields + jonas.fields <= FIELDS, f"coach {mara.fields}, client {jonas.fields}"
