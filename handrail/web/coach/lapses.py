"""A client's slips, slides and breaks, for the coach: what they teach, and breaks that the two plan together."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.lib.clock import now
from handrail.trajectory.slide import note_lapse
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coach.led import led_trajectory
from handrail.web.coach.work_page import clients_of, work_page
from handrail.web.doors import for_coach
from handrail.web.lapses import NOUNS, LapseForm, newest_first
from handrail.web.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def lapses(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = Whole.of(led_trajectory(request, trajectory_id), request.person, at=now(), nouns=NOUNS)
    form = LapseForm(request.POST if request.method == "POST" else None, whole=whole, coachees=clients_of(whole))
    if request.method == "POST" and carry_out(request, form, partial(note_lapse, whole.trajectory)) is not None:
        messages.success(request, _("Kept, to learn from. Nothing is set back."))
        return redirect("coach:lapses", trajectory_id)
    return work_page(
        request, "lapses", whole, status=REFUSED if form.errors else 200, form=form, lapses=newest_first(whole)
    )
