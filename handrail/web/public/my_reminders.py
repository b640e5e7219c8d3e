"""How I am reminded: when, how often, of what, and when not at all [80]. My coach sees it as my choice."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from handrail.outbox.number import Number
from handrail.outbox.push_subscription import PushSubscription
from handrail.reminders.choice import Channel, Choice
from handrail.reminders.judge import A_WEEK, EVERY_DAY
from handrail.reminders.kinds.every import KINDS
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.doors import for_coachee
from handrail.web.fields import DayField
from handrail.web.public.my_number_form import number_of
from handrail.web.public.sign_in import ASKED_OR_SENT
from handrail.web.request import Request

DAYS = [(str(number + 1), name) for number, name in WEEKDAYS.items()]
HALF_HOURS = [(minute, f"{minute // 60:02}:{minute % 60:02}") for minute in range(0, 24 * 60, 30)]
OFTEN = [
    (number, ngettext_lazy("at most %(n)d in seven days", "at most %(n)d in seven days", "n") % {"n": number})
    for number in range(A_WEEK, 0, -1)
]


def hour_field(label: Any, *, nothing: Any = "") -> forms.TypedChoiceField:
    choices = [("", nothing), *HALF_HOURS] if nothing else HALF_HOURS
    select = forms.Select(attrs={"class": "input short"})
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=not nothing, widget=select
    )


def keep_hour(field: Any, minute: int | None) -> None:
    """An hour that was set elsewhere, to the minute, is not rounded by looking at it."""
    if minute is not None and minute % 30:
        field.choices = [*field.choices, (minute, f"{minute // 60:02}:{minute % 60:02}")]


class ChoiceForm(forms.Form):
    """Cleans to what `Choice.choose` takes."""

    channel = forms.ChoiceField(label=_("Where they come"), choices=[], widget=forms.RadioSelect)
    hour = hour_field(_("At what hour"))
    days = forms.MultipleChoiceField(
        label=_("On which days"), choices=DAYS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose a day at least; or stop them all, below.")},
    )  # fmt: skip
    a_week = forms.TypedChoiceField(label=_("How many"), choices=OFTEN, coerce=int, widget=forms.RadioSelect)
    quiet_from = hour_field(_("Quiet from"))
    quiet_until = hour_field(_("until"))
    report_day = forms.TypedChoiceField(
        label=_("The day to look back at my week"), choices=DAYS, coerce=int,
        widget=forms.Select(attrs={"class": "input short"}),
    )  # fmt: skip
    daily_at = hour_field(_("A short check-in"), nothing=_("No, thank you"))
    daily_days = forms.MultipleChoiceField(
        label=_("The check-in comes on"), choices=DAYS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, choice: Choice) -> None:
        held = {name: getattr(choice, name) for name in self.base_fields}
        super().__init__(data, initial=held | {"days": list(choice.days), "daily_days": list(choice.daily_days)})
        offered: Any = self.fields["channel"]
        offered.choices = [(each.value, each.label) for each in ways_of(choice)]
        if len(offered.choices) == 1:
            offered.widget = forms.HiddenInput()
        for name in ("hour", "quiet_from", "quiet_until", "daily_at"):
            keep_hour(self.fields[name], held[name])

    def clean_days(self) -> str:
        return "".join(sorted(self.cleaned_data["days"]))

    def clean_daily_days(self) -> str:
        """None ticked: a form of before, or all of them."""
        return "".join(sorted(self.cleaned_data["daily_days"])) or EVERY_DAY


def ways_of(choice: Choice) -> list[Channel]:
    """Mail; a device or a number that is known; and what they chose, also where that is gone."""
    person_id, here = choice.person_id, choice.practice_id
    known = {
        Channel.PUSH: PushSubscription.objects.of(here, [person_id]).exists(),
        Channel.APPRISE: Number.objects.shown().filter(person_id=person_id).exists(),
    }
    return [Channel.EMAIL, *(way for way, is_known in known.items() if is_known or choice.channel == way)]


class RestForm(forms.Form):
    until = DayField(label=_("No reminders before"))


@require_http_methods(ASKED_OR_SENT)
@for_coachee
def reminders(request: Request) -> HttpResponse:
    choice = Choice.of(request.person)
    if request.method != "POST":
        return page(request)
    form = ChoiceForm(request.POST, choice=choice)
    if carry_out(request, form, partial(Choice.choose, request.person)) is None:
        return page(request, form, status=REFUSED)
    messages.success(request, _now("Kept. So it is from now on."))
    return redirect("my-reminders")


@require_POST
@for_coachee
def rest(request: Request) -> HttpResponse:
    """Not for a while, not at all, or all of it again."""
    person, what = request.person, request.POST.get("what")
    if what in ("stop", "again"):
        perform(request, partial(Choice.stop if what == "stop" else Choice.resume, person))
        return redirect("my-reminders")
    form = RestForm(request.POST)
    if carry_out(request, form, partial(Choice.later, person)) is None:
        return page(request, rest_form=form, status=REFUSED)
    return redirect("my-reminders")


def page(request: Request, form: ChoiceForm | None = None, *, status: int = 200, **forms_: forms.Form) -> HttpResponse:
    choice = Choice.of(request.person)
    without, eased = _titles(choice.chosen.without), _titles(choice.chosen.eased)
    waits_until: date | None = choice.later_until
    context = {
        "form": form or ChoiceForm(choice=choice), "choice": choice, "without": without, "eased": eased,
        "rest_form": RestForm(initial={"until": waits_until}), **number_of(request.person), **forms_,
    }  # fmt: skip
    return render(request, "public/my_reminders.html", context, status=status)


def _titles(names: frozenset[str]) -> list[Any]:
    return [KINDS[name].title for name in sorted(names) if name in KINDS]
