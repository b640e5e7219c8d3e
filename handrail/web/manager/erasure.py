"""Erasing a person, on a page that says plainly what goes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from handrail.lib.refusal import Refusal
from handrail.trajectory.leaving import erase_person
from handrail.trajectory.overview import places_of_clients
from handrail.web.acting import REFUSED, perform
from handrail.web.doors import for_manager, found
from handrail.web.manager.people import everybody
from handrail.web.request import Request
from handrail.web.wording import word


@require_http_methods(["GET", "HEAD", "POST"])
@for_manager
def erasure(request: Request, person_id: UUID) -> HttpResponse:
    somebody = found(everybody(request.person), person_id)
    amiss = ""
    if request.method == "POST":
        try:
            perform(request, erase_person, person=somebody)
        except Refusal as refusal:
            amiss = word(refusal)
        else:
            messages.success(request, _("Erased. That somebody was here remains; who it was does not."))
            return redirect("home" if somebody.pk == request.person.pk else "manager:people")
    context = {
        "somebody": somebody,
        "amiss": amiss,
        "places": places_of_clients(request.person).get(somebody.pk, []),
    }
    return render(request, "manager/erasure.html", context, status=REFUSED if amiss else 200)
