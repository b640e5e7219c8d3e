"""The page that closes a session, and the summary's own page after that."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.domain import Domain
from handrail.trajectory.session import Session, State
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.summary import Summary
from handrail.trajectory.summary_draft import DRAFTED_FROM, went_well
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.both import both_of, status_of
from handrail.web.coach.around import those_of
from handrail.web.coach.closing import (
    CLOSABLE,
    CLOSED,
    ClosingForm,
    Sheet,
    closing_form,
    lay_aside,
    open_sheets,
    wrap_up,
)
from handrail.web.coach.led import led_row
from handrail.web.coach.page import page, strip
from handrail.web.coach.session_page import SessionPage
from handrail.web.coach.trend import said_of_sessions
from handrail.web.doors import for_coach
from handrail.web.drafts import draft_url
from handrail.web.fields import WordsField
from handrail.web.moment import next_moment
from handrail.web.paper import as_paper
from handrail.web.request import Request
from handrail.web.summary_mail import is_mailed_to, letter_of, send_summary, summary_place

CLOSED_WITH: tuple[type[Belonging], ...] = (*DRAFTED_FROM, *CLOSED, Domain, StageEntry)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def closing(request: Request, session_id: UUID) -> HttpResponse:
    """One page, filled in as far as it is known, and one press [31]."""
    one = led_row(request, Session, session_id)
    shown = _shown(request, one)
    is_over, is_posted = one.state == State.CLOSED, request.method == "POST"
    if (one.state not in CLOSABLE and not (is_over and is_posted)) or (one.is_ahead and not shown.is_due):
        return redirect("coach:session", one.pk)
    form = _form(request, shown, request.POST if is_posted else None)
    if is_posted:
        number = shown.landing.number if shown.landing else None
        if carry_out(request, form, wrap_up, session=one, number=number) is not None:
            _say(request, form, shown)
            return redirect("coach:trajectory", one.trajectory_id)
        if is_over:
            return _closed_elsewhere(request, one, form)
        one.refresh_from_db()
    return _closing_page(request, shown, form)


def _closed_elsewhere(request: Request, one: Session, form: ClosingForm) -> HttpResponse:
    """It lay open in two windows. Whoever presses in the second is told, and loses no word."""
    lay_aside(one, form, by=request.person, at=now())
    said = _("This session was closed already, in another window. What you wrote here waits below, and was not sent.")
    messages.warning(request, said)
    return redirect("coach:summary", one.pk)


def _closing_page(request: Request, shown: SessionPage, form: ClosingForm) -> HttpResponse:
    whole, one = shown.whole, shown.session
    both = both_of(form, theirs=one.learned, field="learned")
    return page(
        request, "closing", status=status_of(form.is_bound, both), trajectory=whole.trajectory, session=one,
        shown=shown, form=form, both=both, wins=_wins(shown), stages=_stages(whole), said=said_of_sessions(whole),
        anew="anew" in request.GET, names=shown.given_names, **strip(whole),
    )  # fmt: skip


def _shown(request: Request, one: Session) -> SessionPage:
    whole = Whole.of(one.trajectory, request.person, at=now(), nouns=CLOSED_WITH)
    return SessionPage(whole, whole.rows[Session][one.pk], those_of(one))


def _form(request: Request, shown: SessionPage, data: Any) -> ClosingForm:
    sheets = open_sheets(shown.whole, shown.session, shown.people, anew="anew" in request.GET)
    return closing_form(
        shown.session, data, by=request.person, is_booked=shown.is_booked, sheets=sheets,
        next_one=next_moment(shown.whole, request.person, at=now()),
    )  # fmt: skip


def _wins(shown: SessionPage) -> list[Any]:
    """What the appreciation may begin from [59]."""
    return [won for person in shown.people for won in went_well(shown.whole, shown.session, person)]


def _stages(whole: Whole) -> list[StageEntry]:
    """The newest of each area."""
    newest: Mapping[UUID, StageEntry] = {entry.domain_id: entry for entry in whole.every(StageEntry)}
    return list(newest.values())


def _say(request: Request, form: ClosingForm, shown: SessionPage) -> None:
    if not form.cleaned_data["send"]:
        messages.success(request, _("Closed. The summary waits for you with the session."))
        return
    _say_sent(request, shown.people, _("Closed, and the summary is on its way to you and %(names)s."))


def _say_sent(request: Request, people: Any, said: str) -> None:
    reached = [person.given_name for person in people if is_mailed_to(person)]
    if reached:
        messages.success(request, said % {"names": get_text_list(reached, _("and"))})
    else:
        messages.success(request, _("Kept, and on its way to you. Your client gets it as soon as they have said yes."))


# The summary afterwards


class SummaryForm(forms.Form):
    """One client's sheet."""

    text = WordsField(label=_("What you agreed"), rows=14)
    base = forms.CharField(required=False, max_length=16, empty_value=None)
    edition = forms.IntegerField(required=False, min_value=0)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def summary(request: Request, session_id: UUID) -> HttpResponse:
    """What was sent, and what waits to be; and a corrected one."""
    one = led_row(request, Session, session_id)
    if not one.took_place or one.state == State.IN_PROGRESS:
        raise Http404
    shown = _shown(request, one)
    if request.method != "POST":
        return _summary_page(request, shown)
    coachee = next((p for p in shown.people if str(p.pk) == request.POST.get("coachee")), None)
    if coachee is None:
        raise Http404
    form, number = SummaryForm(request.POST), shown.landing.number if shown.landing else None
    if carry_out(request, form, send_summary, session=one, coachee=coachee, number=number) is None:
        return _summary_page(request, _shown(request, one), refused=(coachee, form))
    _say_sent(request, [coachee], _("On its way to you and %(names)s."))
    return redirect("coach:summary", one.pk)


def _summary_page(
    request: Request, shown: SessionPage, *, refused: tuple[Person, SummaryForm] | None = None
) -> HttpResponse:
    sheets = open_sheets(shown.whole, shown.session, shown.people, anew="anew" in request.GET)
    lying = [_lying(shown, sheet, refused[1] if refused and refused[0] == sheet.coachee else None) for sheet in sheets]
    return page(
        request, "summary", status=REFUSED if refused else 200, trajectory=shown.whole.trajectory,
        session=shown.session, shown=shown, lying=lying, **strip(shown.whole),
    )  # fmt: skip


def _lying(shown: SessionPage, sheet: Sheet, form: SummaryForm | None) -> dict[str, Any]:
    row = next(
        (
            each
            for each in shown.whole.every(Summary)
            if each.session_id == shown.session.pk and each.coachee_id == sheet.coachee.pk
        ),
        None,
    )
    number = shown.landing.number if shown.landing else None
    letter = letter_of(row, number=number) if row and row.is_sent else None
    both = both_of(form, theirs=row.text if row else "")
    edition = row.edition if row else 0
    form = form or SummaryForm(initial={"text": sheet.text, "base": sheet.base, "edition": edition})
    place = draft_url(summary_place(shown.session, sheet.coachee), shown.session.trajectory_id)
    return {"sheet": sheet, "row": row, "letter": letter, "form": form, "both": both, "draft_url": place}


@require_safe
@for_coach
def paper(request: Request, session_id: UUID, person_id: UUID) -> HttpResponse:
    """One client's summary as it was sent, for a printer or a folder."""
    one = led_row(request, Session, session_id)
    row = Summary.objects.visible_to(request.person).filter(session=one, edition__gt=0, coachee=person_id).first()
    if row is None:
        raise Http404
    return as_paper(letter_of(row, number=_number(request, one)))


def _number(request: Request, one: Session) -> int | None:
    whole = Whole.of(one.trajectory, request.person, at=now(), nouns=(Session,))
    landing = whole.landing(one)
    return landing.number if landing else None
