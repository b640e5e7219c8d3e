"""Jonas plans for what may come in the way: if this, then he will do that."""

import pytest
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.web.coachee.paths import Phone, words

PLAN = {"obstacle": "If it rains", "response": "I will take the tram halfway", "key": "one"}


@pytest.mark.parametrize("noun", ["action", "habit", "week"])
def test_a_plan_stands_where_it_is_needed_and_can_be_let_go(
    phone: Phone, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action, noun: str
) -> None:
    rows = {
        "action": call_ann,
        "habit": Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home"),
        "week": WeeklyGoal.propose(sleep, by=jonas, at=now(), text="No phone in bed"),
    }
    device, here = phone(jonas), reverse(f"coachee:{noun}-plans", args=[rows[noun].pk])
    assert "Keep the plan" in words(device.get(here))
    for _tap in range(2):
        page = words(device.post(here, PLAN, follow=True))
    assert page.count('<blockquote class="said">If it rains, then I will take the tram halfway.') == 1
    page = words(device.post(reverse("coachee:plan", args=[CopingPlan.objects.get().pk]), follow=True))
    assert "the tram" not in page
    assert CopingPlan.objects.get().state == "let_go"


def test_half_a_plan_is_asked_for_once_more_with_its_words(phone: Phone, jonas: Person, call_ann: Action) -> None:
    answer = phone(jonas).post(reverse("coachee:action-plans", args=[call_ann.pk]), {"obstacle": "it rains"})
    assert answer.status_code == 422
    assert "it rains" in words(answer)
