"""Where a messenger of the practice reaches me: the inputs, and what is known."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.outbox.apprise_place import ApprisePlace
from handrail.outbox.number import Number
from handrail.practice.person import Person


class NumberForm(forms.Form):
    place = forms.ChoiceField(label=_("By"), choices=[], widget=forms.Select(attrs={"class": "input short"}))
    number = forms.CharField(
        label=_("My number, or my name there"), max_length=64,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "tel"}),
        help_text=_("A telephone number with its country, like +31 6 12345678."),
        error_messages={"required": _("Give a number, or the name you have there.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, places: list[str]) -> None:
        super().__init__(data)
        offered: Any = self.fields["place"]
        offered.choices = [(name, name) for name in places]
        if len(places) == 1:
            offered.widget, offered.initial = forms.HiddenInput(), places[0]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six digits that were sent there"), max_length=12,
        widget=forms.TextInput(
            attrs={"class": "input short", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
        error_messages={"required": _("Type the six digits.")},
    )  # fmt: skip


def places_of(person: Person) -> list[str]:
    return list(ApprisePlace.objects.of(person.practice_id).values_list("name", flat=True))


def number_of(person: Person) -> dict[str, Any]:
    """What the page shows of it; nothing where the practice has set up no messenger and none is known."""
    number, places = Number.objects.filter(person_id=person.pk).first(), places_of(person)
    return {
        "number": number, "places": places, "number_form": NumberForm(places=places) if places else None,
        "code_form": CodeForm() if number and not number.shown_at else None,
    }  # fmt: skip
