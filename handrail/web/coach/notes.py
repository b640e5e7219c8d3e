"""The coach's side of a session's notes: the shared one, and the one nobody else opens."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from handrail.trajectory.note import Visibility
from handrail.trajectory.session import Session
from handrail.web.coach.led import led_row
from handrail.web.coach.sessions import session_page
from handrail.web.doors import for_coach
from handrail.web.notes import Sheet, write_note
from handrail.web.request import Request


@require_POST
@for_coach
def note(request: Request, session_id: UUID, visibility: str) -> HttpResponse:
    if visibility not in Visibility.values:
        raise Http404
    session = led_row(request, Session, session_id)

    def again(sheet: Sheet) -> HttpResponse:
        return session_page(request, session, sheet=sheet)

    done = f"{reverse('coach:session', args=[session.pk])}#note-{visibility}"
    return write_note(request, session, visibility, done=done, again=again)
