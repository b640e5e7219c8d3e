"""Before Mara adds something, she sees what a week asks of Jonas already; she may add it all the same."""

import pytest
from django.test import override_settings

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.web.coach.paths import Phone, at, words

# The line for a quick action on the trajectory’s own page goes without: it would cost that page four statements.
FORMS = ["goals", "actions", "habits", "prompts", "exercises"]


@pytest.mark.parametrize("name", FORMS)
def test_one_calm_line_beside_what_adds_to_the_week(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action, name: str
) -> None:
    # Of the exercises one is chosen first; then there is the form.
    assert "About 6 of 15 minutes a week" in words(phone(mara).get(at(name, walk), {"method": ""}))
    assert "About 6 of 15 minutes a week" in words(phone(mara).get(at("goal", sleep)))


def test_over_the_budget_is_said_and_never_in_the_way(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session
) -> None:
    for number in range(3):
        Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question=f"How {number}?", session=first_session)
    page = words(phone(mara).get(at("habits", walk)))
    assert "About 17 minutes a week are asked already; 15 is the plan" in page
    assert phone(mara).post(at("habits", walk), {"text": "Read", "days": ["1"]}).status_code == 302
    assert Habit.objects.exists()
    with override_settings(HANDRAIL_WEEK_MINUTES=30):
        assert "About 17 of 30 minutes a week" in words(phone(mara).get(at("habits", walk)))


def test_a_practice_has_a_budget_of_its_own(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action
) -> None:
    kept = {"name": "Quay House", "goal_label": "goal", "week_minutes": "25"}
    assert phone(mara).post("/practice/settings/name", kept).status_code == 302
    assert "About 6 of 25 minutes a week" in words(phone(mara).get(at("goal", sleep)))
    assert 'value="25"' in phone(mara).get("/practice/settings").content.decode()
    for wrong in ("0", "601", "a lot"):
        assert phone(mara).post("/practice/settings/name", {**kept, "week_minutes": wrong}).status_code == 422
    with override_settings(HANDRAIL_WEEK_MINUTES=30):
        phone(mara).post("/practice/settings/name", {**kept, "week_minutes": ""})
        assert "About 6 of 30 minutes a week" in words(phone(mara).get(at("goal", sleep)))
