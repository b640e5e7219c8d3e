"""Exercises: a method that comes with Handrail, one of the practice's own, or a plain question; given with a place to
answer [25, 26, 97]."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.whole import WORK, Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.action_forms import goal_field, session_field
from handrail.web.coach.answers import answers, by_prompt
from handrail.web.coach.led import led_row
from handrail.web.coach.library import Listed, library, listed
from handrail.web.coach.work_page import clients_of, led_whole, work_page
from handrail.web.doors import for_coach
from handrail.web.fields import LineField, RowField, WordsField
from handrail.web.over_time import scales
from handrail.web.request import Request
from handrail.web.sheet import SheetForm


class ExerciseForm(forms.Form):
    """`Exercise.give`. A method fills it in; title, task and question may be changed before it is given."""

    title = LineField(label=_("What it is called"))
    instructions = WordsField(label=_("What to do"), rows=4)
    question = WordsField(label=_("The question to answer afterwards"), rows=2)
    method = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, whole: Whole, of: Listed | None, wanted: dict[str, Any] | None = None
    ) -> None:
        words: dict[str, Any] = {}
        if of is not None:
            words = {"title": of.form.title, "instructions": of.form.instructions, "question": of.form.question}
            words |= {"method": of.name}
        super().__init__(data, auto_id="give-%s", initial={**(wanted or {}), **words})
        self.fields["goal"], self.fields["session"] = goal_field(whole), session_field(whole)
        if len(coachees := clients_of(whole)) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whom?"))
        self.coachees, self.of = coachees, of

    def clean(self) -> dict[str, Any]:
        whose = {"coachee": self.coachees[0]} if self.coachees else {}
        what = {"method": self.of.name, "form": self.of.text} if self.of else {"method": "", "form": ""}
        return {**whose, **self.cleaned_data, **what}


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def exercises(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = led_whole(request, trajectory_id)
    if request.method != "POST":
        return _list(request, whole)
    form = ExerciseForm(request.POST, whole=whole, of=listed(request.person, request.POST.get("method", "")))
    exercise = carry_out(request, form, partial(Exercise.give, whole.trajectory))
    if exercise is None:
        return _list(request, whole, form)
    messages.success(request, _now("Given, with its question. It waits for your client."))
    return redirect("coach:exercise", exercise.pk)


@require_safe
@for_coach
def exercise(request: Request, exercise_id: UUID) -> HttpResponse:
    exercise = led_row(request, Exercise, exercise_id)
    whole = Whole.of(exercise.trajectory, request.person, at=now(), nouns=(*WORK, ScaleAnswer, Brainstorm))
    asked = [each for each in by_prompt(whole, answers(whole)) if each.prompt.exercise_id == exercise.pk]
    exercise = whole.rows[Exercise][exercise.pk]
    return work_page(
        request, "exercise", whole, exercise=exercise, asked=asked, scales=scales(whole, exercise),
        storms=[each for each in whole.every(Brainstorm) if each.exercise_id == exercise.pk],
        sheet=SheetForm(exercise.sheet) if exercise.sheet else None,
    )  # fmt: skip


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
    form = refused
    if form is None and (name := request.GET.get("method")) is not None:
        form = ExerciseForm(whole=whole, of=listed(request.person, name), wanted=wanted)
    return work_page(
        request, "exercises", whole, status=REFUSED if refused else 200, form=form,
        given=[each for each in reversed(whole.every(Exercise)) if each.state == "given"],
        set_aside=[each for each in whole.every(Exercise) if each.state != "given"],
        library=library(request.person),
        about=urlencode({name: value for name, value in wanted.items() if value}),
    )  # fmt: skip
