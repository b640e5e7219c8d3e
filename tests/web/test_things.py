"""A goal, a week, a habit and an action on their own pages: how sure, what if, and how small."""

from typing import Any

import pytest
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.cast import NextDoor, begin
from tests.web.coachee.paths import Phone, words

PLAN = {"obstacle": "If it rains", "response": "I will take the tram halfway", "key": "one"}
Rows = dict[str, Any]


@pytest.fixture
def rows(jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action) -> Rows:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home", days="135", anchor="after work")
    week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="No phone in bed", expectation="Two nights")
    return {"actions": call_ann, "habits": habit, "weekly-goals": week, "goals": sleep}


def at(space: str, step: str, name: str, row: Any) -> str:
    return reverse(f"{space}:thing-{step}", args=[name, row.pk])


@pytest.mark.parametrize("space", ["coach", "coachee"])
@pytest.mark.parametrize("name", ["actions", "habits", "weekly-goals"])
def test_a_plan_stands_where_it_is_needed_and_can_be_let_go(
    phone: Phone, mara: Person, jonas: Person, rows: Rows, name: str, space: str
) -> None:
    device = phone(mara if space == "coach" else jonas)
    for _tap in range(2):
        page = words(device.post(at(space, "plans", name, rows[name]), PLAN, follow=True))
    assert page.count('<span class="said">If it rains, then I will take the tram halfway.') == 1
    page = words(device.post(reverse(f"{space}:thing-plan", args=[CopingPlan.objects.get().pk]), follow=True))
    assert "the tram" not in page
    assert CopingPlan.objects.get().state == "let_go"


@pytest.mark.parametrize("space", ["coach", "coachee"])
@pytest.mark.parametrize("name", ["actions", "habits", "weekly-goals", "goals"])
def test_a_number_leads_to_why_it_is_not_lower_and_then_to_one_up(
    phone: Phone, mara: Person, jonas: Person, rows: Rows, name: str, space: str
) -> None:
    device = phone(mara if space == "coach" else jonas)
    page = words(device.post(at(space, "scale", name, rows[name]), {"value": "5"}, follow=True))
    assert "Why is it 5, and not lower?" in page
    assert "What would make it 6?" not in page
    said = reverse(f"{space}:thing-reasons", args=[ScaleAnswer.objects.get().pk])
    page = words(device.post(said, {"why_not_lower": "It went well once"}, follow=True))
    assert "What would make it 6?" in page
    device.post(said, {"why_not_lower": "It went well once", "one_up": "A lamp", "support": "My brother"})
    assert ScaleAnswer.objects.get().one_up == "A lamp"


@pytest.mark.parametrize("space", ["coach", "coachee"])
def test_the_smallest_of_a_week_and_of_a_habit_keeps_the_rest(
    phone: Phone, mara: Person, jonas: Person, rows: Rows, space: str
) -> None:
    device = phone(mara if space == "coach" else jonas)
    for name in ("habits", "weekly-goals"):
        page = words(device.post(at(space, "smaller", name, rows[name]), {"text": "One minute"}, follow=True))
        assert "<h1>One minute</h1>" in page
    habit, week = Habit.objects.get(), WeeklyGoal.objects.get()
    assert (habit.text, habit.days, habit.anchor) == ("One minute", "135", "after work")
    assert (week.text, week.expectation) == ("One minute", "Two nights")


@pytest.mark.parametrize("space", ["coach", "coachee"])
def test_what_is_not_whole_is_asked_for_again_with_its_words(
    phone: Phone, mara: Person, jonas: Person, rows: Rows, space: str
) -> None:
    device = phone(mara if space == "coach" else jonas)
    for step, said, kept in (
        ("plans", {"obstacle": "it rains"}, "it rains"), ("scale", {"value": "11"}, "Choose a number from 0 to 10."),
        ("smaller", {"text": " "}, "What is the smallest, easiest thing?"),
    ):  # fmt: skip
        answer = device.post(at(space, step, "habits", rows["habits"]), said)
        assert answer.status_code == 422, step
        assert kept in words(answer)
    assert not CopingPlan.objects.exists()


def test_nobody_reaches_what_is_another_clients(
    phone: Phone, mara: Person, jonas: Person, amina: Person, rows: Rows, next_door: NextDoor
) -> None:
    other = begin(mara, amina)
    hers = Habit.add(other, by=amina, at=now(), coachee=amina, text="Walk")
    plan = CopingPlan.make(hers, by=amina, at=now(), obstacle="it rains", response="go")
    number = ScaleAnswer.give(other, by=amina, at=now(), scale="confidence", value=4, about=hers)
    for space, whose in (("coachee", jonas), ("coachee", mara), ("coach", next_door.coach), ("coach", jonas)):
        for step in ("scale", "plans", "smaller"):
            said = {**PLAN, "value": "5", "text": "x"}
            assert phone(whose).post(at(space, step, "habits", hers), said).status_code in (403, 404)
        for step, row in (("plan", plan), ("reasons", number)):
            assert phone(whose).post(reverse(f"{space}:thing-{step}", args=[row.pk])).status_code in (403, 404)
    device = phone(jonas)
    assert device.post(at("coachee", "scale", "nonsense", rows["habits"]), {"value": "5"}).status_code == 404
    assert device.post(at("coachee", "plans", "goals", rows["goals"]), PLAN).status_code == 404
    assert device.post(at("coachee", "smaller", "goals", rows["goals"]), {"text": "x"}).status_code == 404
    assert CopingPlan.objects.get().state == "kept"
    assert ScaleAnswer.objects.get().value == 4
    assert Habit.objects.get(pk=hers.pk).text == "Walk"
