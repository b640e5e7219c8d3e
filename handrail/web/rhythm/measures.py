"""Measures: numbers over weeks, where they are to go, what there was to say; one page for coach and client."""

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

from handrail.practice.person import Person
from handrail.trajectory.measure import Measure, State
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.report_draft import worded
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.measured import measured
from handrail.web.request import Request
from handrail.web.rhythm.frame import looking_back, page, read, row_of
from handrail.web.rhythm.measure_forms import MeasureForm, NumberForm, as_it_is

NUMBERS: dict[Any, Any] = {Measure: None, MeasureEntry: None}


@require_http_methods(["GET", "HEAD", "POST"])
@looking_back
def measures(request: Request, trajectory: Trajectory) -> HttpResponse:
    here = read(request, trajectory, NUMBERS)
    coachees = _whose(request, here)
    data = request.POST if request.method == "POST" else None
    serves = request.GET.get("goal", "")
    form = MeasureForm(data, here=here, coachees=coachees, initial={"goal": serves})
    if request.method == "POST":
        one = {"coachee": coachees[0]} if len(coachees) == 1 else {}
        added = carry_out(request, form, partial(Measure.add, trajectory), **one) if coachees else None
        if added is not None:
            messages.success(request, _("“%(name)s” is being measured from now on.") % {"name": added.name})
            return redirect("rhythm:measure", trajectory.pk, added.pk)
    every = measured(here)
    return page(
        request, "measures", here, status=REFUSED if form.is_bound else 200, form=form,
        is_adding=form.is_bound or bool(serves),
        active=[each for each in every if each.is_active], ended=[each for each in every if not each.is_active],
    )  # fmt: skip


@require_safe
@looking_back
def scorecard(request: Request, trajectory: Trajectory) -> HttpResponse:
    """The last thirteen weeks of what is being measured."""
    here = read(request, trajectory, NUMBERS)
    return page(request, "scorecard", here, lines=[each for each in measured(here) if each.is_active])


@require_safe
@looking_back
def measure(request: Request, trajectory: Trajectory, measure_id: UUID) -> HttpResponse:
    return _one(request, trajectory, row_of(request, trajectory, Measure, measure_id))


@require_POST
@looking_back
def entries(request: Request, trajectory: Trajectory, measure_id: UUID) -> HttpResponse:
    row = row_of(request, trajectory, Measure, measure_id)
    form = NumberForm(request.POST, measure=row)
    kept = carry_out(request, form, partial(MeasureEntry.record, row))
    if kept is None:
        return _one(request, trajectory, row, number=form)
    messages.success(request, _("Kept: %(value)s.") % {"value": worded(kept.value, row.unit)})
    return redirect("rhythm:measure", trajectory.pk, row.pk)


@require_POST
@looking_back
def correction(request: Request, trajectory: Trajectory, entry_id: UUID) -> HttpResponse:
    """It was another number."""
    entry = row_of(request, trajectory, MeasureEntry, entry_id)
    row = entry.measure
    form = NumberForm(request.POST, measure=row, prefix_id=str(entry.pk))
    return _step(request, trajectory, row, form, entry.correct, _("Corrected."), correction=(entry.pk, form))


@require_POST
@looking_back
def wording(request: Request, trajectory: Trajectory, measure_id: UUID) -> HttpResponse:
    row = row_of(request, trajectory, Measure, measure_id)
    form = MeasureForm(request.POST, here=read(request, trajectory, {}))
    return _step(request, trajectory, row, form, row.change, _("Changed. Every number stays."), change=form)


@require_POST
@looking_back
def state(request: Request, trajectory: Trajectory, measure_id: UUID) -> HttpResponse:
    """The form posts the wanted state."""
    row = row_of(request, trajectory, Measure, measure_id)
    verbs: dict[str, tuple[Callable[..., Measure], str]] = {
        State.ACTIVE: (row.take_up, _("Taken up again.")), State.ENDED: (row.end, _("Ended. Every number stays.")),
    }  # fmt: skip
    if (wanted := request.POST.get("state", "")) not in verbs:
        raise Http404
    return _step(request, trajectory, row, forms.Form(request.POST), *verbs[wanted])


def _step(
    request: Request, trajectory: Trajectory, row: Measure, form: forms.Form, verb: Callable[..., Any], said: str,
    **refused: Any,
) -> HttpResponse:  # fmt: skip
    if carry_out(request, form, verb) is None:
        return _one(request, trajectory, row, **(refused or {"plain": form}))
    messages.success(request, said)
    return redirect("rhythm:measure", trajectory.pk, row.pk)


def _one(request: Request, trajectory: Trajectory, row: Measure, **refused: Any) -> HttpResponse:
    narrow = {
        Measure: lambda rows, today: rows.filter(pk=row.pk),
        MeasureEntry: lambda rows, today: rows.filter(measure=row.pk),
    }
    here = read(request, trajectory, narrow)
    shown = measured(here)[0]
    number = NumberForm(measure=shown.measure)
    number.fields["value"].widget.attrs["autofocus"] = True
    empty: dict[str, Any] = {
        "plain": None, "number": number, "change": MeasureForm(here=here, initial=as_it_is(shown.measure)),
    }  # fmt: skip
    corrected, form = refused.pop("correction", (None, None))
    return page(
        request, "measure", here, status=REFUSED if refused or form else 200, shown=shown, measure=shown.measure,
        is_correcting=form is not None,
        corrections=[(each, form if each.pk == corrected else _correcting(each)) for each in shown.newest_first],
        **(empty | refused),
    )  # fmt: skip


def _correcting(entry: MeasureEntry) -> NumberForm:
    initial = {"value": entry.value, "remark": entry.remark, "measured_on": entry.measured_on}
    return NumberForm(measure=entry.measure, prefix_id=str(entry.pk), initial=initial)


def _whose(request: Request, here: Whole) -> list[Person]:
    """Whose a new measure may be: one's own, or that of whom one coaches."""
    if not here.trajectory.is_led_by(request.person):
        return [request.person]
    return [person for person in here.people.values() if person.pk != here.trajectory.coach_id]
