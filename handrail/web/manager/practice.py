"""The practice itself: its name, what it calls a goal, and the agreement that clients say yes to."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.difference import fingerprint
from handrail.practice.agreement import Agreement
from handrail.practice.practice import GoalLabel
from handrail.web.acting import REFUSED, carry_out
from handrail.web.both import both_of
from handrail.web.doors import for_manager
from handrail.web.fields import LineField, WordsField
from handrail.web.request import Request


class PracticeForm(forms.Form):
    name = LineField(label=_("Name of the practice"))
    goal_label = forms.ChoiceField(
        label=_("What a goal for three months is called"), choices=GoalLabel.choices, widget=forms.RadioSelect
    )
    week_minutes = forms.IntegerField(
        label=_("Minutes a week that a client is asked for, at most"), required=False, min_value=1, max_value=600,
        widget=forms.NumberInput(attrs={"class": "input short"}),
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        default = settings.HANDRAIL_WEEK_MINUTES
        self.fields["week_minutes"].help_text = _(
            "A coach sees what a week asks beside it, and nothing is blocked. Empty: %(minutes)d."
        ) % {"minutes": default}


class AgreementForm(forms.Form):
    text = WordsField(
        label=_("The agreement"),
        hint=_("New words are a new version, for those who come after. What somebody said yes to stays as it was."),
        rows=14,
    )
    base = forms.CharField(required=False, widget=forms.HiddenInput)


@require_safe
@for_manager
def practice(request: Request) -> HttpResponse:
    return _page(request)


@require_POST
@for_manager
def name(request: Request) -> HttpResponse:
    form = PracticeForm(request.POST)
    if carry_out(request, form, request.person.practice.change):
        messages.success(request, _now("Kept."))
        return redirect("manager:practice")
    return _page(request, practice_form=form)


@require_POST
@for_manager
def agreement(request: Request) -> HttpResponse:
    form = AgreementForm(request.POST)
    if written := carry_out(request, form, Agreement.write):
        messages.success(request, _now("Version %(version)d is what holds from now on.") % {"version": written.version})
        return redirect("manager:practice")
    return _page(request, agreement_form=form)


def _page(request: Request, **refused: Any) -> HttpResponse:
    here, latest = request.person.practice, Agreement.objects.current(request.person.practice_id)
    typed = refused.get("agreement_form")
    context = {
        "practice_form": PracticeForm(initial=model_to_dict(here, list(PracticeForm.base_fields))),
        "agreement_form": AgreementForm(initial={"text": latest.text, "base": fingerprint(latest.text)}),
        "latest": latest,
        "both": both_of(typed, theirs=latest.text),
        **refused,
    }
    return render(request, "manager/practice.html", context, status=REFUSED if refused else 200)
