"""What a person's device is told and tells besides the pages: whose answer this is, and what it sends from its queue.

The queue (handrail/web/worker, docs/offline.md) cannot look into a redirect, so it is told in words where one leads;
and what it sends for one person is refused when the cookie has become somebody else's meanwhile.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from handrail.web.acting import REFUSED
from handrail.web.happened import SECONDS_AGO
from handrail.web.request import Visit

# Requests from the queue say for whom they are.
FOR = "X-For"
# Answers say whose they are, and where a redirect leads.
PERSON, LEADS_TO = "X-Person", "X-Leads-To"
# What is fetched behind a page's back: nobody looks at it, so it takes no message away from the page they will see.
UNSEEN = "X-Unseen"
SIGNED_OUT, NOT_NOW = 401, 403


class DeviceMiddleware:
    """Stands within the middleware of messages: what it hides or takes out is theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponse:
        meant = request.headers.get(FOR)
        if meant is not None and meant != whose(request):
            return _signed(HttpResponse(status=SIGNED_OUT), request)
        if UNSEEN in request.headers:
            setattr(request, "_messages", Unseen())
        response = self.get_response(request)
        if UNSEEN in request.headers and settings.CSRF_COOKIE_NAME in request.COOKIES:
            # Asked for in the background, it may arrive after somebody else signed in, and would bring back a token
            # that is no longer the page's.
            request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        if meant is not None and 300 <= response.status_code < 400:
            response = _in_words(request, response)
        return _signed(response, request)


class Unseen(list[object]):
    """No messages, and none that are taken away."""

    def add(self, *_: object) -> None: ...

    def update(self, response: HttpResponse) -> Sequence[object]:
        return []


def whose(request: Visit) -> str:
    """Whom this browser's session belongs to; "" for nobody."""
    return str(request.person.pk) if request.person else ""


def _in_words(request: Visit, response: HttpResponse) -> HttpResponse:
    leads_to = response["Location"]
    if leads_to == reverse("coachee:consent"):
        # A yes was taken back. What waits stays on the device until there is one again.
        return HttpResponse(status=NOT_NOW)
    answer = HttpResponse(status=204, headers={LEADS_TO: leads_to})
    if SECONDS_AGO in request.headers and (refused := _said_meanwhile(request)):
        answer = HttpResponse(refused, status=REFUSED, content_type="text/plain")
    answer.cookies = response.cookies
    return answer


def _said_meanwhile(request: Visit) -> str:
    """Takes the messages of this request out: nobody sees the page they were meant for. What was refused in them. A
    warning stays for the next page: part of what was sent was not taken."""
    storage: Any = messages.get_messages(request)
    said = storage._queued_messages
    storage._queued_messages = [message for message in said if message.level == messages.WARNING]
    return " ".join(str(message) for message in said if message.level >= messages.ERROR)


def _signed(response: HttpResponse, request: Visit) -> HttpResponse:
    response[PERSON] = whose(request)
    return response
