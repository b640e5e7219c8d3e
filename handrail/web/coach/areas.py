"""Areas of a client and how ready they are in each: one tap a stage, and hints that block nothing [49, 102]."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.clock import now
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.areas import NOUNS, SHADES, STAGES, AreaForm, PlaceForm, StageForm, area_views
from handrail.web.coach.led import led_row, led_trajectory
from handrail.web.coach.work_page import clients_of, new_here, work_page
from handrail.web.doors import for_coach
from handrail.web.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def areas(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = Whole.of(led_trajectory(request, trajectory_id), request.person, at=now(), nouns=NOUNS)
    form = AreaForm(request.POST if request.method == "POST" else None, coachees=clients_of(whole))
    if request.method == "POST" and carry_out(request, form, partial(Domain.add, whole.trajectory)) is not None:
        return redirect("coach:areas", trajectory_id)
    place = [(goal, PlaceForm(whole=whole, initial={"domain": goal.domain_id})) for goal in whole.open_goals]
    return work_page(
        request, "areas", whole, status=REFUSED if form.errors else 200, form=new_here(form, "name"),
        areas=area_views(whole), stages=STAGES, shades=SHADES, place=place if whole.every(Domain) else [],
    )  # fmt: skip


@require_POST
@for_coach
def stage(request: Request, domain_id: UUID) -> HttpResponse:
    row, form = led_row(request, Domain, domain_id), StageForm(request.POST)
    if carry_out(request, form, StageEntry.enter, domain=row) is None:
        messages.error(request, _("Choose one of those offered."))
    return redirect("coach:areas", row.trajectory_id)


@require_POST
@for_coach
def name(request: Request, domain_id: UUID) -> HttpResponse:
    row, form = led_row(request, Domain, domain_id), AreaForm(request.POST)
    if carry_out(request, form, row.rename) is None:
        messages.error(request, _("Give it a name."))
    return redirect("coach:areas", row.trajectory_id)


@require_POST
@for_coach
def place(request: Request, goal_id: UUID) -> HttpResponse:
    goal = led_row(request, Goal, goal_id)
    whole = Whole.of(goal.trajectory, request.person, at=now(), nouns=(Domain,))
    if carry_out(request, PlaceForm(request.POST, whole=whole), goal.place) is None:
        messages.error(request, _("Choose one of those offered."))
    return redirect("coach:areas", goal.trajectory_id)
