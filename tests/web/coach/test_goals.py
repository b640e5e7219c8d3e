"""Mara and the goals: proposed by her, confirmed by Jonas, reworded, reviewed, reached in steps."""

import pytest

from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.review import Review
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.clock import Clock
from tests.web.coach.paths import ODD, TOO_LONG, Phone, at, words

NEW = {"text": "Home by six, three days a week", "why": "Dinner", "sign": "", "source": "own"}
REVIEW = {"relevance": "yes", "decision": "keep", "achievement": "improving", "learning": "Ask early", "progress": "6"}


def standing(phone: Phone, mara: Person, goal: Goal, state: str, **typed: str) -> str:
    answer = phone(mara).post(at("goal-standing", goal), {"state": state, **typed}, follow=True)
    goal.refresh_from_db()
    return words(answer)


def test_mara_proposes_and_only_jonas_can_make_it_his(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    page = words(phone(mara).post(at("goals", walk), NEW, follow=True))
    goal = Goal.objects.get()
    assert (goal.state, goal.proposed_by, goal.coachee) == ("proposed", mara, jonas)
    assert "Waiting for Jonas: a goal begins once they make it theirs." in page
    assert "Make it mine" not in page
    standing(phone, mara, goal, "active")
    assert goal.state == "proposed"


def test_the_three_questions_wait_until_they_are_needed(phone: Phone, mara: Person, walk: Trajectory) -> None:
    page = words(phone(mara).get(at("goals", walk)))
    assert "Still vague? Three questions" in page
    assert '<details class="more section">' in page
    typed = words(phone(mara).post(at("goals", walk), {**NEW, "text": "", "noticed": "They would smile"}))
    assert '<details class="more section" open>' in typed
    assert "They would smile" in typed


def test_the_vision_is_one_tap_above_and_the_weeks_one_tap_below(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, clock: Clock
) -> None:
    Vision.write(walk, by=jonas, at=clock.now, coachee=jonas, text="Mornings that are mine")
    week = WeeklyGoal.propose(sleep, by=jonas, at=clock.now, text="No phone in bed")
    page = words(phone(mara).get(at("goal", sleep)))
    assert at("vision", walk) in page
    assert at("weekly-goal", week) in page
    below = words(phone(mara).get(at("weekly-goal", week)))
    assert at("goal", sleep) in below
    assert at("vision", walk) in below


def test_a_reworded_goal_keeps_the_reason(phone: Phone, mara: Person, sleep: Goal) -> None:
    seen = fingerprint(sleep.text)
    form = {**NEW, "text": "Sleep seven hours", "reason": "Through is too much", "base": seen}
    page = words(phone(mara).post(at("goal-wording", sleep), form, follow=True))
    assert "Sleep seven hours" in page
    assert "Through is too much" in page


def test_two_who_reword_it_at_once_both_keep_their_words(
    phone: Phone, mara: Person, jonas: Person, sleep: Goal, clock: Clock
) -> None:
    seen = fingerprint(sleep.text)
    sleep.revise(by=jonas, at=clock.now, text="Sleep till five")
    answer = phone(mara).post(at("goal-wording", sleep), {**NEW, "text": "Sleep till six", "base": seen})
    page = words(answer)
    assert answer.status_code == 409
    assert "Keep both, one after the other" in page
    assert 'value="Sleep till five\n\nSleep till six"' in page
    assert f'name="base" value="{fingerprint("Sleep till five")}"' in page
    sleep.refresh_from_db()
    assert sleep.text == "Sleep till five"


def test_a_review_sets_the_numbers_and_lays_then_beside_now(phone: Phone, mara: Person, sleep: Goal) -> None:
    page = words(phone(mara).post(at("goal-reviews", sleep), REVIEW, follow=True))
    sleep.refresh_from_db()
    assert (sleep.progress_at_start, sleep.progress, sleep.achievement) == (3, 6, "improving")
    assert "At the start 3 of 10" in page
    assert "Now 6 of 10" in page
    assert "Ask early" in page


def test_a_review_that_rewords_opens_the_words(phone: Phone, mara: Person, sleep: Goal) -> None:
    page = words(phone(mara).post(at("goal-reviews", sleep), {**REVIEW, "decision": "revise"}, follow=True))
    assert '<details class="more" id="wording" open>' in page


def test_a_review_that_lets_go_asks_why_and_keeps_what_was_typed(phone: Phone, mara: Person, sleep: Goal) -> None:
    answer = phone(mara).post(at("goal-reviews", sleep), {**REVIEW, "decision": "drop"})
    assert answer.status_code == 422
    assert "Ask early" in words(answer)
    assert "Say in a few words why" in words(answer)
    assert not Review.objects.exists()


def test_a_goal_rests_is_taken_up_reached_kept_going_and_come_back_to(phone: Phone, mara: Person, sleep: Goal) -> None:
    for wanted in ("on_hold", "active", "achieved", "maintaining", "active"):
        standing(phone, mara, sleep, wanted, reason="The quarter")
        assert sleep.state == wanted


def test_reaching_a_goal_is_said_at_once(phone: Phone, mara: Person, sleep: Goal) -> None:
    assert "Reached: “Sleep through the night”." in standing(phone, mara, sleep, "achieved")


def test_letting_a_goal_go_needs_a_reason(phone: Phone, mara: Person, sleep: Goal) -> None:
    assert "Say in a few words why" in standing(phone, mara, sleep, "dropped")
    assert sleep.state == "active"
    standing(phone, mara, sleep, "dropped", reason="It was my mother's wish")
    assert sleep.state == "dropped"


def test_a_state_there_is_not_is_not_found(phone: Phone, mara: Person, sleep: Goal) -> None:
    assert phone(mara).post(at("goal-standing", sleep), {"state": "failed"}).status_code == 404


def test_milestones_are_added_reached_reopened_and_let_go_with_the_next_one_first(
    phone: Phone, mara: Person, sleep: Goal
) -> None:
    for text, due in [("Seven nights", ""), ("One night", "2026-03-10")]:
        phone(mara).post(at("milestones", sleep), {"text": text, "due_on": due})
    page = words(phone(mara).get(at("goal", sleep)))
    assert page.index("<strong>One night</strong>") < page.index("<strong>Seven nights</strong>")
    one = Milestone.objects.get(text="One night")
    for wanted in ("reached", "open", "dropped", "open"):
        phone(mara).post(at("milestone-standing", one), {"state": wanted})
        one.refresh_from_db()
        assert one.state == wanted
    assert phone(mara).post(at("milestone-standing", one), {"state": "lost"}).status_code == 404


@pytest.mark.parametrize("text", [TOO_LONG, "", "a\0b"])
def test_a_goal_that_cannot_be_kept_comes_back_whole(phone: Phone, mara: Person, walk: Trajectory, text: str) -> None:
    answer = phone(mara).post(at("goals", walk), {**NEW, "text": text, "why": ODD})
    assert answer.status_code == 422
    assert "🧗🏽‍♀️ مرحبا" in words(answer)
    assert not Goal.objects.exists()


def test_a_milestone_in_the_year_9999_comes_back_with_its_words(phone: Phone, mara: Person, sleep: Goal) -> None:
    answer = phone(mara).post(at("milestones", sleep), {"text": "One night", "due_on": "9999-01-01"})
    assert answer.status_code == 422
    assert 'value="One night"' in words(answer)
    assert 'value="9999-01-01"' in words(answer)
