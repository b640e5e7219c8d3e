"""Wins: what was done, reached and learned, and what one adds; they come back at reviews and at the close [59]."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.trajectory.win import Win
from handrail.trajectory.wins import days_reached
from handrail.trajectory.wins import wins as won_in
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coach.work_page import clients_of, led_whole, new_here, work_page
from handrail.web.doors import for_coach
from handrail.web.request import Request
from handrail.web.win_form import WinForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def wins(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = led_whole(request, trajectory_id)
    form = WinForm(request.POST if request.method == "POST" else None, whole=whole)
    if request.method == "POST":
        clients = clients_of(whole)
        # In a group it is everybody's; with one client it is theirs.
        whose = clients[0] if len(clients) == 1 else None
        if carry_out(request, form, partial(Win.add, whole.trajectory), coachee=whose):
            messages.success(request, _("Kept. It comes back when you look back together."))
            return redirect(request.path)
    return work_page(
        request, "wins", whole, status=REFUSED if form.errors else 200, form=new_here(form, "text"),
        won=won_in(whole, days=days_reached(whole)),
    )  # fmt: skip
