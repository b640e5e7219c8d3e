"""Exercises: one of those that come with Handrail, or one's own; with the question that is answered about it."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.trajectory.exercise import Exercise
from handrail.trajectory.methods import METHODS, Method, method
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.action_forms import goal_field, session_field
from handrail.web.coach.answers import answers, by_prompt
from handrail.web.coach.led import led_row
from handrail.web.coach.work_page import clients_of, led_whole, whole_of, work_page
from handrail.web.doors import for_coach
from handrail.web.fields import LineField, RowField, WordsField
from handrail.web.request import Request

OWN = Method(key="", title=_("Something of your own"), instructions="", question="")


class ExerciseForm(forms.Form):
    """`Exercise.give`. A shipped method fills it in; every word of it may be changed before it is given."""

    title = LineField(label=_("What it is called"))
    instructions = WordsField(label=_("What to do"), rows=4)
    question = WordsField(label=_("The question to answer afterwards"), rows=2)
    method = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, whole: Whole, of: Method, wanted: dict[str, Any] | None = None) -> None:
        words = {"title": of.title, "instructions": of.instructions, "question": of.question, "method": of.key}
        super().__init__(data, auto_id=f"{of.key or 'own'}-%s", initial={**(wanted or {}), **(words if of.key else {})})
        self.fields["goal"], self.fields["session"] = goal_field(whole), session_field(whole)
        if len(coachees := clients_of(whole)) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whom?"))
        self.coachees = coachees

    def clean_method(self) -> str:
        return self.cleaned_data["method"] if method(self.cleaned_data["method"]) else ""

    def clean(self) -> dict[str, Any]:
        return {"coachee": self.coachees[0], **self.cleaned_data} if self.coachees else self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def exercises(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = led_whole(request, trajectory_id)
    if request.method != "POST":
        return _list(request, whole)
    form = ExerciseForm(request.POST, whole=whole, of=method(request.POST.get("method", "")) or OWN)
    exercise = carry_out(request, form, partial(Exercise.give, whole.trajectory))
    if exercise is None:
        return _list(request, whole, form)
    messages.success(request, _now("Given, with its question. It waits for your client."))
    return redirect("coach:exercise", exercise.pk)


@require_safe
@for_coach
def exercise(request: Request, exercise_id: UUID) -> HttpResponse:
    exercise = led_row(request, Exercise, exercise_id)
    whole = whole_of(request, exercise.trajectory)
    asked = [each for each in by_prompt(whole, answers(whole)) if each.prompt.exercise_id == exercise.pk]
    return work_page(request, "exercise", whole, exercise=whole.rows[Exercise][exercise.pk], asked=asked)


@require_POST
@for_coach
def standing(request: Request, exercise_id: UUID) -> HttpResponse:
    """Set aside: not for now, or never. What was written stays."""
    exercise = led_row(request, Exercise, exercise_id)
    if carry_out(request, forms.Form(request.POST), exercise.set_aside):
        messages.success(request, _now("Set aside. What was written about it stays."))
    return redirect("coach:exercise", exercise.pk)


def _list(request: Request, whole: Whole, refused: ExerciseForm | None = None) -> HttpResponse:
    wanted = {"session": request.GET.get("session"), "goal": request.GET.get("goal")}
    typed = refused.auto_id if refused else None
    offers = [(of, ExerciseForm(whole=whole, of=of, wanted=wanted)) for of in (*METHODS, OWN)]
    return work_page(
        request, "exercises", whole, status=REFUSED if refused else 200,
        given=[each for each in reversed(whole.every(Exercise)) if each.state == "given"],
        set_aside=[each for each in whole.every(Exercise) if each.state != "given"],
        offers=[(of, refused, True) if form.auto_id == typed else (of, form, False) for of, form in offers],
    )  # fmt: skip
