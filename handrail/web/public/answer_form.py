"""The inputs of one way to answer."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.reminders.answers import Answer, Given
from handrail.web.fields import DayField, ScaleField, WordsField
from handrail.web.moment import MomentForm
from handrail.web.sheet import SheetForm

# More digits than any measure keeps; what is longer is a typing error.
DIGITS = 20


class AmountField(forms.CharField):
    """A number as people write it: with a comma or a point."""

    def __init__(self, *, label: Any = "") -> None:
        widget = forms.TextInput(attrs={"class": "input short", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(label=label, widget=widget, max_length=DIGITS, error_messages={
            "required": _("Give a number, roughly is enough."), "max_length": _("That is not a number."),
        })  # fmt: skip

    def clean(self, value: Any) -> Any:
        return amount(super().clean(value))


def amount(written: str) -> Decimal:
    try:
        number = Decimal(written.strip().replace(",", "."))
    except InvalidOperation:
        raise forms.ValidationError(_now("That is not a number.")) from None
    if not number.is_finite():
        raise forms.ValidationError(_now("That is not a number."))
    return number


class AnswerForm(forms.Form):
    """Cleans to what an answer takes."""

    def __init__(self, data: Any = None, *, way: str, asked: Answer) -> None:
        super().__init__(data, auto_id=f"{way}-%s")
        offered = self._offered(asked)
        self.fields |= {name: offered[name] for name in asked.asks}

    def _offered(self, asked: Answer) -> dict[str, forms.Field]:
        return {
            "number": AmountField(label=_("The number")),
            "energy": ScaleField(label=_("Energy"), low=_("none"), high=_("full of it")),
            "day": DayField(label=_("Which day?")),
            "text": WordsField(label=asked.words, rows=2),
            "moved": WordsField(label=_("What moved?"), rows=2),
            "stuck": WordsField(label=_("What got stuck?"), rows=2),
            "next_step": WordsField(label=_("What comes next?"), rows=2),
            "wish": WordsField(label=_("What I wish for from this session"), rows=2),
            "shared": forms.BooleanField(required=False, label=_("My coach may read this")),
        }

    @property
    def given(self) -> Given:
        return Given(**self.cleaned_data)


class SheetAnswerForm(SheetForm):
    """An exercise in its boxes, empty: what was begun elsewhere is on no page that a link opens."""

    shared = forms.BooleanField(required=False, label=_("My coach may read this"))

    @property
    def given(self) -> Given:
        return Given(text=self.text, shared=self.cleaned_data["shared"])


class AnotherTimeForm(MomentForm):
    def __init__(self, data: Any = None, *, zone: str) -> None:
        super().__init__(data, zone=zone, name="another")
        del self.fields["minutes"]

    @property
    def given(self) -> Given:
        return Given(starts_at=self.cleaned_data["starts_at"])
