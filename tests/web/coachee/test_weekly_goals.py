"""A week's experiment on Jonas's phone."""

from datetime import date

import pytest

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.clock import Clock
from tests.web.coachee.paths import TOO_LONG, Phone, at, words

RESULT = {"happened": "Two good evenings", "percent": "40", "learned": "The charger has to move", "fit": "ambitious"}


@pytest.fixture
def evenings(sleep: Goal, mara: Person) -> WeeklyGoal:
    """What Mara suggests for this week."""
    return WeeklyGoal.propose(sleep, by=mara, at=now(), text="Phone in the kitchen at nine")


@pytest.fixture
def running(evenings: WeeklyGoal, jonas: Person) -> WeeklyGoal:
    evenings.agree(by=jonas, at=now())
    return evenings.start(by=jonas, at=now())


def test_it_is_taken_up_and_begun(phone: Phone, jonas: Person, evenings: WeeklyGoal) -> None:
    browser = phone(jonas)
    for step, state in (("weekly-agreement", "agreed"), ("weekly-start", "running")):
        browser.post(at(step, evenings))
        assert WeeklyGoal.objects.get().state == state


def test_looking_back_asks_for_the_best_first_then_the_number(phone: Phone, jonas: Person, running: WeeklyGoal) -> None:
    page = words(phone(jonas).get(at("weekly-goal", running)))
    asked = ['name="happened"', 'name="percent"', 'name="learned"', 'name="fit"']
    assert sorted(asked, key=page.index) == asked
    phone(jonas).post(at("review", running), RESULT)
    week = WeeklyGoal.objects.get()
    assert (week.state, week.percent, week.learned, week.fit) == ("reviewed", 40, RESULT["learned"], "ambitious")


def test_nought_per_cent_is_a_result(phone: Phone, jonas: Person, running: WeeklyGoal) -> None:
    phone(jonas).post(at("review", running), {"percent": "0", "learned": "It is the wrong room"})
    assert WeeklyGoal.objects.get().percent == 0
    assert "0 %" in words(phone(jonas).get(at("weekly-goal", running)))


@pytest.mark.parametrize(
    "wrong", [{"percent": ""}, {"percent": "101"}, {"percent": "half"}, {"learned": TOO_LONG}, {"fit": "huge"}]
)
def test_a_result_that_cannot_be_keeps_what_was_typed(
    phone: Phone, jonas: Person, running: WeeklyGoal, wrong: dict[str, str]
) -> None:
    answer = phone(jonas).post(at("review", running), {**RESULT, **wrong})
    assert answer.status_code == 422
    assert "Two good evenings" in words(answer)
    assert wrong.get("learned", "").strip() in words(answer)
    assert WeeklyGoal.objects.get().state == "running"


def test_it_can_be_corrected_and_tried_again(phone: Phone, jonas: Person, running: WeeklyGoal) -> None:
    browser = phone(jonas)
    browser.post(at("review", running), RESULT)
    browser.post(at("review", running), {**RESULT, "percent": "50"})
    assert WeeklyGoal.objects.get().percent == 50
    answer = browser.post(at("again", running), {"key": "one"})
    browser.post(at("again", running), {"key": "one"})
    follower = WeeklyGoal.objects.get(follows=running)
    assert answer["Location"] == at("weekly-goal", follower)
    assert follower.text == running.text
    assert "50 %" in words(browser.get(at("weekly-goal", follower))), "percentages line up over time"


def test_a_week_that_is_over_is_no_reproach(phone: Phone, jonas: Person, running: WeeklyGoal, clock: Clock) -> None:
    clock.go(days=30)
    assert running.ends_on < date(2026, 4, 1)
    page = words(phone(jonas).get(at("weekly-goal", running)))
    assert "Whatever came of it, you know more than before" in page


def test_the_experiment_can_change_while_it_runs(
    phone: Phone, mara: Person, jonas: Person, running: WeeklyGoal
) -> None:
    base = fingerprint(running.text)
    browser = phone(jonas)
    browser.post(at("weekly-wording", running), {"text": "Phone downstairs at ten", "expectation": "", "base": base})
    assert WeeklyGoal.objects.get().text == "Phone downstairs at ten"
    answer = browser.post(at("weekly-wording", running), {"text": "Phone off", "expectation": "", "base": base})
    assert answer.status_code == 422
    assert "Phone downstairs at ten" in words(answer)
    assert "Phone off" in words(answer)
