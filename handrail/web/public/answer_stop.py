"""Less often, later, or not at all: from any message, however old, without signing in.

A mail program may press here for its reader (RFC 8058): one POST, and it is stopped. Looking stops nothing: scanners
of mail open links."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.clock import now
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.reminders.judge import Class
from handrail.reminders.kinds.every import KINDS
from handrail.reminders.opened import Gone, whose
from handrail.web.public.answer import GONE_AT_ALL, small
from handrail.web.public.sign_in import ASKED_OR_SENT, GONE

NOTED = {
    "less": _("From now on at most one a week."),
    "every_other": _("From now on every other time."),
    "later": _("Nothing for a week. After that it goes on as before."),
    "kind": _("No more of this kind."),
    "stop": _("Stopped. Only what you have to know still comes, like a session that is moved."),
    "again": _("It goes on as at first."),
}
VERBS: dict[str, Callable[..., Choice]] = {
    "less": lambda claim, person, **when: Choice.less_often(person, **when),
    "every_other": lambda claim, person, **when: Choice.less_often(person, kind=claim.kind, **when),
    "later": lambda claim, person, **when: Choice.later(person, **when),
    "kind": lambda claim, person, **when: Choice.stop(person, kind=claim.kind, **when),
    "stop": lambda claim, person, **when: Choice.stop(person, **when),
    "again": lambda claim, person, **when: Choice.resume(person, **when),
}
ONE_CLICK = "List-Unsubscribe"


@csrf_exempt
@require_http_methods(ASKED_OR_SENT)
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    at = now()
    try:
        claim, someone = whose(token, at=at)
    except Gone:
        return small(request, "gone", said=GONE_AT_ALL, status=GONE)
    what = request.POST.get("what", "stop" if ONE_CLICK in request.POST else "")
    if request.method == "POST" and what in NOTED and (what != "every_other" or claim.counts_as == Class.ASKED):
        perform(partial(VERBS[what], claim, someone.person), by=someone.person, at=at, surface=Surface.LINK)
        Claim.objects.filter(pk=claim.pk, answered_at=None).update(answered_at=at)
        return _noted(request, what)
    if said := NOTED.get(request.GET.get("noted", "")):
        is_stopped = request.GET["noted"] != "again"
        return small(request, "stopped", said=said, back=request.path if is_stopped else "")
    return small(
        request, "stop", title=KINDS[claim.kind].title if claim.kind in KINDS else "",
        wanted=request.GET.get("as", ""), choice=someone.choice, asked=claim.counts_as == Class.ASKED,
    )  # fmt: skip


def _noted(request: HttpRequest, what: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = f"{request.path}?noted={what}"
    return response
