"""What a coach is told of by mail or on their device: each to be left out and taken up again, and the hour at which who
needs them is told. A session that a client moves, cancels or asks for is told in any case."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handrail.reminders.choice import MORNING, Choice
from handrail.reminders.kinds.every import KINDS
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.doors import for_coach
from handrail.web.public.my_reminders import hour_field, keep_hour
from handrail.web.request import Request

OFFERED = ("digest", "promise", "note", "word_back")


class HourForm(forms.Form):
    """`Choice.hear_of_clients`."""

    minute = hour_field(_("Once a day at"))

    def __init__(self, data: Any = None, *, kept: int) -> None:
        super().__init__(data, initial={"minute": kept}, auto_id="digest-%s")
        keep_hour(self.fields["minute"], kept)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def mails(request: Request) -> HttpResponse:
    """The wanted state is posted."""
    person, kind = request.person, request.POST.get("kind", "")
    if request.method != "POST":
        return _page(request)
    if "minute" in request.POST:
        return _hour(request)
    verb = {"on": Choice.resume, "off": Choice.stop}.get(request.POST.get("wanted", ""))
    if verb is None or kind not in OFFERED:
        raise Http404
    perform(request, partial(verb, person, kind=kind))
    return redirect("my-mails")


def _hour(request: Request) -> HttpResponse:
    form = HourForm(request.POST, kept=_kept(Choice.of(request.person)))
    if carry_out(request, form, partial(Choice.hear_of_clients, request.person)) is None:
        return _page(request, form, status=REFUSED)
    messages.success(request, _now("Kept. So it is from now on."))
    return redirect("my-mails")


def _kept(choice: Choice) -> int:
    return MORNING if choice.digest_at is None else choice.digest_at


def _page(request: Request, form: HourForm | None = None, *, status: int = 200) -> HttpResponse:
    choice = Choice.of(request.person)
    chosen = choice.chosen
    offered = [(name, KINDS[name].title, not (chosen.stopped or name in chosen.without)) for name in OFFERED]
    shown = {"offered": offered, "form": form or HourForm(kept=_kept(choice)), "hour_of": "digest"}
    return render(request, "public/my_mails.html", shown, status=status)
