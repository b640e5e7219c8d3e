"""A goal, a week, a habit or an action on its own page: how sure it is, what may come in the way, and the smallest of
it. The client says it, the coach writes it down [28, 66, 68, 109]."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from handrail.trajectory.action import Action
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.acting import carry_out
from handrail.web.coach.actions import action_page
from handrail.web.coach.goals import goal_page
from handrail.web.coach.habits import habit_page
from handrail.web.coach.led import led_row
from handrail.web.coach.weekly_goals import weekly_goal_page
from handrail.web.doors import for_coach
from handrail.web.request import Request
from handrail.web.things import NOUNS, Step, explained, made_smaller, own_page, planned, rated

PAGES: Mapping[type[Any], Callable[..., HttpResponse]] = {
    Action: action_page, Goal: goal_page, Habit: habit_page, WeeklyGoal: weekly_goal_page,
}  # fmt: skip


@require_POST
@for_coach
def scale(request: Request, of: str, of_id: UUID) -> HttpResponse:
    about = _about(request, of, of_id)
    return _taken(request, about, rated(request.POST, about))


@require_POST
@for_coach
def reasons(request: Request, scale_answer_id: UUID) -> HttpResponse:
    answer = led_row(request, ScaleAnswer, scale_answer_id)
    step = explained(request.POST, answer)
    return _taken(request, answer.about, step)


@require_POST
@for_coach
def plans(request: Request, of: str, of_id: UUID) -> HttpResponse:
    about = _about(request, of, of_id)
    return _taken(request, about, planned(request.POST, about))


@require_POST
@for_coach
def plan(request: Request, coping_plan_id: UUID) -> HttpResponse:
    """Let go: it did not fit."""
    row = led_row(request, CopingPlan, coping_plan_id)
    return _taken(request, row.about, Step("plan", forms.Form(request.POST), row.let_go))


@require_POST
@for_coach
def smaller(request: Request, of: str, of_id: UUID) -> HttpResponse:
    about = _about(request, of, of_id)
    return _taken(request, about, made_smaller(request.POST, about))


def _about(request: Request, of: str, of_id: UUID) -> Any:
    if of not in NOUNS:
        raise Http404
    return led_row(request, NOUNS[of], of_id)


def _taken(request: Request, about: Any, step: Step) -> HttpResponse:
    if carry_out(request, step.form, step.verb, on_behalf_of_id=about.coachee_id) is None:
        return PAGES[type(about)](request, about, **{step.name: step.form})
    if step.said:
        messages.success(request, step.said)
    return redirect(own_page(about, space="coach", step=step))
