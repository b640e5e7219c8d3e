"""Reflecting: a question, a place to write, and who reads it. Kept while typing; private until shared [84-89]."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.ledger.refusals import Stale
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.answering import share, submit
from handrail.trajectory.draft import Draft
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, perform
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one, trajectory, whole
from handrail.web.coachee.page import page
from handrail.web.drafts import begun, draft_url
from handrail.web.notes import CONFLICT, Both
from handrail.web.request import Request
from handrail.web.sheet import SheetForm, place, sheet_form, sheet_of
from handrail.web.wording import word
from handrail.web.words import session_said


@dataclass(frozen=True)
class Writing:
    """A reflection as it lies open: what its form shows."""

    reflection: Reflection
    text: str
    base: str
    is_draft: bool = False
    error: str = ""
    both: Both | None = None
    # What was typed into the boxes of an exercise, where that cannot be kept.
    typed: SheetForm | None = None

    @property
    def sheet(self) -> SheetForm | None:
        """The boxes to fill in; None for a plain page."""
        return self.typed or sheet_form(self.reflection, self.text)

    @property
    def draft_url(self) -> str:
        return draft_url(place(self.reflection), self.reflection.trajectory_id)


class WordsForm(forms.Form):
    text = forms.CharField(required=False, strip=False)
    base = forms.CharField(required=False, max_length=16)


def writing(reflection: Reflection, person: Person) -> Writing:
    """The words with the writer's own draft over them."""
    return Writing(reflection, *begun(person, place=place(reflection), text=reflection.text))


@require_safe
@for_consenting
def reflections(request: Request, trajectory_id: UUID) -> HttpResponse:
    """All questions: those that are open, then what was written."""
    here = whole(request, trajectory(request, trajectory_id))
    mine = [each for each in reversed(here.every(Reflection)) if each.coachee_id == request.person.pk]
    return page(
        request, "reflections", trajectory=here.trajectory, place="reflect", today=here.today,
        waiting=[each for each in mine if each.is_open], written=[each for each in mine if each.state == "submitted"],
        skipped=[each for each in mine if each.state == "skipped"], **strip(here),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def reflection(request: Request, reflection_id: UUID) -> HttpResponse:
    """The place to write. POST saves a version, and it stays unfinished."""
    row = one(request, Reflection, reflection_id, coachee=request.person)
    if request.method != "POST":
        return _page(request, writing(row, request.person))
    return _write(request, row)


@require_POST
@for_consenting
def submission(request: Request, reflection_id: UUID) -> HttpResponse:
    """Finished, for oneself or for the coach as well."""
    row = one(request, Reflection, reflection_id, coachee=request.person)
    return _write(request, row, finish={"visibility": request.POST.get("visibility", Visibility.PRIVATE)})


@require_POST
@for_consenting
def visibility(request: Request, reflection_id: UUID) -> HttpResponse:
    """Share what is finished, or take it back."""
    row = one(request, Reflection, reflection_id, coachee=request.person)
    shared = request.POST.get("visibility") == Visibility.SHARED
    try:
        perform(request, partial(share, row) if shared else row.withdraw)
    except Refusal as refusal:
        messages.error(request, word(refusal))
    return redirect("coachee:reflection", row.pk)


@require_POST
@for_consenting
def omission(request: Request, reflection_id: UUID) -> HttpResponse:
    """Not this one. No reason is asked."""
    row = one(request, Reflection, reflection_id, coachee=request.person)
    try:
        perform(request, row.skip)
        messages.success(request, _("Skipped. That is fine; you can still answer it later."))
    except Refusal as refusal:
        messages.error(request, word(refusal))
    return redirect("coachee:today")


def _write(request: Request, row: Reflection, finish: dict[str, Any] | None = None) -> HttpResponse:
    form, boxes = WordsForm(request.POST), _boxes(request, row)
    verb: Callable[..., Reflection] = partial(submit, row) if finish else row.save_words
    sheet = Writing(row, request.POST.get("text", ""), request.POST.get("base", "")[:16])
    if not form.is_valid() or not (boxes is None or boxes.is_valid()):
        unkept = _("There is a character in here that cannot be kept. Type it again, or leave it out.")
        return _refused(request, replace(sheet, error=unkept, typed=boxes))
    typed = boxes.text if boxes else sheet.text
    sheet = replace(sheet, text=typed)
    try:
        perform(request, verb, text=typed, base=sheet.base or None, **(finish or {}))
    except Stale as stale:
        both = Both(stale.theirs, stale.yours)
        return _refused(request, replace(sheet, error=word(stale), both=both), CONFLICT)
    except Refusal as refusal:
        return _refused(request, replace(sheet, error=word(refusal)))
    Draft.drop(request.person, place(row))
    if "X-Quiet" in request.headers:
        return HttpResponse(status=204, headers={"X-Base": fingerprint(typed)})
    messages.success(request, _kept(row, finish))
    return redirect("coachee:reflection", row.pk)


def _boxes(request: Request, row: Reflection) -> SheetForm | None:
    """What was typed into an exercise. Both texts side by side are answered with words, as everywhere."""
    sheet = None if "text" in request.POST else sheet_of(row)
    return SheetForm(sheet, request.POST, question=row.prompt.question) if sheet else None


def _kept(row: Reflection, finished: dict[str, Any] | None) -> str:
    coach = {"coach": row.trajectory.coach.given_name}
    if not finished:
        return _("Saved. Nobody else reads it.")
    if finished["visibility"] == Visibility.SHARED:
        return _("Shared with %(coach)s.") % coach
    return _("Kept, for you alone. %(coach)s sees that you wrote something, not what.") % coach


def _refused(request: Request, sheet: Writing, status: int = REFUSED) -> HttpResponse:
    if "X-Quiet" in request.headers:
        return HttpResponse(status=status)
    return _page(request, sheet, status=status)


def _page(request: Request, sheet: Writing, *, status: int = 200) -> HttpResponse:
    here = whole(request, sheet.reflection.trajectory)
    row = here.rows[Reflection][sheet.reflection.pk]
    earlier = [each for each in here.reflections_on(row.prompt) if each.pk != row.pk and each.state == "submitted"]
    return page(
        request, "reflection", trajectory=here.trajectory, place="reflect", status=status, today=here.today,
        writing=replace(sheet, reflection=row), reflection=row, prompt=row.prompt, whole=here,
        is_open=row.is_open or row.state == "skipped" or bool(sheet.error) or request.GET.get("rewrite") == "on",
        earlier=list(reversed(earlier)), before=next((each.text for each in reversed(earlier) if each.pk < row.pk), ""),
        about=_about(here, row), **strip(here),
    )  # fmt: skip


def _about(here: Whole, row: Reflection) -> str:
    """What the question belongs to: "After session 4, 4 June", or the goal it is about."""
    prompt = row.prompt
    if prompt.session:
        return _("After %(session)s") % {"session": session_said(here, prompt.session)}
    return _("About “%(goal)s”") % {"goal": prompt.goal.text} if prompt.goal else ""
