"""Writing a session's note: the same for its coach and for the client. Drafts, versions, and two who write at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from handrail.ledger.refusals import Stale
from handrail.lib.difference import Span, difference, fingerprint
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.draft import Draft
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.session import Session
from handrail.web.acting import REFUSED, perform
from handrail.web.drafts import draft_url
from handrail.web.request import Request
from handrail.web.wording import word

CONFLICT = 409


@dataclass(frozen=True)
class Both:
    """Two texts for one place, written at the same time."""

    theirs: str
    yours: str

    @property
    def spans(self) -> list[Span]:
        return difference(self.theirs, self.yours)

    @property
    def together(self) -> str:
        return f"{self.theirs}\n\n{self.yours}".strip()

    @property
    def base(self) -> str:
        return fingerprint(self.theirs)


@dataclass(frozen=True)
class Sheet:
    """A note as it lies open: what its form shows."""

    session: Session
    visibility: str
    text: str
    base: str
    note_id: UUID | None = None
    is_draft: bool = False
    error: str = ""
    both: Both | None = None
    versions: int = field(default=0)
    # What the same person began on another device, and did not save there.
    others: Sequence[Draft] = ()
    # As it was sent, where it was refused.
    form: "NoteForm | None" = None

    @property
    def draft_url(self) -> str:
        return draft_url(place(self.session, self.visibility), self.session.trajectory_id)


class NoteForm(forms.Form):
    text = forms.CharField(required=False, strip=False)
    base = forms.CharField(required=False, max_length=16)
    # Which page it was written on, and what that showed (`Draft.settle`).
    page = forms.CharField(required=False, max_length=16)
    seen = forms.CharField(required=False, max_length=16)


def place(session: Session, visibility: str) -> str:
    return f"note:{session.pk}:{visibility}"


def open_sheet(session: Session, visibility: str, *, note: Note | None, reader: Person) -> Sheet:
    """The note with the reader's own newest draft over it, where that was begun on these words; what they began
    elsewhere stands beside it. `note` is what they reach of it, if anything."""
    text, versions = note.text if note else "", note.revision if note else 0
    base = fingerprint(text)
    drafts = [each for each in Draft.at(reader, place(session, visibility)) if fingerprint(each.text) != base]
    mine = next((draft for draft in drafts if draft.base in ("", base)), None)
    others = [draft for draft in drafts if not draft.says_no_more_than(mine.text if mine else text)]
    return Sheet(
        session, visibility, mine.text if mine else text, base, note.pk if note else None, mine is not None,
        versions=versions, others=others,
    )  # fmt: skip


def write_note(
    request: Request, session: Session, visibility: str, *, done: Callable[[], HttpResponse],
    again: Callable[[Sheet], HttpResponse], verb: Callable[..., Any] = Note.write,
) -> HttpResponse:  # fmt: skip
    """One version of the note, and on to `done`. Refused, `again` shows the page with the sheet as it was
    typed. js/draft.js asks quietly: it wants no page, only what its next version is compared with."""
    form = NoteForm(request.POST)
    typed = request.POST.get("text", "")
    sheet = Sheet(session, visibility, typed, request.POST.get("base", "")[:16])
    if not form.is_valid():
        return _refused(request, replace(sheet, error=_("There is a character in here that cannot be kept.")), again)
    try:
        perform(request, verb, session=session, visibility=visibility, text=typed, base=sheet.base or None)
    except Stale as stale:
        both = Both(stale.theirs, stale.yours)
        return _refused(request, replace(sheet, error=word(stale), both=both, form=form), again, status=CONFLICT)
    except Refusal as refusal:
        return _refused(request, replace(sheet, error=word(refusal)), again)
    given = form.cleaned_data
    here = place(session, visibility)
    Draft.settle(request.person, here, page=given["page"], seen=given["seen"], text=typed)
    if _is_quiet(request):
        return HttpResponse(status=204, headers={"X-Base": fingerprint(typed)})
    return done()


def saved(request: Request, to: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(to)


def _refused(
    request: Request, sheet: Sheet, again: Callable[[Sheet], HttpResponse], *, status: int = REFUSED
) -> HttpResponse:
    if _is_quiet(request):
        return HttpResponse(status=status)
    answer = again(sheet)
    answer.status_code = status
    return answer


def _is_quiet(request: Request) -> bool:
    return "X-Quiet" in request.headers


SHARED, COACH_ONLY = Visibility.SHARED, Visibility.COACH_ONLY
