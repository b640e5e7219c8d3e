"""From seeing who needs a word to its being sent: two clicks, by thumb [79, 113]."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from handrail.ledger.verify import verify_all
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from tests.clock import Clock
from tests.journeys.cast import consents
from tests.journeys.device import Device

Take = Callable[..., Device]


def test_a_coach_sees_who_was_silent_and_writes_to_them(
    mobile: Take, house: str, call_ann: Action, mara: Person, jonas: Person, clock: Clock
) -> None:
    consents(jonas)
    clock.go(days=24)
    phone = mobile(mara)
    phone.visit("/coach/")
    phone.press("Write to Jonas", role="link")
    expect(phone.field("Your words")).to_have_value(re.compile(r"^Hello Jonas,\s+\S"))
    phone.press("Send to Jonas")
    expect(phone.page.get_by_text("Sent to Jonas.")).to_be_visible()
    assert phone.page.url.endswith("/coach/")
    expect(phone.page.get_by_text("Write to Jonas")).to_have_count(0)
    assert phone.clicks == 2
    word = Outreach.objects.get()
    assert Handling.objects.get().outreach == word
    assert list(verify_all()) == []
