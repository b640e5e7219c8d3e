"""When life comes in between a client and a session: another time, not at all, or with a friend [36]."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_POST

from handrail.ledger.covered import Covered
from handrail.lib.clock import now
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.guest import Guest
from handrail.trajectory.session import Session, Side
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.coachee.around import GuestForm, ReasonForm
from handrail.web.coachee.mine import for_consenting, one
from handrail.web.coachee.sessions import session_page
from handrail.web.moment import MomentForm
from handrail.web.request import Request


@require_POST
@for_consenting
def cancellation(request: Request, session_id: UUID) -> HttpResponse:
    """I cannot make it."""
    row = one(request, Session, session_id)
    return _done(
        request, row, "reason_form", ReasonForm(request.POST), row.cancel, _now("Cancelled. Your coach is told."),
        side=Side.CLIENT,
    )  # fmt: skip


@require_POST
@for_consenting
def another_time(request: Request, session_id: UUID) -> HttpResponse:
    """Asked, not taken: the hour that is booked stays until the coach has said yes to the other."""
    row = one(request, Session, session_id)
    said = _now("Asked. Until %(coach)s says yes, the time that is booked stands.") % {
        "coach": row.trajectory.coach.given_name}  # fmt: skip
    form = MomentForm(request.POST, zone=request.person.zone, first=request.person.today(now()))
    return _done(request, row, "moment_form", form, Session.request, said, trajectory=row.trajectory)


@require_POST
@for_consenting
def absence(request: Request, session_id: UUID) -> HttpResponse:
    """Of a group that meets all the same: I cannot be there; or I can after all."""
    row = one(request, Session, session_id)
    state = Was.THERE if request.POST.get("state") == Was.THERE else Was.AWAY
    said = (
        _now("Good that you can come.") if state == Was.THERE else _now("Your coach knows. The others do not see it.")
    )
    given = {"session": row, "coachee": request.person, "state": state}
    return _done(request, row, "reason_form", ReasonForm(request.POST), Attendance.note, said, **given)


@require_POST
@for_consenting
def guests(request: Request, session_id: UUID) -> HttpResponse:
    row = one(request, Session, session_id)
    said = _now("Your coach knows, and what they may hear.")
    form, given = GuestForm(request.POST), {"session": row, "coachee": request.person}
    return _done(request, row, "guest_form", form, Guest.bring, said, **given)


@require_POST
@for_consenting
def guest(request: Request, guest_id: UUID) -> HttpResponse:
    row = one(request, Guest, guest_id)
    perform(request, row.stay_away)
    return redirect("coachee:session", row.session_id)


def _done(
    request: Request, row: Session, name: str, form: forms.Form, verb: Callable[..., Covered], said: str, **given: Any
) -> HttpResponse:
    if carry_out(request, form, verb, **given) is None:
        return session_page(request, row, status=REFUSED, refused={name: form})
    messages.success(request, said)
    return redirect("coachee:session", row.pk)
