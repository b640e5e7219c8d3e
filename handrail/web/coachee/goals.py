"""A three-month goal as its owner finds it: made their own, reworded, taken step by step, looked back on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Refusal
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.both import both_of
from handrail.web.coachee.links import my_rows, strip
from handrail.web.coachee.mine import for_consenting, one, trajectory, whole
from handrail.web.coachee.page import page
from handrail.web.goal_forms import ConfirmationForm, GoalForm, GoalRevisionForm, MilestoneForm
from handrail.web.goal_strip import goal_line, how_far
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page
from handrail.web.weekly_goal_forms import WeeklyGoalForm
from handrail.web.wording import word


@require_safe
@for_consenting
def goal(request: Request, goal_id: UUID) -> HttpResponse:
    return goal_page(request, one(request, Goal, goal_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def goals(request: Request, trajectory_id: UUID) -> HttpResponse:
    """A goal of one's own."""
    here = whole(request, trajectory(request, trajectory_id))
    form = in_my_words(GoalForm(request.POST if request.method == "POST" else None))
    if request.method == "POST":
        made = carry_out(request, form, Goal.propose, trajectory=here.trajectory, coachee=request.person)
        if made:
            return redirect("coachee:goal", made.pk)
    status = REFUSED if form.errors else 200
    return page(request, "new_goal", trajectory=here.trajectory, place="map", status=status, form=form, **strip(here))


@require_POST
@for_consenting
def confirmation(request: Request, goal_id: UUID) -> HttpResponse:
    """Mine, with the sign I will know it by [44, 45]."""
    return _step(request, goal_id, ConfirmationForm, lambda row: row.confirm, _("It is yours now."))


@require_POST
@for_consenting
def refusal(request: Request, goal_id: UUID) -> HttpResponse:
    """Not this goal, with a reason or without."""
    row = one(request, Goal, goal_id)
    try:
        perform(request, row.decline, reason=request.POST.get("reason", ""))
        messages.success(request, _("Left aside. A goal is only one when it is yours."))
    except Refusal as no:
        messages.error(request, word(no))
    return redirect("coachee:goal", row.pk)


@require_POST
@for_consenting
def wording(request: Request, goal_id: UUID) -> HttpResponse:
    """Other words for the same goal. Two who reword it at once both see what the other wrote."""
    row, form = one(request, Goal, goal_id), in_my_words(GoalRevisionForm(request.POST))
    if carry_out(request, form, row.revise) is None:
        return goal_page(request, row, status=REFUSED, revision=form)
    return redirect("coachee:goal", row.pk)


@require_POST
@for_consenting
def milestones(request: Request, goal_id: UUID) -> HttpResponse:
    row, form = one(request, Goal, goal_id), MilestoneForm(request.POST)
    if carry_out(request, form, Milestone.add, goal=row) is None:
        return goal_page(request, row, status=REFUSED, milestone=form)
    return redirect(_url(row) + "#milestones")


@require_POST
@for_consenting
def milestone(request: Request, milestone_id: UUID) -> HttpResponse:
    """Reached, or not quite yet."""
    row = one(request, Milestone, milestone_id)
    reached = request.POST.get("reached") == "on"
    try:
        perform(request, row.reach if reached else row.reopen)
        if reached:
            messages.success(request, _("Reached: “%(step)s”.") % {"step": row.text})
    except Refusal as no:
        messages.error(request, word(no))
    return redirect(_url(row.goal) + "#milestones")


@require_POST
@for_consenting
def weekly_goals(request: Request, goal_id: UUID) -> HttpResponse:
    """An experiment of one's own for a week: agreed as it is written."""
    row, form = one(request, Goal, goal_id), WeeklyGoalForm(request.POST)
    if carry_out(request, form, WeeklyGoal.propose, goal=row) is None:
        return goal_page(request, row, status=REFUSED, experiment=form)
    return redirect(_url(row) + "#weeks")


def in_my_words(form: Any) -> Any:
    """The forms of a goal are the coach's too; here they speak to the one whose goal it is."""
    form.fields["text"].help_text = _("In your own words, as what you want rather than what is to stop.")
    form.fields["why"].label = _("Why does it matter to you?")
    if "progress" in form.fields:
        form.fields["progress"].help_text = _("Your own number; it may stay open.")
    return form


def _step(
    request: Request, goal_id: UUID, kind: type[forms.Form], verb: Callable[[Goal], Any], said: str
) -> HttpResponse:
    row, form = one(request, Goal, goal_id), kind(request.POST)
    if carry_out(request, form, verb(row)) is None:
        return goal_page(request, row, status=REFUSED, confirmation=form)
    messages.success(request, said)
    return redirect("coachee:goal", row.pk)


def _url(row: Goal) -> str:
    return reverse("coachee:goal", args=[row.pk])


def goal_page(request: Request, row: Goal, *, status: int = 200, **refused: Any) -> HttpResponse:
    here = whole(request, row.trajectory, also=HELD_UP_BY)
    row = here.rows[Goal][row.pk]
    words = {
        name: getattr(row, name) for name in ("text", "why", "sign", "differently", "noticed", "situation", "source")
    }
    empty = {
        "confirmation": ConfirmationForm(initial={"sign": row.sign}),
        "revision": in_my_words(GoalRevisionForm(initial={**words, "base": fingerprint(row.text)})),
        "milestone": MilestoneForm(),
        "experiment": WeeklyGoalForm(),
    }
    of_it = [each for each in here.actions if each.goal_id == row.pk and each.state not in ("proposed", "declined")]
    return page(
        request, "goal", trajectory=here.trajectory, place="map", status=status, today=here.today, goal=row,
        says=how_far(row), line=goal_line(here, row), both=both_of(refused.get("revision"), theirs=row.text),
        steps=[each for each in here.every(Milestone) if each.goal_id == row.pk and each.state != "dropped"],
        weeks=list(reversed(here.weekly_goals_of(row))), actions=my_rows(here, of_it),
        reviews=[each for each in reversed(here.every(Review)) if each.goal_id == row.pk],
        asked=[each for each in here.every(Reflection) if each.prompt.goal_id == row.pk],
        exercises=[each for each in reversed(here.every(Exercise)) if each.goal_id == row.pk],
        thing=on_its_page(request, here, row, space="coachee", refused=refused),
        **strip(here), **{**empty, **refused},
    )  # fmt: skip
