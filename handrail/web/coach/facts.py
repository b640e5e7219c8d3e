"""What a coach keeps in mind about a client: written down, reworded, let go of. Nobody else comes here."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.fact import Fact, State
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.back import back
from handrail.web.coach.led import led_row, led_with_people
from handrail.web.coach.page import page, strip
from handrail.web.doors import for_coach
from handrail.web.fields import LineField, RowField
from handrail.web.request import Request


class FactForm(forms.Form):
    """`Fact.keep`."""

    text = LineField(label=_("Keep in mind"), hint=_("Only you read this."))

    def __init__(self, data: Any = None, *, people: Sequence[Person], **given: Any) -> None:
        super().__init__(data, auto_id="fact-%s", **given)
        self.people = people
        if len(people) > 1:
            self.fields["coachee"] = RowField(people, says=lambda person: person.name, label=_("About whom?"))

    def clean(self) -> dict[str, Any]:
        only = self.people[0] if len(self.people) == 1 else None
        return {"coachee": only, **self.cleaned_data}


class RewordForm(forms.Form):
    """`Fact.change`."""

    text = LineField(label=_("In other words"))

    def __init__(self, data: Any = None, *, fact: Fact) -> None:
        super().__init__(data, auto_id=f"fact-{fact.pk}-%s", initial={"text": fact.text})


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def facts(request: Request, trajectory_id: UUID) -> HttpResponse:
    trajectory, people = led_with_people(request, trajectory_id)
    form = FactForm(request.POST or None, people=people)
    if request.method == "POST" and carry_out(request, form, partial(Fact.keep, trajectory)):
        messages.success(request, _now("Kept in mind."))
        return redirect(back(request, otherwise=request.path))
    return _page(request, trajectory, people, form=form)


@require_POST
@for_coach
def fact(request: Request, fact_id: UUID) -> HttpResponse:
    row = led_row(request, Fact, fact_id)
    form = RewordForm(request.POST, fact=row)
    if carry_out(request, form, row.change) is None:
        trajectory, people = led_with_people(request, row.trajectory_id)
        return _page(request, trajectory, people, refused=(row, form))
    return redirect("coach:facts", row.trajectory_id)


@require_POST
@for_coach
def fact_state(request: Request, fact_id: UUID) -> HttpResponse:
    """The form posts the wanted state."""
    row = led_row(request, Fact, fact_id)
    verbs: dict[str, Callable[..., Fact]] = {State.KEPT: row.take_back, State.LET_GO: row.let_go}
    wanted = request.POST.get("state", "")
    if wanted not in verbs:
        raise Http404
    perform(request, verbs[wanted])
    said = {State.KEPT: _now("Kept in mind again."), State.LET_GO: _now("Let go. It stays in your timeline.")}
    messages.success(request, said[State(wanted)])
    return redirect(back(request, otherwise=reverse("coach:facts", args=[row.trajectory_id])))


def _page(
    request: Request, trajectory: Trajectory, people: Sequence[Person], *, form: FactForm | None = None,
    refused: tuple[Fact, RewordForm] | None = None,
) -> HttpResponse:  # fmt: skip
    whole = Whole.of(trajectory, request.person, at=now(), nouns=(Vision, Goal, Milestone, Fact))
    known = whole.every(Fact)
    forms_of = {refused[0].pk: refused[1]} if refused else {}
    names: dict[UUID | None, str] = {person.pk: person.given_name for person in people} if len(people) > 1 else {}
    kept = [
        (row, forms_of.get(row.pk) or RewordForm(fact=row), names.get(row.coachee_id, ""))
        for row in known if row.is_kept
    ]  # fmt: skip
    return page(
        request, "facts", trajectory=trajectory, names=", ".join(person.name for person in people),
        given_names=", ".join(person.given_name for person in people), kept=kept,
        let_go=[row for row in known if not row.is_kept], fact_form=form or FactForm(people=people),
        refused=refused[0].pk if refused else None,
        status=REFUSED if refused or (form is not None and form.is_bound) else 200, **strip(whole),
    )  # fmt: skip
