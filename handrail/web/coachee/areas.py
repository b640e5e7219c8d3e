"""How ready I am, area by area: mine to say, and nobody's to hold against me."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.clock import now
from handrail.trajectory.domain import Domain
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.areas import NOUNS, SHADES, STAGES, AreaForm, StageForm, area_views
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one, trajectory
from handrail.web.coachee.page import page
from handrail.web.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def areas(request: Request, trajectory_id: UUID) -> HttpResponse:
    here = Whole.of(trajectory(request, trajectory_id), request.person, at=now(), nouns=NOUNS)
    form = AreaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = carry_out(request, form, Domain.add, trajectory=here.trajectory, coachee=request.person)
        if made is not None:
            return redirect("coachee:areas", trajectory_id)
    return page(
        request, "areas", trajectory=here.trajectory, place="map", status=REFUSED if form.errors else 200, form=form,
        areas=area_views(here), stages=STAGES, shades=SHADES, today=here.today, **strip(here),
    )  # fmt: skip


@require_POST
@for_consenting
def stage(request: Request, domain_id: UUID) -> HttpResponse:
    row, form = one(request, Domain, domain_id), StageForm(request.POST)
    if carry_out(request, form, StageEntry.enter, domain=row) is None:
        messages.error(request, _("Choose one of those offered."))
    return redirect("coachee:areas", row.trajectory_id)
