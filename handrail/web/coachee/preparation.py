"""What a client brings to a session: a topic, their energy, a wish; each may stay open [19]."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_POST

from handrail.trajectory.preparation import Preparation
from handrail.trajectory.session import Session
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.mine import for_consenting, one
from handrail.web.coachee.sessions import session_page
from handrail.web.preparation_form import PreparationForm
from handrail.web.request import Request


@require_POST
@for_consenting
def preparation(request: Request, session_id: UUID) -> HttpResponse:
    row, form = one(request, Session, session_id), PreparationForm(request.POST)
    if carry_out(request, form, Preparation.say, session=row) is None:
        return session_page(request, row, preparation_form=form, status=REFUSED)
    coach = row.trajectory.coach.given_name
    messages.success(request, _now("Kept. %(coach)s finds it before you meet.") % {"coach": coach})
    return redirect(reverse("coachee:session", args=[row.pk]) + "#brings")
