"""When life comes in between a client and a session: another time, not at all, or with a friend [36]."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from handrail.ledger.covered import Covered
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.guest import Guest, Hears
from handrail.trajectory.guest import State as Coming
from handrail.trajectory.session import Session, Side
from handrail.trajectory.whole import Whole
from handrail.web.acting import carry_out, perform
from handrail.web.coachee.mine import for_consenting, one
from handrail.web.fields import LineField, PickField, WordsField
from handrail.web.moment import MomentForm, as_typed
from handrail.web.request import Request


class ReasonForm(forms.Form):
    """`Session.cancel`, `Attendance.note`: a word is welcome and none is needed."""

    reason = WordsField(label=_("A word about it, if you like"), rows=2)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id="reason-%s", **given)


class GuestForm(forms.Form):
    """`Guest.bring`."""

    name = LineField(label=_("Who comes with me?"), hint=_("A first name is enough."))
    hears = PickField(Hears, label=_("What may they hear?"), initial=Hears.TOPIC)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id="guest-%s", **given)


def around(whole: Whole, session: Session) -> dict[str, Any]:
    """For coachee/_around.html. `whole` holds the nouns of AROUND."""
    mine = [each for each in whole.every(Attendance) if each.session_id == session.pk]
    away = next((each for each in mine if each.coachee_id == whole.reader.pk and each.state == Was.AWAY), None)
    guests = [each for each in whole.every(Guest) if each.session_id == session.pk and each.state == Coming.COMING]
    typed = as_typed(session.starts_at, session.minutes, zone=whole.reader.zone)
    return {
        "away": away, "guests": guests, "reason_form": ReasonForm(), "guest_form": GuestForm(),
        "moment_form": MomentForm(zone=whole.reader.zone, initial=typed),
    }  # fmt: skip


@require_POST
@for_consenting
def cancellation(request: Request, session_id: UUID) -> HttpResponse:
    """I cannot make it."""
    row = one(request, Session, session_id)
    return _done(
        request, row, ReasonForm(request.POST), row.cancel, _now("Cancelled. Your coach is told."), side=Side.CLIENT
    )


@require_POST
@for_consenting
def another_time(request: Request, session_id: UUID) -> HttpResponse:
    """Asked, not taken: the hour that is booked stays until the coach has said yes to the other."""
    row = one(request, Session, session_id)
    said = _now("Asked. Until %(coach)s says yes, the time that is booked stands.") % {
        "coach": row.trajectory.coach.given_name}  # fmt: skip
    form = MomentForm(request.POST, zone=request.person.zone)
    return _done(request, row, form, Session.request, said, trajectory=row.trajectory)


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
    return _done(request, row, ReasonForm(request.POST), Attendance.note, said, **given)


@require_POST
@for_consenting
def guests(request: Request, session_id: UUID) -> HttpResponse:
    row = one(request, Session, session_id)
    said = _now("Your coach knows, and what they may hear.")
    return _done(request, row, GuestForm(request.POST), Guest.bring, said, session=row, coachee=request.person)


@require_POST
@for_consenting
def guest(request: Request, guest_id: UUID) -> HttpResponse:
    row = one(request, Guest, guest_id)
    perform(request, row.stay_away)
    return redirect("coachee:session", row.session_id)


def _done(
    request: Request, row: Session, form: forms.Form, verb: Callable[..., Covered], said: str, **given: Any
) -> HttpResponse:
    """These are small enough to be asked again: what is amiss is said above the page."""
    if carry_out(request, form, verb, **given) is None:
        messages.error(request, next(str(each[0]) for each in form.errors.values()))
    else:
        messages.success(request, said)
    return redirect("coachee:session", row.pk)
