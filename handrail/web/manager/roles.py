"""Giving a role, and ending one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handrail.lib.refusal import Refusal
from handrail.practice.membership import Membership, Role
from handrail.practice.person import Person
from handrail.trajectory.leaving import end_role
from handrail.web.acting import REFUSED, perform
from handrail.web.doors import for_manager, found
from handrail.web.manager.people import everybody, person_page
from handrail.web.request import Request
from handrail.web.wording import word

# Somebody becomes a client by a coach's invitation and their own yes, not by a manager's.
GIVEN_HERE = (Role.COACH, Role.MANAGER)


@require_POST
@for_manager
def role(request: Request, person_id: UUID, role: str) -> HttpResponse:
    """`given` is what is wanted: "on" or nothing."""
    somebody = found(everybody(request.person), person_id)
    try:
        _give(request, somebody, role) if request.POST.get("given") == "on" else _end(request, somebody, role)
    except Refusal as refusal:
        return person_page(request, somebody, amiss=word(refusal), status=REFUSED)
    messages.success(request, _("Changed. It holds from the next page they open."))
    return redirect("home" if somebody.pk == request.person.pk else "manager:person", *_to(request, somebody))


def _to(request: Request, somebody: Person) -> list[UUID]:
    return [] if somebody.pk == request.person.pk else [somebody.pk]


def _give(request: Request, somebody: Person, role: str) -> None:
    if role not in GIVEN_HERE:
        raise Http404
    perform(request, Membership.grant, person=somebody, role=role)


def _end(request: Request, somebody: Person, role: str) -> None:
    held = Membership.objects.visible_to(request.person).select_related("person")
    membership = held.filter(person=somebody, role=role).first()
    if membership is None:
        raise Http404
    perform(request, end_role, membership=membership)
