"""The vision: what the client wants, written by them, read again now and then [39]."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.difference import fingerprint
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.both import both_of
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, trajectory, whole
from handrail.web.coachee.page import page
from handrail.web.request import Request
from handrail.web.vision_form import VisionForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def vision(request: Request, trajectory_id: UUID) -> HttpResponse:
    here = whole(request, trajectory(request, trajectory_id))
    row = _mine(here)
    if request.method != "POST":
        text = row.text if row else ""
        return _page(request, here, row, VisionForm(initial={"text": text, "base": fingerprint(text)}))
    form = VisionForm(request.POST)
    whose = row.coachee if row else request.person
    if carry_out(request, form, Vision.write, trajectory=here.trajectory, coachee=whose) is None:
        return _page(request, here, row, form, status=REFUSED)
    messages.success(request, _("Kept, in your words. The earlier ones stay readable."))
    return redirect("coachee:vision", trajectory_id)


@require_POST
@for_consenting
def revisit(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Read again, and still right."""
    row = _mine(whole(request, trajectory(request, trajectory_id)))
    if row:
        perform(request, row.revisit)
        messages.success(request, _("Good. It stays as it is."))
    return redirect("coachee:vision", trajectory_id)


def _mine(here: Whole) -> Vision | None:
    """The client's own; else the one that was written for everybody who takes part."""
    own = [each for each in here.visions if each.coachee_id == here.reader.pk]
    return next(iter(own or here.visions), None)


def _page(request: Request, here: Whole, row: Vision | None, form: VisionForm, *, status: int = 200) -> HttpResponse:
    goals = strip(here)["goals"]
    return page(
        request, "vision", trajectory=here.trajectory, place="map", status=status, today=here.today, vision=row,
        goals=goals, form=form, both=both_of(form, theirs=row.text if row else ""),
        is_due=bool(row and row.is_due(here.today)),
    )  # fmt: skip
