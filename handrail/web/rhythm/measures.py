"""Measures: numbers over weeks, where they are to go, what there was to say; one page for coach and client."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
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
from handrail.trajectory.measuring import Cell, Plot, Taken, is_due, plot, standing, weeks
from handrail.trajectory.report_draft import worded
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.request import Request
from handrail.web.rhythm.frame import looking_back, page, read, row_of
from handrail.web.rhythm.measure_forms import MeasureForm, NumberForm, as_it_is

# Numbers that one plot draws, and that one page lists.
DRAWN, LISTED = 100, 30
NUMBERS: dict[Any, Any] = {Measure: None, MeasureEntry: None}


@dataclass(frozen=True)
class Measured:
    """A measure with its numbers, the oldest first."""

    measure: Measure
    entries: Sequence[MeasureEntry]
    here: Whole

    @cached_property
    def taken(self) -> list[Taken]:
        return [Taken(each.measured_on, each.value, each.remark) for each in self.entries]

    @cached_property
    def plot(self) -> Plot | None:
        """The newest; what is older is in the sum from which the line begins."""
        measure, older = self.measure, self.taken[:-DRAWN]
        start = measure.start_value or Decimal(0)
        if measure.cumulative:
            start += sum((each.value for each in older), Decimal(0))
        return plot(self.taken[-DRAWN:], target=measure.target, start=start, adds_up=measure.cumulative)

    @cached_property
    def standing(self) -> Decimal | None:
        return standing(self.taken, adds_up=self.measure.cumulative, start=self.measure.start_value)

    @property
    def says(self) -> str:
        """What a picture of it shows, in words."""
        measure = self.measure
        told = {"name": measure.name, "value": worded(self.standing or Decimal(0), measure.unit)}
        if measure.target is None:
            return _("%(name)s, %(value)s by now") % told
        target = worded(measure.target, measure.unit)
        return _("%(name)s, %(value)s by now; the line is %(target)s") % {**told, "target": target}

    @property
    def weeks(self) -> tuple[Cell, ...]:
        return weeks(self.taken, today=self.here.today, adds_up=self.measure.cumulative)

    @property
    def is_due(self) -> bool:
        last_on = self.taken[-1].on if self.taken else None
        return self.is_active and is_due(self.measure.cadence, last_on=last_on, today=self.here.today)

    @property
    def is_active(self) -> bool:
        return self.measure.state == State.ACTIVE

    @property
    def newest_first(self) -> list[MeasureEntry]:
        return list(reversed(self.entries))[:LISTED]

    @property
    def by(self) -> str:
        """Whose it is."""
        who = self.here.people.get(self.measure.coachee_id) if self.measure.coachee_id else None
        return who.given_name if who else ""


@require_http_methods(["GET", "HEAD", "POST"])
@looking_back
def measures(request: Request, trajectory: Trajectory) -> HttpResponse:
    here = read(request, trajectory, NUMBERS)
    coachees = _whose(request, here)
    data = request.POST if request.method == "POST" else None
    form = MeasureForm(data, here=here, coachees=coachees)
    if request.method == "POST":
        one = {"coachee": coachees[0]} if len(coachees) == 1 else {}
        added = carry_out(request, form, partial(Measure.add, trajectory), **one) if coachees else None
        if added is not None:
            messages.success(request, _("“%(name)s” is being measured from now on.") % {"name": added.name})
            return redirect("rhythm:measure", trajectory.pk, added.pk)
    every = _measured(here)
    return page(
        request, "measures", here, status=REFUSED if form.is_bound else 200, form=form, is_adding=form.is_bound,
        active=[each for each in every if each.is_active], ended=[each for each in every if not each.is_active],
    )  # fmt: skip


@require_safe
@looking_back
def scorecard(request: Request, trajectory: Trajectory) -> HttpResponse:
    """The last thirteen weeks of what is being measured."""
    here = read(request, trajectory, NUMBERS)
    return page(request, "scorecard", here, lines=[each for each in _measured(here) if each.is_active])


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
    shown = _measured(here)[0]
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


def _measured(here: Whole) -> list[Measured]:
    taken: dict[UUID, list[MeasureEntry]] = {}
    for entry in sorted(here.every(MeasureEntry), key=lambda entry: (entry.measured_on, entry.pk)):
        taken.setdefault(entry.measure_id, []).append(entry)
    return [Measured(measure, taken.get(measure.pk, []), here) for measure in here.every(Measure)]


def _whose(request: Request, here: Whole) -> list[Person]:
    """Whose a new measure may be: one's own, or that of whom one coaches."""
    if not here.trajectory.is_led_by(request.person):
        return [request.person]
    return [person for person in here.people.values() if person.pk != here.trajectory.coach_id]
