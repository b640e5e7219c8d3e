"""The summary of a session as its client finds it: to read, to keep, and to begin."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now_said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from handrail.lib.clock import now
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary, may_be_begun
from handrail.trajectory.summary_draft import DRAFTED_FROM, drafted
from handrail.trajectory.whole import Whole
from handrail.web.acting import carry_out
from handrail.web.both import both_of, status_of
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, mine, one
from handrail.web.coachee.page import page
from handrail.web.drafts import begun, draft_url
from handrail.web.fields import WordsField
from handrail.web.paper import as_paper
from handrail.web.request import Request
from handrail.web.summary_mail import letter_of, summary_place


class BeginningForm(forms.Form):
    """`Summary.begin`."""

    text = WordsField(label=_("What we agreed, as I have it"), rows=12)
    base = forms.CharField(required=False, max_length=16, empty_value=None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def summary(request: Request, session_id: UUID) -> HttpResponse:
    row = one(request, Session, session_id)
    if not row.took_place:
        raise Http404
    form = BeginningForm(request.POST) if request.method == "POST" else None
    if form and carry_out(request, form, lambda **given: Summary.begin(row, **given)) is not None:
        messages.success(request, _now_said("Kept. Your coach goes on from there and sends it to you both."))
        return redirect("coachee:summary", row.pk)
    return _page(request, row, form)


def _page(request: Request, row: Session, form: BeginningForm | None) -> HttpResponse:
    here = Whole.of(row.trajectory, request.person, at=now(), nouns=(*DRAFTED_FROM, Summary))
    row = here.rows[Session][row.pk]
    mine = next((each for each in here.every(Summary) if each.session_id == row.pk), None)
    landing = here.landing(row)
    sent = letter_of(mine, number=landing.number if landing else None) if mine and mine.is_sent else None
    both = both_of(form, theirs=mine.text if mine else "")
    place = summary_place(row, request.person)
    form = form or BeginningForm(initial=_initial(request, here, row, mine, place))
    return page(
        request, "summary", trajectory=here.trajectory, place="map", status=status_of(form.is_bound, both),
        **strip(here), session=row, landing=landing, whole=here, letter=sent, form=form, both=both,
        may_begin=sent is None and may_be_begun(row), draft_url=draft_url(place, row.trajectory_id),
    )  # fmt: skip


def _initial(request: Request, here: Whole, row: Session, mine: Summary | None, place: str) -> dict[str, Any]:
    records = mine.text if mine else drafted(here, row, request.person)
    text, base, _is_draft = begun(request.person, place=place, text=records)
    return {"text": text, "base": base}


@require_safe
@for_consenting
def paper(request: Request, session_id: UUID) -> HttpResponse:
    row = one(request, Session, session_id)
    found = mine(Summary, request.person).filter(session=row, edition__gt=0, coachee=request.person).first()
    if found is None:
        raise Http404
    landing = Whole.of(row.trajectory, request.person, at=now(), nouns=(Session,)).landing(row)
    return as_paper(letter_of(found, number=landing.number if landing else None))
