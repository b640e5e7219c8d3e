"""Questions to a client: each tied to a session, a goal or an exercise, asked once or again [84, 87]."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.trajectory.exercise import Exercise
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.back import back
from handrail.web.coach.answers import answers, by_prompt
from handrail.web.coach.led import led_row
from handrail.web.coach.work_page import clients_of, led_whole, new_here, work_page
from handrail.web.doors import for_coach
from handrail.web.fields import RowField, WordsField
from handrail.web.request import Request
from handrail.web.words import session_said


class PromptForm(forms.Form):
    """`Reflection.ask`: one question, and the one thing it is about."""

    question = WordsField(label=_("What would you like to ask?"), hint=_("Open: what, how, when."), rows=2)

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, auto_id="prompt-%s", **given)
        sessions = [session for session in reversed(whole.sessions) if not session.fell_out]
        exercises = [each for each in whole.every(Exercise) if each.state == "given"]
        self.fields["about"] = RowField(
            [*sessions, *whole.open_goals, *exercises], says=partial(_about, whole), label=_("What is it about?")
        )
        if len(coachees := clients_of(whole)) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whom?"))
        self.coachees = coachees

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        about = typed.pop("about", None)
        return {"coachee": self.coachees[0], **typed, str(about._meta.model_name): about} if about else typed


def _about(whole: Whole, row: Any) -> str:
    if row._meta.model_name == "session":
        return capfirst(session_said(whole, row))
    if row._meta.model_name == "goal":
        return _now("Goal: %(text)s") % {"text": row.text}
    return _now("Exercise: %(title)s") % {"title": row.title}


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def prompts(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = led_whole(request, trajectory_id)
    if request.method == "POST":
        form = PromptForm(request.POST, whole=whole)
        if carry_out(request, form, partial(Reflection.ask, whole.trajectory)):
            messages.success(request, _asked(whole))
            return redirect(back(request, otherwise=request.path))
    else:
        form = PromptForm(whole=whole, initial={"about": request.GET.get("about")})
    return work_page(
        request, "prompts", whole, status=REFUSED if form.errors else 200, form=new_here(form, "question"),
        asked=by_prompt(whole, answers(whole)),
    )  # fmt: skip


@require_POST
@for_coach
def reflections(request: Request, prompt_id: UUID) -> HttpResponse:
    """The same question once more, to be read beside the earlier answers."""
    prompt = led_row(request, Prompt, prompt_id)
    if carry_out(request, forms.Form(request.POST), partial(Reflection.ask_again, prompt)):
        messages.success(request, _now("Asked again. The earlier answers will stand beside the new one."))
    return redirect(back(request, otherwise=reverse("coach:prompts", args=[prompt.trajectory_id])))


def _asked(whole: Whole) -> str:
    names = ", ".join(client.given_name for client in clients_of(whole))
    return _now("Asked. It waits for %(client)s, who decides who may read the answer.") % {"client": names}
