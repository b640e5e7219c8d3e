"""The first visitor of an empty installation: three fields, and in."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handrail.ledger.surface import Circumstances, Surface, circumstances
from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.joining import AlreadyFounded, found_first_practice
from handrail.practice.practice import Practice
from handrail.web.acting import REFUSED
from handrail.web.checked import email_field, person_name_field, practice_name_field
from handrail.web.request import Visit
from handrail.web.who import sign_in
from handrail.web.wording import word


class StartForm(forms.Form):
    name = practice_name_field(label=_("Name of the practice"), autocomplete="organization")
    person_name = person_name_field(label=_("Your name"), autocomplete="name")
    email = email_field(
        label=_("Your e-mail address"), hint=_("You sign in with it; there is no password."), autocomplete="email"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def start(request: Visit) -> HttpResponse:
    if Practice.objects.exists():
        return redirect("home")
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (response := _found(request, form)):
        return response
    return render(request, "public/start.html", {"form": form}, status=REFUSED if form.is_bound else 200)


def _found(request: Visit, form: StartForm) -> HttpResponse | None:
    """The browser tells its time zone on the next page (base.html)."""
    try:
        with circumstances(Circumstances(Surface.WEB)):
            first = found_first_practice(at=now(), zone="UTC", **form.cleaned_data)
    except AlreadyFounded:
        return redirect("home")
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, word(refusal))
        return None
    sign_in(request, first, proven_at=now())
    return redirect("home")
