"""A week between two sessions: Jonas checks in and reports, Mara answers; taps and time are counted."""

import re
from collections.abc import Callable
from time import monotonic

from playwright.sync_api import expect

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.goal import Goal
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.clock import Clock
from tests.journeys.device import Device

Take = Callable[..., Device]
GOALS = ("Phone in the kitchen", "Lights out at eleven", "A walk at noon")


def test_a_check_in_is_six_taps_and_a_report_survives_the_phone(
    mobile: Take, desk: Take, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, clock: Clock
) -> None:
    for text in GOALS:
        WeeklyGoal.propose(sleep, by=jonas, at=now(), text=text)
    clock.go(days=4)
    phone = mobile(jonas)
    phone.visit("/my/")
    phone.clicks, began = 0, monotonic()
    phone.press("Check in", role="link")
    for text in GOALS:
        phone.choose("Kept today", within=phone.shown.get_by_role("group", name=text))
    phone.choose("7", within=phone.shown.get_by_role("group", name="My energy"))
    phone.press("Send")
    expect(phone.page.get_by_text("Kept today: “Phone in the kitchen”")).to_be_visible()
    assert phone.clicks == 6
    assert monotonic() - began < 30

    phone.press("How the week was, for Mara", role="link")
    expect(phone.field("What got stuck")).to_have_value(re.compile("“Phone in the kitchen” on 1 of 5 days."))
    phone.write("What got stuck", "The evenings are long")
    phone.field("What got stuck").blur()
    expect(phone.page.get_by_text("Kept. Only you see it until you send it.")).to_be_visible()
    phone.look_again()
    expect(phone.field("What got stuck")).to_have_value("The evenings are long")
    phone.write("What moved", "I said no to Ann.")
    phone.press("Send to Mara")
    expect(phone.page.get_by_text("Sent to Mara, with “I said no to Ann” in it.")).to_be_visible()

    coach = desk(mara)
    coach.visit("/coach/")
    coach.clicks = 0
    coach.press("Jonas Lind wrote how the week was", role="link")
    coach.press("Send to Jonas")
    expect(coach.page.get_by_text("Answered.")).to_be_visible()
    assert coach.clicks == 2
    assert "“I said no to Ann”" in CheckIn.objects.get(kind="weekly").reply
    assert phone.troubles + coach.troubles == []
