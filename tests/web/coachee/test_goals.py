"""Jonas and his goals: made his own, reworded, taken step by step."""

import pytest

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.review import Review
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.web.coachee.paths import ODD, TOO_LONG, Phone, at, words


@pytest.fixture
def suggested(walk: Trajectory, mara: Person, jonas: Person) -> Goal:
    return Goal.propose(walk, by=mara, at=now(), coachee=jonas, text="Run again, gently")


def test_a_goal_is_made_ones_own_with_the_sign_to_know_it_by(phone: Phone, jonas: Person, suggested: Goal) -> None:
    browser = phone(jonas)
    assert "How will you notice" in words(browser.get(at("goal", suggested)))
    refused = browser.post(at("confirmation", suggested), {"sign": ""})
    assert refused.status_code == 422
    assert Goal.objects.get().state == "proposed"
    browser.post(at("confirmation", suggested), {"sign": "Five kilometres without a stop"})
    goal = Goal.objects.get()
    assert (goal.state, goal.sign) == ("active", "Five kilometres without a stop")


def test_or_left_aside_without_a_reason(phone: Phone, jonas: Person, suggested: Goal) -> None:
    phone(jonas).post(at("refusal", suggested), {"reason": ""})
    assert Goal.objects.get().state == "declined"


def test_only_jonas_makes_it_his(phone: Phone, mara: Person, suggested: Goal) -> None:
    assert phone(mara).post(at("confirmation", suggested), {"sign": "x"}).status_code == 404


def test_why_it_matters_stands_at_the_top(phone: Phone, jonas: Person, sleep: Goal) -> None:
    page = words(phone(jonas).get(at("goal", sleep)))
    assert page.index("So that mornings are mine") < page.index("Week by week")


def test_other_words_keep_the_old_ones_readable(phone: Phone, jonas: Person, sleep: Goal) -> None:
    given = {"text": ODD, "why": "", "sign": "Five nights", "source": "own", "reason": "It was too much"}
    phone(jonas).post(at("goal-wording", sleep), {**given, "base": fingerprint(sleep.text)})
    goal = Goal.objects.get()
    assert (goal.text, goal.reason, goal.state) == (ODD, "It was too much", "active")


def test_two_who_reword_at_once_both_keep_their_words(phone: Phone, mara: Person, jonas: Person, sleep: Goal) -> None:
    base = fingerprint(sleep.text)
    sleep.revise(by=mara, at=now(), text="Sleep seven hours")
    answer = phone(jonas).post(
        at("goal-wording", sleep), {"text": "Sleep till the alarm", "source": "own", "base": base}
    )
    assert answer.status_code == 422
    page = words(answer)
    assert "Sleep seven hours" in page
    assert "Sleep till the alarm" in page
    assert Goal.objects.get().text == "Sleep seven hours"


def test_a_goal_of_ones_own_is_active_at_once(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    browser = phone(jonas)
    assert browser.get(at("goals", walk)).status_code == 200
    given = {"text": "Paint on Sundays", "sign": "Four Sundays", "source": "own", "progress": "3"}
    browser.post(at("goals", walk), given)
    goal = Goal.objects.get()
    assert (goal.state, goal.coachee, goal.progress) == ("active", jonas, 3)


def test_a_goal_too_long_comes_back_whole(phone: Phone, jonas: Person, walk: Trajectory) -> None:
    answer = phone(jonas).post(at("goals", walk), {"text": TOO_LONG, "source": "own"})
    assert answer.status_code == 422
    assert TOO_LONG.strip() in words(answer)


def test_steps_are_added_reached_and_not_quite_reached(phone: Phone, jonas: Person, sleep: Goal) -> None:
    browser = phone(jonas)
    browser.post(at("milestones", sleep), {"text": "No telephone upstairs", "due_on": ""})
    step = Milestone.objects.get()
    browser.post(at("milestone", step), {"reached": "on"})
    assert Milestone.objects.get().state == "reached"
    browser.post(at("milestone", step), {"reached": "off"})
    assert Milestone.objects.get().state == "open"
    assert browser.post(at("milestones", sleep), {"text": "", "due_on": ""}).status_code == 422


def test_an_experiment_of_ones_own_is_agreed_as_it_is_written(phone: Phone, jonas: Person, sleep: Goal) -> None:
    phone(jonas).post(at("weekly-goals", sleep), {"text": "Lights out at ten", "expectation": "Two evenings"})
    assert WeeklyGoal.objects.get().state == "agreed"


def test_what_was_seen_together_stays_readable(phone: Phone, mara: Person, jonas: Person, sleep: Goal) -> None:
    Review.of_goal(
        sleep, by=mara, at=now(), relevance="yes", decision="keep", learning="Wednesdays are hard", progress=5
    )
    page = words(phone(jonas).get(at("goal", sleep)))
    assert "Wednesdays are hard" in page
    assert "5 of 10" in page
