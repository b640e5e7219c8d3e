"""What a coach is told of by mail or on their device, each to be left out and taken up again. A session that a client
moves, cancels or asks for is told in any case."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handrail.reminders.choice import Choice
from handrail.reminders.kinds.every import KINDS
from handrail.web.acting import perform
from handrail.web.doors import for_coach
from handrail.web.request import Request

OFFERED = ("digest", "promise", "note", "word_back")


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def mails(request: Request) -> HttpResponse:
    """The wanted state is posted."""
    person, kind = request.person, request.POST.get("kind", "")
    if request.method == "POST":
        verb = {"on": Choice.resume, "off": Choice.stop}.get(request.POST.get("wanted", ""))
        if verb is None or kind not in OFFERED:
            raise Http404
        perform(request, partial(verb, person, kind=kind))
        return redirect("my-mails")
    chosen = Choice.of(person).chosen
    offered = [(name, KINDS[name].title, not (chosen.stopped or name in chosen.without)) for name in OFFERED]
    return render(request, "public/my_mails.html", {"offered": offered})
