"""A client's habits, for the coach: proposed or agreed together, reworded, and how steadily they are kept."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.trajectory.habit import Habit, State
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coach.led import led_row, led_trajectory
from handrail.web.coach.work_page import clients_of, new_here, work_page
from handrail.web.doors import for_coach
from handrail.web.habits import (
    NOUNS,
    CoachHabitForm,
    EndForm,
    JointHabitForm,
    as_written,
    cue_said,
    habit_rows,
    kept_said,
    last_days,
    when_said,
)
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def habits(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = _whole(request, led_trajectory(request, trajectory_id))
    form = JointHabitForm(request.POST if request.method == "POST" else None, whole=whole, coachees=clients_of(whole))
    if request.method == "POST":
        together = form.is_valid() and form.cleaned_data["agreed"]
        whose = form.cleaned_data["coachee"].pk if together else None
        added = carry_out(request, form, partial(Habit.add, whole.trajectory), on_behalf_of_id=whose)
        if added is not None:
            waits = added.state == State.PROPOSED
            messages.success(request, _("Proposed. It begins when your client takes it up.") if waits else _("Agreed."))
            return redirect("coach:habits", trajectory_id)
    open_first = sorted(whole.every(Habit), key=lambda each: (not each.is_open, each.pk))
    return work_page(
        request, "habits", whole, status=REFUSED if form.errors else 200, form=new_here(form, "text"),
        rows=habit_rows(whole, open_first, space="coach"),
    )  # fmt: skip


@require_safe
@for_coach
def habit(request: Request, habit_id: UUID) -> HttpResponse:
    return habit_page(request, led_row(request, Habit, habit_id))


@require_POST
@for_coach
def wording(request: Request, habit_id: UUID) -> HttpResponse:
    row = led_row(request, Habit, habit_id)
    form = CoachHabitForm(request.POST, whole=_whole(request, row.trajectory), cue_at=row.cue_at)
    base = request.POST.get("base") or None
    return _step(request, row, form, row.change, _("Changed. What was ticked stays."), name="wording", base=base)


@require_POST
@for_coach
def standing(request: Request, habit_id: UUID) -> HttpResponse:
    """The wanted state is posted."""
    row = led_row(request, Habit, habit_id)
    match request.POST.get("state"):
        case State.STEADY:
            said = _("It goes by itself now; reminders of it fall silent.")
            return _step(request, row, forms.Form(request.POST), row.settle, said)
        case State.RUNNING:
            return _step(request, row, forms.Form(request.POST), row.resume, _("Looked after again."))
        case State.ENDED:
            return _step(request, row, EndForm(request.POST), row.end, _("Ended. Its days stay."), name="ending")
    raise Http404


def _step(
    request: Request, row: Habit, form: forms.Form, verb: Callable[..., Habit], said: str, *, name: str = "step",
    **given: Any,
) -> HttpResponse:  # fmt: skip
    if carry_out(request, form, verb, **given) is None:
        return habit_page(request, row, **{name: form})
    messages.success(request, said)
    return redirect("coach:habit", row.pk)


def habit_page(request: Request, row: Habit, **refused: forms.Form) -> HttpResponse:
    whole = Whole.of(row.trajectory, request.person, at=now(), nouns=(*NOUNS, *HELD_UP_BY))
    row = whole.rows[Habit][row.pk]
    shown: dict[str, forms.Form] = {
        "wording": CoachHabitForm(whole=whole, initial=as_written(row), cue_at=row.cue_at),
        "ending": EndForm(),
    }
    return work_page(
        request, "habit", whole, status=REFUSED if refused else 200, habit=row, refused=refused,
        thing=on_its_page(request, whole, row, space="coach", refused=refused),
        says=kept_said(whole, row) if row.is_open else "", when=when_said(row), cue=cue_said(row),
        days=last_days(whole, row), base=fingerprint(row.text), **{**shown, **refused},
    )  # fmt: skip


def _whole(request: Request, of: Trajectory) -> Whole:
    return Whole.of(of, request.person, at=now(), nouns=NOUNS)
