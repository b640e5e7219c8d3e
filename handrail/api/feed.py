"""Somebody's sessions, for their calendar program."""

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.trajectory.calendars import feed as calendars
from handrail.trajectory.feed_address import FeedAddress
from handrail.trajectory.session import Session


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """404 for an address that was revoked or never was. The address is the secret, so nothing that is sent with a
    page may carry it on, and no cache on the way keeps what stands behind it."""
    address = FeedAddress.behind(secret)
    if address is None:
        raise Http404
    written = calendars.feed(address, at=now(), page=_page_of(address.person_id))
    etag = f'"{sha256(written).hexdigest()[:32]}"'
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer.headers["ETag"] = etag
    answer.headers["Content-Disposition"] = 'inline; filename="sessions.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _page_of(person_id: UUID) -> Callable[[Session], str]:
    """Where a session stands: on the coach's side or the client's."""

    def page(session: Session) -> str:
        side = "coach" if session.trajectory.coach_id == person_id else "coachee"
        return f"{settings.HANDRAIL_URL}{reverse(f'{side}:session', args=[session.pk])}"

    return page
