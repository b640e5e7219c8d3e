"""If–then plans, on a page of their own: what may come in the way, and what one does right then [68]."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.coping_plan import CopingPlan, Planned, State
from handrail.trajectory.habit import Habit
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.mine import for_consenting, mine, one
from handrail.web.coachee.page import page
from handrail.web.holding_forms import PlanForm
from handrail.web.request import Request

# By what their addresses ask for: the noun, and the name of its own page.
ABOUT: Mapping[str, tuple[type[Any], str]] = {
    "action_id": (Action, "action"), "habit_id": (Habit, "habit"), "weekly_goal_id": (WeeklyGoal, "weekly-goal"),
}  # fmt: skip


def plans_of(row: Planned, person: Person) -> list[CopingPlan]:
    """Those that stand, as this person reads them."""
    column = {Action: "action", Habit: "habit", WeeklyGoal: "weekly_goal"}[type(row)]
    return list(mine(CopingPlan, person).filter(**{column: row}, state=State.KEPT).in_order())


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def plans(request: Request, **asked: UUID) -> HttpResponse:
    """One more for an action, a habit or a week of one's own."""
    [(name, row_id)] = asked.items()
    noun, its_page = ABOUT[name]
    row = one(request, noun, row_id, coachee=request.person)
    form = PlanForm(request.POST if request.method == "POST" else None)
    here = reverse(f"coachee:{its_page}", args=[row.pk])
    if request.method == "POST" and carry_out(request, form, CopingPlan.make, about=row):
        messages.success(request, _("Kept. Say it to yourself once, slowly; then it comes back by itself."))
        return redirect(here)
    return page(
        request, "plans", trajectory=row.trajectory, place="today", status=REFUSED if form.errors else 200, row=row,
        here=here, form=form, plans=plans_of(row, request.person),
    )  # fmt: skip


@require_POST
@for_consenting
def plan(request: Request, coping_plan_id: UUID) -> HttpResponse:
    """Let go; what stands no more stays readable in the history."""
    row = one(request, CopingPlan, coping_plan_id, coachee=request.person)
    carry_out(request, forms.Form(request.POST), row.let_go)
    name = next(name for name in ABOUT if getattr(row, name))
    return redirect(reverse(f"coachee:{ABOUT[name][1]}", args=[getattr(row, name)]))
