"""Weekly goals: experiments. Expected, happened, learned; the number is one of several things [48]."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.trajectory.goal import Goal
from handrail.trajectory.weekly_goal import State, WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.acting import carry_out
from handrail.web.both import both_of, status_of
from handrail.web.coach.goals import goal_page
from handrail.web.coach.led import led_row
from handrail.web.coach.work_page import whole_of, work_page
from handrail.web.doors import for_coach
from handrail.web.percents import plot
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page
from handrail.web.weekly_goal_forms import AdjustmentForm, JointWeeklyGoalForm, WeeklyReviewForm, as_reviewed


@require_POST
@for_coach
def weekly_goals(request: Request, goal_id: UUID) -> HttpResponse:
    goal, form = led_row(request, Goal, goal_id), JointWeeklyGoalForm(request.POST)
    together = goal.coachee_id if form.is_valid() and form.cleaned_data["agreed"] else None
    weekly_goal = carry_out(request, form, partial(WeeklyGoal.propose, goal), on_behalf_of_id=together)
    if weekly_goal is None:
        return goal_page(request, goal, weekly=form)
    waits = weekly_goal.state == State.PROPOSED
    messages.success(request, _("Waiting for your client to take it up.") if waits else _("Agreed for this week."))
    return redirect("coach:weekly-goal", weekly_goal.pk)


@require_safe
@for_coach
def weekly_goal(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    return weekly_goal_page(request, led_row(request, WeeklyGoal, weekly_goal_id))


@require_POST
@for_coach
def start(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    week = led_row(request, WeeklyGoal, weekly_goal_id)
    return _step(request, week, forms.Form(request.POST), week.start, said=_("The week has begun."))


@require_POST
@for_coach
def adjustment(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    week, form = led_row(request, WeeklyGoal, weekly_goal_id), AdjustmentForm(request.POST)
    said = _("Adjusted. The earlier words stay in its history.")
    return _step(request, week, form, week.adjust, said=said, name="adjustment")


@require_POST
@for_coach
def review(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    week, form = led_row(request, WeeklyGoal, weekly_goal_id), WeeklyReviewForm(request.POST)
    said = _("Looked back on “%(week)s”. What was learned stays.") % {"week": week.text}
    return _step(request, week, form, week.review, said=said, name="review")


@require_POST
@for_coach
def repetition(request: Request, weekly_goal_id: UUID) -> HttpResponse:
    """The same experiment for one more week; the two agreed it."""
    week, form = led_row(request, WeeklyGoal, weekly_goal_id), forms.Form(request.POST)
    following = carry_out(request, form, week.again, on_behalf_of_id=week.coachee_id)
    if following is None:
        return weekly_goal_page(request, week, step=form)
    messages.success(request, _("Once more, for a week from today."))
    return redirect("coach:weekly-goal", following.pk)


def _step(
    request: Request, week: WeeklyGoal, form: forms.Form, verb: Callable[..., WeeklyGoal], *, said: str,
    name: str = "step",
) -> HttpResponse:  # fmt: skip
    if carry_out(request, form, verb) is None:
        return weekly_goal_page(request, week, **{name: form})
    messages.success(request, said)
    return redirect("coach:weekly-goal", week.pk)


def weekly_goal_page(request: Request, week: WeeklyGoal, **refused: forms.Form) -> HttpResponse:
    whole = whole_of(request, week.trajectory, also=HELD_UP_BY)
    week = whole.rows[WeeklyGoal][week.pk]
    shown: dict[str, forms.Form] = {
        "adjustment": AdjustmentForm(initial={"text": week.text, "expectation": week.expectation}),
        "review": WeeklyReviewForm(initial=as_reviewed(week)),
    }
    both = both_of(refused.get("adjustment"), theirs=week.text)
    return work_page(
        request, "weekly_goal", whole, status=status_of(refused, both), both=both, week=week, refused=refused,
        owner=whole.people[week.coachee_id].given_name if week.coachee_id else "",
        thing=on_its_page(request, whole, week, space="coach", refused=refused), plot=plot(line_of(whole, week)),
        follower=_follower(whole, week),
        vision_of_goal=next((v for v in whole.visions if v.coachee_id in (None, week.coachee_id)), None),
        **{**shown, **refused},
    )  # fmt: skip


def line_of(whole: Whole, week: WeeklyGoal) -> list[WeeklyGoal]:
    """The same experiment, week by week, from its first to its newest."""
    first = week
    while first.follows_id in whole.rows[WeeklyGoal]:
        first = whole.rows[WeeklyGoal][first.follows_id]
    line = [first]
    while following := _follower(whole, line[-1]):
        line.append(following)
    return line


def _follower(whole: Whole, week: WeeklyGoal) -> WeeklyGoal | None:
    return next((other for other in whole.every(WeeklyGoal) if other.follows_id == week.pk), None)
