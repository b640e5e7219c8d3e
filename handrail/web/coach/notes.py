"""The coach's side of a session's notes: the shared one, and the one nobody else opens; and what their lines become."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.trajectory.note import Visibility
from handrail.trajectory.session import Session
from handrail.trajectory.sorted_line import sort_note
from handrail.web.acting import REFUSED
from handrail.web.coach.around import those_of
from handrail.web.coach.led import led_row
from handrail.web.coach.note_lines import Lines
from handrail.web.coach.sessions import session_page
from handrail.web.doors import for_coach
from handrail.web.notes import Sheet, saved, write_note
from handrail.web.request import Request


@require_POST
@for_coach
def note(request: Request, session_id: UUID, visibility: str) -> HttpResponse:
    session = _session(request, session_id, visibility)

    def again(sheet: Sheet) -> HttpResponse:
        return session_page(request, session, sheet=sheet)

    done = partial(saved, request, _place(session, visibility))
    return write_note(request, session, visibility, done=done, again=again)


@require_POST
@for_coach
def lines(request: Request, session_id: UUID, visibility: str) -> HttpResponse:
    """What the marked lines would become. Changes nothing; posted, for a note is longer than an address."""
    return _shown(request, _lines(request, _session(request, session_id, visibility), visibility))


@require_POST
@for_coach
def sorting(request: Request, session_id: UUID, visibility: str) -> HttpResponse:
    """The note is saved, and the lines that the page showed become what it said."""
    session = _session(request, session_id, visibility)
    those = _lines(request, session, visibility, is_refused=True)
    chosen = [each.form for each in those.found if those.is_shown(each.line)]
    if sum(form.is_valid() for form in chosen) < len(chosen):
        return _refused(request, those, Sheet(session, visibility, those.text, request.POST.get("base", "")[:16]))

    def done() -> HttpResponse:
        said = ngettext("%(number)d line sorted.", "%(number)d lines sorted.", len(chosen)) % {"number": len(chosen)}
        messages.success(request, said)
        if not request.htmx:
            return redirect(_place(session, visibility))
        return _shown(request, _lines(request, session, visibility), base=fingerprint(those.text))

    return write_note(
        request, session, visibility, done=done, again=partial(_refused, request, those),
        verb=partial(sort_note, lines=[form.sorting(agreed=those.is_agreed) for form in chosen]),
    )  # fmt: skip


def _session(request: Request, session_id: UUID, visibility: str) -> Session:
    if visibility not in Visibility.values:
        raise Http404
    return led_row(request, Session, session_id)


def _place(session: Session, visibility: str) -> str:
    return f"{reverse('coach:session', args=[session.pk])}#note-{visibility}"


def _lines(request: Request, session: Session, visibility: str, *, is_refused: bool = False) -> Lines:
    return Lines(
        session, visibility, request.POST.get("text", ""), those_of(session), request.person, now(),
        typed=request.POST, is_refused=is_refused,
    )  # fmt: skip


def _shown(request: Request, those: Lines, *, base: str = "", error: str = "", status: int = 200) -> HttpResponse:
    """What becomes of the lines; after a sorting also what the next version is compared with."""
    context = {"lines": those, "session": those.session, "base": base, "error": error}
    return render(request, "coach/_note_lines.html", context, status=status)


def _refused(request: Request, those: Lines, sheet: Sheet) -> HttpResponse:
    if request.htmx:
        return _shown(request, those, error=sheet.error, status=REFUSED)
    return session_page(request, those.session, sheet=sheet, lines=those)
