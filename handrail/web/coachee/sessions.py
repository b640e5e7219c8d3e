"""A session as the client finds it: what was agreed there and how each ended, the shared note, what one takes away."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now_said
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import agenda, carried
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.feedback import OVER, Feedback
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session, State
from handrail.trajectory.summary import Summary
from handrail.trajectory.whole import AROUND, WORK, Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.back import back
from handrail.web.both import both_of
from handrail.web.coachee.around import around
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one
from handrail.web.coachee.page import page
from handrail.web.feedback_form import FeedbackForm
from handrail.web.fields import WordsField
from handrail.web.notes import Sheet, open_sheet, saved, write_note
from handrail.web.preparation_form import PreparationForm
from handrail.web.request import Request

Row = TypeVar("Row", bound=Belonging)


class LearnedForm(forms.Form):
    learned = WordsField(label=_("In my own words"))
    base = forms.CharField(required=False, widget=forms.HiddenInput)


@require_safe
@for_consenting
def session(request: Request, session_id: UUID) -> HttpResponse:
    return session_page(request, one(request, Session, session_id))


@require_POST
@for_consenting
def note(request: Request, session_id: UUID) -> HttpResponse:
    """The note of both. The coach's own has no address here."""
    row = one(request, Session, session_id)
    done = partial(saved, request, reverse("coachee:session", args=[row.pk]) + "#note")
    return write_note(
        request,
        row,
        Visibility.SHARED,
        done=done,
        again=lambda sheet: session_page(request, row, sheet=sheet, status=REFUSED),
    )


@require_POST
@for_consenting
def learned(request: Request, session_id: UUID) -> HttpResponse:
    row, form = one(request, Session, session_id), LearnedForm(request.POST)
    if carry_out(request, form, row.change) is None:
        return session_page(request, row, learned_form=form, status=REFUSED)
    messages.success(request, _now_said("Kept."))
    return redirect(reverse("coachee:session", args=[row.pk]) + "#learned")


@require_POST
@for_consenting
def feedback(request: Request, session_id: UUID) -> HttpResponse:
    """How it was, in at most four taps: three numbers and this."""
    row, form = one(request, Session, session_id), FeedbackForm(request.POST, said=None)
    if carry_out(request, form, lambda **given: Feedback.give(row, **given)) is None:
        return session_page(request, row, feedback_form=form, status=REFUSED)
    messages.success(request, _now_said("Thank you. Your coach reads it before the next session."))
    return redirect(back(request, otherwise=reverse("coachee:session", args=[row.pk]) + "#feedback"))


def session_page(
    request: Request, row: Session, *, sheet: Sheet | None = None, learned_form: forms.Form | None = None,
    preparation_form: forms.Form | None = None, feedback_form: FeedbackForm | None = None,
    refused: Mapping[str, forms.Form] = MappingProxyType({}), status: int = 200,
) -> HttpResponse:  # fmt: skip
    """`refused`: forms of coachee/_ways_on.html by their name there, with everything in them as it was typed."""
    here = Whole.of(row.trajectory, request.person, at=now(), nouns=(*WORK, *AROUND, Summary, Feedback, Brainstorm))
    row = here.rows[Session][row.pk]
    brings = preparation_form or _brings(request, row)
    shared = next((n for n in here.every(Note) if n.session_id == row.pk and n.visibility == Visibility.SHARED), None)
    return page(
        request, "session", trajectory=here.trajectory, place="map", status=status, today=here.today, whole=here,
        **strip(here), session=row, landing=here.landing(row), agenda=agenda(here, row) if row.is_ahead else None,
        agreed=[carried(here, each) for each in here.actions if _from_here(each, row)],
        exercises=[each for each in here.every(Exercise) if each.session_id == row.pk],
        storms=[each for each in here.every(Brainstorm) if each.session_id == row.pk],
        asked=[each for each in here.every(Reflection) if each.prompt.session_id == row.pk],
        sheet=sheet or open_sheet(row, Visibility.SHARED, note=shared, reader=request.person),
        learned_form=learned_form or LearnedForm(initial={"learned": row.learned, "base": fingerprint(row.learned)}),
        preparation_form=brings,
        **{**around(here, row), **refused}, refused=refused,
        summary=_of(here, Summary, row), said=_of(here, Feedback, row),
        feedback_form=feedback_form or (FeedbackForm(said=_of(here, Feedback, row)) if row.state in OVER else None),
        learned_both=both_of(learned_form, theirs=row.learned, field="learned"),
    )  # fmt: skip


def _brings(request: Request, row: Session) -> forms.Form | None:
    """Until it is over."""
    if not (row.is_ahead or row.state == State.IN_PROGRESS):
        return None
    return PreparationForm(said=Preparation.standing(row, request.person))


def _of(here: Whole, noun: type[Row], row: Session) -> Row | None:
    """A client reads one of these of a session: their own."""
    rows: list[Any] = here.every(noun)
    return next((each for each in rows if each.session_id == row.pk), None)


def _from_here(action: Action, row: Session) -> bool:
    return action.session_id == row.pk and action.state not in ("proposed", "declined")
