"""A device is remembered from its last visit on, not from its first."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from handrail.lib.clock import now

SEEN_ON = "seen_on"


class RememberMiddleware:
    """Renew a known device's session once a day: saving it at every request would make every page a write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        today = now().date().isoformat()
        response = self.get_response(request)
        if not request.session.is_empty() and request.session.get(SEEN_ON) != today:
            request.session[SEEN_ON] = today
        return response
