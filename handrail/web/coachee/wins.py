"""Wins: what was done, reached and learned, and what one adds [59]."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.trajectory.win import Win
from handrail.trajectory.wins import days_reached
from handrail.trajectory.wins import wins as all_wins
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, trajectory, whole
from handrail.web.coachee.page import page
from handrail.web.request import Request
from handrail.web.win_form import WinForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def wins(request: Request, trajectory_id: UUID) -> HttpResponse:
    here = whole(request, trajectory(request, trajectory_id))
    form = WinForm(request.POST if request.method == "POST" else None, whole=here)
    if request.method == "POST" and carry_out(
        request, form, Win.add, trajectory=here.trajectory, coachee=request.person
    ):
        messages.success(request, _("Kept. It comes back when you look back."))
        return redirect("coachee:wins", trajectory_id)
    return page(
        request, "wins", trajectory=here.trajectory, place="today", status=REFUSED if form.errors else 200, form=form,
        wins=all_wins(here, days=days_reached(here)), today=here.today, **strip(here),
    )  # fmt: skip
