"""Notices on my devices: a browser that may show them says where, and says when it no longer may."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.outbox.channels import vapid
from handrail.outbox.push_subscription import PushSubscription
from handrail.web.acting import REFUSED
from handrail.web.doors import for_anyone_here
from handrail.web.request import Request


@require_POST
@never_cache
@for_anyone_here
def key(request: Request) -> HttpResponse:
    """What the browser is to know us by. Made when the first one asks: looking at a page makes nothing."""
    return JsonResponse({"key": vapid.public_key()})


@require_POST
@for_anyone_here
def notices(request: Request) -> HttpResponse:
    """The browser brings what its push service gave it. Brought again, it is the same."""
    person = request.person
    given = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    try:
        PushSubscription.keep(practice_id=person.practice_id, person_id=person.pk, at=now(), **given)
    except Refusal:
        return HttpResponse(status=REFUSED)
    return HttpResponse(status=204)


@require_POST
@for_anyone_here
def removal(request: Request) -> HttpResponse:
    person = request.person
    endpoint = request.POST.get("endpoint", "")
    PushSubscription.end(practice_id=person.practice_id, person_id=person.pk, endpoint=endpoint)
    return HttpResponse(status=204)
