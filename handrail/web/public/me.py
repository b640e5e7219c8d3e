"""Me: what I am called, where I am, what I said yes to, and who sees what."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent
from handrail.practice.person import zones
from handrail.trajectory.feed_address import FeedAddress
from handrail.web import mail
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.checked import person_name_field
from handrail.web.doors import for_anyone_here, found
from handrail.web.fields import LineField
from handrail.web.public.proof import keys_of
from handrail.web.request import Request
from handrail.web.shell import ZONE_TOLD


class NameForm(forms.Form):
    name = person_name_field(label=_("Your name"))


class ZoneForm(forms.Form):
    """Its choices are drawn by the page itself: four hundred of them, each through the form's machinery, take long."""

    zone = LineField(label=_("Your time zone"), hint=_("Days and times are told as they are there."))


def places(*, also: str) -> list[str]:
    """The zones named after a place, and UTC; the others are old names for the same."""
    named = {zone for zone in zones() if zone.split("/")[0] in CONTINENTS}
    return sorted(named | {also, "UTC"})


CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


@require_safe
@for_anyone_here
def me(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
@for_anyone_here
def name(request: Request) -> HttpResponse:
    form = NameForm(request.POST)
    return redirect("me") if carry_out(request, form, request.person.change) else _page(request, name_form=form)


@require_POST
@for_anyone_here
def zone(request: Request) -> HttpResponse:
    """Chosen by the person: no browser changes it again."""
    form = ZoneForm(request.POST)
    return redirect("me") if carry_out(request, form, request.person.move) else _page(request, zone_form=form)


@require_POST
@for_anyone_here
def time_zone(request: Request) -> HttpResponse:
    """What the browser says by itself, once from each device. A zone nobody knows is no reason to disturb anybody."""
    request.session[ZONE_TOLD] = True
    try:
        perform(request, request.person.move, zone=request.POST.get("zone", ""), chosen=False)
    except Refusal:
        return HttpResponse(status=REFUSED)
    return HttpResponse(status=204)


@require_POST
@for_anyone_here
def consent(request: Request, id: UUID) -> HttpResponse:
    """Take a yes back. Everything written so far stays where it is until somebody erases it."""
    yes = found(Consent.objects.visible_to(request.person).filter(person=request.person), id)
    perform(request, mail.take_consent_back, consent=yes)
    messages.info(request, _now("You took that back. Your coach hears of it; nothing was erased."))
    return redirect("me")


def _page(request: Request, *, name_form: NameForm | None = None, zone_form: ZoneForm | None = None) -> HttpResponse:
    person = request.person
    context = {
        "name_form": name_form or NameForm(initial={"name": person.name}),
        "zone_form": zone_form or ZoneForm(initial={"zone": person.zone}),
        "zones": [(zone, zone.replace("_", " ")) for zone in places(also=person.zone)],
        "now": now(),
        "consents": Consent.objects.filter(person=person).select_related("agreement").order_by("pk"),
        "keys": keys_of(request),
        "feed": FeedAddress.of(person),
        "agreement": Agreement.objects.current(person.practice_id),
    }
    return render(request, "public/me.html", context, status=REFUSED if name_form or zone_form else 200)
