"""Milestones: the steps of a goal. They have no page of their own; everything happens on the goal's."""

from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone, State
from handrail.web.acting import carry_out
from handrail.web.coach.goals import goal_page
from handrail.web.coach.led import led_row
from handrail.web.doors import for_coach
from handrail.web.goal_forms import MilestoneForm
from handrail.web.request import Request


@require_POST
@for_coach
def milestones(request: Request, goal_id: UUID) -> HttpResponse:
    goal, form = led_row(request, Goal, goal_id), MilestoneForm(request.POST)
    if carry_out(request, form, partial(Milestone.add, goal)) is None:
        return goal_page(request, goal, milestone=form)
    messages.success(request, _("A step on the way."))
    return redirect("coach:goal", goal.pk)


@require_POST
@for_coach
def standing(request: Request, milestone_id: UUID) -> HttpResponse:
    """The wanted state is posted: reached, open (again), or dropped."""
    milestone, form = led_row(request, Milestone, milestone_id), forms.Form(request.POST)
    said = {
        State.REACHED: _("Reached: “%(step)s”.") % {"step": milestone.text},
        State.OPEN: _("It is ahead again."),
        State.DROPPED: _("Let go."),
    }
    verbs = {State.REACHED: milestone.reach, State.OPEN: milestone.reopen, State.DROPPED: milestone.drop}
    try:
        wanted = State(request.POST.get("state", ""))
    except ValueError:
        raise Http404 from None
    if carry_out(request, form, verbs[wanted]) is None:
        return goal_page(request, led_row(request, Goal, milestone.goal_id), step=form)
    messages.success(request, said[wanted])
    return redirect("coach:goal", milestone.goal_id)
