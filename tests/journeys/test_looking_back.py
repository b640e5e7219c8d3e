"""Halfway, two people at one screen walk back along the line, and keep what they saw [7-9, 87]."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.review import Review
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from tests.clock import Clock
from tests.journeys.cast import consents
from tests.journeys.device import Device

Take = Callable[..., Device]


def test_two_people_walk_back_to_how_it_was_and_forth_again(
    desk: Take, house: str, walk: Trajectory, sleep: Goal, mara: Person, jonas: Person, clock: Clock
) -> None:
    consents(jonas)
    Vision.write(walk, by=jonas, at=now(), coachee=jonas, text="Mornings are mine.")
    clock.go(days=10)
    sleep.revise(by=jonas, at=now(), text="Sleep through most nights")
    clock.go(days=10)
    Review.of_goal(sleep, by=mara, at=now(), relevance="yes", decision="keep", progress=6, learning="It is evenings")
    screen = desk(mara)
    screen.visit(f"/coach/trajectories/{walk.pk}")
    screen.press("Look back", role="link")
    page = screen.page
    course = page.locator(".course")
    expect(course).to_contain_text("Sleep through the night")
    expect(course).to_contain_text("3 → 6 of 10")
    # The slider names a day, and that day opens as it was.
    slider = page.get_by_label("The same, to slide")
    slider.focus()
    for _ in range(15):
        slider.press("ArrowLeft")
    expect(page.get_by_label("As it was on")).to_have_value((now() - timedelta(days=15)).date().isoformat())
    screen.press("Show")
    expect(page.get_by_role("heading", level=1)).to_contain_text("As it was on")
    goals = page.get_by_label("What this is for")
    expect(goals.get_by_role("link")).to_have_text("Sleep through the night")
    expect(goals).to_contain_text("3 of 10")
    # From a goal of that day it goes back to where it stands beside the one of today.
    goals.get_by_role("link").click()
    expect(course).to_contain_text("Sleep through most nights")
    assert page.url.endswith("#then-and-now")
    screen.press("every wording", role="link", within=course)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sleep through most nights")
    screen.press("Looking back", role="link")
    expect(course).to_be_visible()
    # The sheet to give is a file of its own.
    sheet = page.request.get(page.get_by_role("link", name="On paper").get_attribute("href") or "")
    assert (sheet.ok, sheet.headers["content-type"]) == (True, "application/pdf")
