"""A week's experiment: taken up, begun, looked back on, and again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.difference import fingerprint
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.acting import REFUSED, carry_out
from handrail.web.both import both_of
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one, whole
from handrail.web.coachee.page import page
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page
from handrail.web.weekly_goal_forms import AdjustmentForm, WeeklyReviewForm, as_reviewed


@require_safe
@for_consenting
def weekly_goal(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    return weekly_goal_page(request, one(request, WeeklyGoal, weekly_goal_id))


@require_POST
@for_consenting
def agreement(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    row = one(request, WeeklyGoal, weekly_goal_id)
    return _step(request, row, forms.Form(request.POST), row.agree, _("Agreed."))


@require_POST
@for_consenting
def start(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    row = one(request, WeeklyGoal, weekly_goal_id)
    return _step(
        request, row, forms.Form(request.POST), row.start, _("Begun. Whatever happens, you will learn from it.")
    )


@require_POST
@for_consenting
def wording(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    row, form = one(request, WeeklyGoal, weekly_goal_id), AdjustmentForm(request.POST)
    return _step(request, row, form, row.adjust, _("Changed."), adjustment=form)


@require_POST
@for_consenting
def review(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    """How it went: the best of it first, then the number and what was learned [21, 22]."""
    row, form = one(request, WeeklyGoal, weekly_goal_id), WeeklyReviewForm(request.POST)
    return _step(
        request, row, form, row.review, _("Kept. It comes back when you look at the goal together."), review=form
    )


@require_POST
@for_consenting
def repetition(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    """The same for one more week."""
    row = one(request, WeeklyGoal, weekly_goal_id)
    return _step(request, row, forms.Form(request.POST), row.again, _("Once more, from today."))


def _step(
    request: Request, row: WeeklyGoal, form: forms.Form, verb: Any, said: str, **shown: forms.Form
) -> HttpResponse:
    done = carry_out(request, form, verb)
    if done is None:
        return weekly_goal_page(request, row, status=REFUSED, **(shown or {"plain": form}))
    messages.success(request, said)
    return redirect("coachee:weekly-goal", done.pk)


def weekly_goal_page(request: Request, row: WeeklyGoal, *, status: int = 200, **refused: forms.Form) -> HttpResponse:
    here = whole(request, row.trajectory, also=HELD_UP_BY)
    row = here.rows[WeeklyGoal][row.pk]
    words = {"text": row.text, "expectation": row.expectation, "base": fingerprint(row.text)}
    empty = {
        "plain": None,
        "adjustment": AdjustmentForm(initial=words),
        "review": WeeklyReviewForm(initial=as_reviewed(row)),
    }
    return page(
        request, "weekly_goal", trajectory=here.trajectory, place="map", status=status, today=here.today, week=row,
        goal=row.goal, others=[each for each in here.weekly_goals_of(row.goal) if _same(each, row)],
        is_over=row.ends_on < here.today, both=both_of(refused.get("adjustment"), theirs=row.text),
        follower=next((each for each in here.every(WeeklyGoal) if each.follows_id == row.pk), None),
        thing=on_its_page(request, here, row, space="coachee", refused=refused), **strip(here), **{**empty, **refused},
    )  # fmt: skip


def _same(each: WeeklyGoal, row: WeeklyGoal) -> bool:
    """Another period of the same goal with a result: the percentages line up over time."""
    return each.pk != row.pk and each.percent is not None
