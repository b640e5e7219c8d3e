"""A whole session of 45 minutes by keyboard alone: begun, a week looked back on, a note whose lines become what they
are, an action agreed, ended, closed, and its summary sent. No pointer is touched from the list of clients on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Note
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.session import Session
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.clock import Clock
from tests.journeys.cast import consents
from tests.journeys.device import Device

Take = Callable[..., Device]
NOTE = [
    "He came in lighter than a week ago.",
    "> Call Ann about the evening shift by Thursday",
    "? What did the phone-free evenings give you?",
    "Then the yard, at length.",
    "> me: send him the article on sleep by tomorrow",
]
# More steps than these from one place to the next, and nobody goes there by keyboard.
FAR = 40


@dataclass
class Hands:
    """Ten fingers on the keys, at a desk."""

    desk: Device

    def press(self, *keys: str) -> None:
        for key in keys:
            self.desk.page.keyboard.press(key)

    def write(self, words: str) -> None:
        self.desk.page.keyboard.type(words)

    def to(self, place: Locator) -> None:
        """On by Tab until one is there."""
        expect(place).to_be_visible()
        for _step in range(FAR):
            if place.evaluate("here => here === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{FAR} steps do not lead to {place}")

    def into(self, label: str, words: str) -> None:
        self.to(self.desk.field(label))
        self.write(words)

    def push(self, name: str) -> None:
        self.to(self.desk.shown.get_by_role("button", name=name, exact=True).last)
        self.press("Enter")


@pytest.fixture
def last_week(sleep: Goal, mara: Person, jonas: Person, clock: Clock) -> WeeklyGoal:
    """What Jonas tried in the week before."""
    consents(jonas)
    week = WeeklyGoal.propose(
        sleep, by=mara, at=now(), text="The phone stays in the kitchen", starts_on=date(2026, 2, 23),
        ends_on=date(2026, 3, 1), agreed=True,
    )  # fmt: skip
    return week.start(by=mara, at=now())


def test_a_session_without_a_mouse(
    desk: Take, first_session: Session, last_week: WeeklyGoal, mara: Person, jonas: Person, clock: Clock
) -> None:
    clock.to(first_session.starts_at)
    coach = desk(mara)
    hands, page = Hands(coach), coach.page
    coach.visit("/coach/")
    # Whom one meets today comes first.
    hands.press("ArrowDown", "Enter")
    hands.push("Begin")
    expect(page.get_by_role("status").first).to_contain_text("It has begun.")

    # Seven minutes for the week: it begins with the best of it.
    clock.go(minutes=3)
    hands.press("2")
    hands.to(page.locator("summary", has_text="Look back on it"))
    hands.press("Enter")
    hands.into("What was the best of it?", "Read to the girls, twice.")
    hands.into("How much of it came true, in per cent?", "70")
    hands.into("What kept it from being less?", "The charger is in the kitchen now.")
    hands.push("Keep this")
    expect(page.locator("#body-weekly_goals")).to_contain_text("felt like 70 %")

    # The note is written without looking down; its lines become what they are, and the cursor stays.
    clock.go(minutes=12)
    hands.press("Escape", "e")
    note = coach.field("Notes for both of you")
    expect(note).to_be_focused()
    for line in NOTE:
        hands.write(f"{line}\n")
    expect(page.get_by_role("group", name="These lines become")).to_contain_text("Thursday 5 March")
    hands.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("3 lines sorted.")
    expect(note).to_be_focused()
    hands.write("Goal: leave at five on Tuesdays")
    expect(page.get_by_role("group", name="This line becomes")).to_be_visible()
    hands.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 line sorted.")

    # What only she reads.
    hands.press("Escape", "o")
    hands.write("! His sister is Ida")
    expect(page.get_by_role("group", name="This line becomes")).to_be_visible()
    hands.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 line sorted.")
    hands.press("Escape")

    # One more thing, agreed in its own section.
    clock.go(minutes=25)
    hands.press("4")
    hands.into("What", "Put the charger in the kitchen drawer")
    hands.press("Enter")
    expect(page.locator("#things")).to_contain_text("Put the charger in the kitchen drawer")
    expect(page.locator("#things")).to_contain_text("Call Ann about the evening shift")

    clock.go(minutes=5)
    hands.press("Escape", "5")
    hands.push("End the session")
    expect(page.get_by_role("heading", name="Close the session")).to_be_visible()
    hands.into("What do you appreciate?", "You stayed with it in a week that gave you every reason not to.")
    hands.into("What does your client take away?", "Small is enough.")
    hands.to(page.get_by_role("radio", name="Book the next one"))
    hands.press("Space")
    hands.push("Close and send to both")
    expect(page.get_by_role("heading", name="Jonas Lind", level=1)).to_be_visible()

    assert coach.clicks == 0
    first_session.refresh_from_db()
    last_week.refresh_from_db()
    assert first_session.state == "closed"
    assert (last_week.percent, last_week.best) == (70, "Read to the girls, twice.")
    assert set(Action.objects.values_list("text", "owner__name", "state")) == {
        ("Call Ann about the evening shift", "Jonas Lind", "agreed"),
        ("Put the charger in the kitchen drawer", "Jonas Lind", "agreed"),
        ("send him the article on sleep", "Mara Vos", "agreed"),
    }
    assert Action.objects.get(text__startswith="Call Ann").due_on == date(2026, 3, 5)
    assert Goal.objects.filter(text="leave at five on Tuesdays", state="proposed").exists()
    assert Prompt.objects.get().question == "What did the phone-free evenings give you?"
    assert Fact.objects.get().text == "His sister is Ida"
    shared = Note.objects.get(visibility="shared")
    assert shared.text == "\n".join([*NOTE, "Goal: leave at five on Tuesdays"])
    letters = {message.to: message for message in Message.objects.all()}
    assert {mara.email, jonas.email} <= set(letters)
    assert "Call Ann about the evening shift" in letters[jonas.email].text
    assert "You stayed with it" in letters[jonas.email].text
    assert list(verify_all()) == []
