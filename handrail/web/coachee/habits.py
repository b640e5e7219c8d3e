"""What the client wants to become ordinary: ticked with a tap, filled in a week back, let go by itself."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Refusal
from handrail.trajectory.habit import Habit, State
from handrail.trajectory.tick import Tick, day_meant
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.back import back
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, one, trajectory
from handrail.web.coachee.page import page
from handrail.web.habits import (
    NOUNS,
    EndForm,
    HabitForm,
    as_written,
    cue_said,
    habit_row,
    habit_rows,
    kept_said,
    last_days,
    when_said,
)
from handrail.web.happened import happened_at
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page
from handrail.web.wording import word


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def habits(request: Request, trajectory_id: UUID) -> HttpResponse:
    """All of them, and one more."""
    here = _whole(request, trajectory(request, trajectory_id))
    form = HabitForm(request.POST if request.method == "POST" else None, whole=here)
    if request.method == "POST":
        added = carry_out(request, form, Habit.add, trajectory=here.trajectory, coachee=request.person)
        if added:
            messages.success(request, _("It begins today, and a day without it takes nothing away."))
            return redirect("coachee:habits", trajectory_id)
    by_state = {state: _rows(here, state) for state in State}
    return page(
        request, "habits", trajectory=here.trajectory, place="map", status=REFUSED if form.errors else 200,
        form=form, running=by_state[State.RUNNING], steady=by_state[State.STEADY], ended=by_state[State.ENDED],
        proposed=[each for each in here.every(Habit) if each.state == State.PROPOSED], **strip(here),
    )  # fmt: skip


@require_safe
@for_consenting
def habit(request: Request, habit_id: UUID) -> HttpResponse:
    return habit_page(request, one(request, Habit, habit_id))


@require_POST
@for_consenting
def ticks(request: Request, habit_id: UUID) -> HttpResponse:
    """Kept on a day, or not. Answers htmx with the one row; anybody else with the page it came from."""
    row = one(request, Habit, habit_id)
    wanted = {"on": True, "off": False}.get(request.POST.get("kept", ""))
    if wanted is None:
        raise Http404
    try:
        day = _day(request, kept=wanted)
        perform(request, Tick.put, of=row, ticked_on=day, kept=wanted)
    except Refusal as refusal:
        messages.error(request, word(refusal))
    if request.htmx:
        return _row(request, row, ticked_on=day)
    return redirect(back(request, otherwise=f"{reverse('coachee:today')}#habit-{row.pk}"))


@require_POST
@for_consenting
def agreement(request: Request, habit_id: UUID) -> HttpResponse:
    """What the coach proposes is the client's to take up or to leave."""
    row = one(request, Habit, habit_id)
    agreed = request.POST.get("agreed") == "on"
    said = _("It begins today.") if agreed else _("Left aside. It is yours to say.")
    return _step(request, row, forms.Form(request.POST), row.agree if agreed else row.decline, said)


@require_POST
@for_consenting
def wording(request: Request, habit_id: UUID) -> HttpResponse:
    row = one(request, Habit, habit_id)
    form = HabitForm(request.POST, whole=_whole(request, row.trajectory))
    base = request.POST.get("base") or None
    return _step(request, row, form, row.change, _("Changed. What was ticked stays."), wording=form, base=base)


@require_POST
@for_consenting
def standing(request: Request, habit_id: UUID) -> HttpResponse:
    """The wanted state is posted."""
    row = one(request, Habit, habit_id)
    match request.POST.get("state"):
        case State.STEADY:
            said = _("It goes by itself now. Reminders of it fall silent, and you can come back to it.")
            return _step(request, row, forms.Form(request.POST), row.settle, said)
        case State.RUNNING:
            return _step(request, row, forms.Form(request.POST), row.resume, _("Looked after again, from today."))
        case State.ENDED:
            form = EndForm(request.POST)
            return _step(request, row, form, row.end, _("Ended. Every day of it stays yours."), ending=form)
    raise Http404


def _step(
    request: Request, row: Habit, form: forms.Form, verb: Callable[..., Habit], said: str, *,
    wording: forms.Form | None = None, ending: forms.Form | None = None, **given: Any,
) -> HttpResponse:  # fmt: skip
    if carry_out(request, form, verb, **given) is None:
        shown = {name: each for name, each in (("wording", wording), ("ending", ending)) if each is not None}
        return habit_page(request, row, status=REFUSED, **(shown or {"plain": form}))
    messages.success(request, said)
    return redirect(back(request, otherwise=reverse("coachee:habit", args=[row.pk])))


def habit_page(request: Request, row: Habit, *, status: int = 200, **refused: Any) -> HttpResponse:
    here = Whole.of(row.trajectory, request.person, at=now(), nouns=(*NOUNS, *HELD_UP_BY))
    row = here.rows[Habit][row.pk]
    empty: dict[str, Any] = {
        "plain": None,
        "wording": HabitForm(whole=here, initial=as_written(row)),
        "ending": EndForm(),
    }
    return page(
        request, "habit", trajectory=here.trajectory, place="map", status=status, today=here.today, habit=row,
        says=kept_said(here, row) if row.is_open else "", when=when_said(row), cue=cue_said(row),
        thing=on_its_page(request, here, row, space="coachee", refused=refused),
        days=last_days(here, row), base=fingerprint(row.text),
        **strip(here), **{**empty, **refused},
    )  # fmt: skip


def _rows(here: Whole, state: str) -> list[Any]:
    return habit_rows(here, [each for each in here.every(Habit) if each.state == state], space="coachee")


def _row(request: Request, row: Habit, *, ticked_on: date | None) -> HttpResponse:
    here = _whole(request, row.trajectory)
    row = here.rows[Habit][row.pk]
    context = {
        "row": habit_row(here, row, space="coachee", ticked_on=ticked_on),
        "is_new": True,
        "csrf_token": get_token(request),
    }
    return HttpResponse(render_to_string("parts/_habit.html", context))


def _whole(request: Request, of: Trajectory) -> Whole:
    return Whole.of(of, request.person, at=now(), nouns=NOUNS)


def _day(request: Request, *, kept: bool) -> date | None:
    """The day as the form names it, or, of a ring for today, the one that was meant. One that is none is nowhere."""
    try:
        shown = date.fromisoformat(given) if (given := request.POST.get("on", "")) else None
    except ValueError:
        raise Http404 from None
    if shown is None or "ring" not in request.POST:
        return shown
    tapped_at = happened_at(request, at=now()) or now()
    return day_meant(shown, tapped_at=tapped_at.astimezone(ZoneInfo(request.person.zone)), kept=kept)
