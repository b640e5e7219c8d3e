"""The kinds of input that the forms are made of. They read what was typed; the rules are the nouns'."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import FIRST_DAY, LAST_DAY
from handrail.lib.amount import TwoWays, amount, plain
from handrail.lib.refusal import NotUnderstood
from handrail.lib.said import Said
from handrail.web.wording import word


class WordsField(forms.CharField):
    """Somebody's words, on as many lines as they need. Length and emptiness are the noun's to judge:
    an input that cuts off at its limit loses words without saying so."""

    def __init__(self, *, label: Said = "", hint: Said = "", rows: int = 3, initial: Any = None) -> None:
        widget = forms.Textarea(attrs={"class": "input", "rows": rows})
        super().__init__(required=False, strip=False, label=label, help_text=hint, widget=widget, initial=initial)


class LineField(forms.CharField):
    """Words that fit on one line."""

    def __init__(self, *, label: Said = "", hint: Said = "", initial: Any = None) -> None:
        widget = forms.TextInput(attrs={"class": "input", "autocomplete": "off"})
        super().__init__(required=False, strip=False, label=label, help_text=hint, widget=widget, initial=initial)


class DayInput(forms.DateInput):
    input_type = "date"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, str) and value and not _is_day(value):
            # A date input shows nothing at all for what it cannot read; typed words are not thrown away.
            context["widget"]["type"] = "text"
        return context


class DayField(forms.DateField):
    def __init__(self, *, label: Said = "", hint: Said = "", required: bool = True, initial: Any = None) -> None:
        super().__init__(
            required=required, label=label, help_text=hint, initial=initial, input_formats=["%Y-%m-%d"],
            widget=DayInput(format="%Y-%m-%d", attrs={"class": "input short"}),
            error_messages={
                "required": _("Choose a day."),
                "invalid": _("That is not a day in the calendar. Choose one, or write it like 2026-03-05."),
            },
        )  # fmt: skip

    def to_python(self, value: Any) -> date | None:
        """Beyond these years there is nothing to reckon with: a week on from the last day of all would be none."""
        day = super().to_python(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("That year is out of reach. Is it a typing error?"))
        return day


class ScaleField(forms.TypedChoiceField):
    """Nought to ten, or other steps, or not said. Drawn as a rail by parts/_scale.html."""

    def __init__(
        self, *, label: Said = "", hint: Said = "", low: Said = "", high: Said = "", first: int = 0, last: int = 10,
        may_stay_open: bool = True,
    ) -> None:  # fmt: skip
        steps = [(str(step), str(step)) for step in range(first, last + 1)]
        wrong = _("Choose a number from %(first)d to %(last)d.") % {"first": first, "last": last}
        super().__init__(
            required=False, label=label, help_text=hint, choices=steps, coerce=int, empty_value=None,
            widget=forms.RadioSelect, error_messages={"invalid_choice": wrong},
        )  # fmt: skip
        self.low, self.high, self.may_stay_open = low, high, may_stay_open


class NumberField(forms.IntegerField):
    """A whole number; what range makes sense is the noun's to say, the browser is only told."""

    def __init__(self, *, low: int, high: int, label: Said = "", hint: Said = "") -> None:
        widget = forms.NumberInput(attrs={"class": "input short", "min": low, "max": high, "inputmode": "numeric"})
        messages = {
            "required": _("Give a number, roughly is enough."),
            "invalid": _("That is not a whole number."),
        }
        super().__init__(label=label, help_text=hint, widget=widget, error_messages=messages)


class HourInput(forms.TimeInput):
    input_type = "time"


class HourField(forms.TimeField):
    """An hour of the day by the clock on the wall, or none."""

    def __init__(self, *, label: Said = "", hint: Said = "") -> None:
        super().__init__(
            required=False, label=label, help_text=hint, input_formats=["%H:%M", "%H:%M:%S"],
            widget=HourInput(format="%H:%M", attrs={"class": "input short"}),
            error_messages={"invalid": _("That is no hour. Write it like 18:30.")},
        )  # fmt: skip


WEEKDAYS = [
    ("1", _("Mon")), ("2", _("Tue")), ("3", _("Wed")), ("4", _("Thu")), ("5", _("Fri")), ("6", _("Sat")),
    ("7", _("Sun")),
]  # fmt: skip


class WeekdaysField(forms.MultipleChoiceField):
    """Days of the week; cleans to the nouns' way of writing them, "135"."""

    def __init__(self, *, label: Said = "", hint: Said = "", initial: str = "1234567") -> None:
        super().__init__(
            label=label, help_text=hint, choices=WEEKDAYS, initial=initial, widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one day.")},
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return list(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        return "".join(sorted(super().clean(value)))


class AmountField(forms.CharField):
    """Any number, with a comma or a point, its unit behind it or not. Cleans to a Decimal, or to None where it may stay
    open. How large it may be is the noun's to say."""

    def __init__(self, *, label: Said = "", hint: Said = "", unit: str = "", required: bool = False) -> None:
        attrs = {"class": "input short", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(
            required=required, label=label, help_text=hint, widget=forms.TextInput(attrs=attrs),
            error_messages={"required": _("Give a number, roughly is enough.")},
        )  # fmt: skip
        self.unit = unit

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not said:
            return None
        try:
            return amount(said, unit=self.unit)
        except TwoWays as refusal:
            raise forms.ValidationError(word(refusal)) from None
        except NotUnderstood:
            raise forms.ValidationError(_("That is not a number yet. Write it like 7.5 or 7,5.")) from None


class PickField(forms.ChoiceField):
    """One of a noun's own words, as lines to tap."""

    def __init__(
        self, choices: type[models.TextChoices], *, label: Said = "", initial: Any = None, required: bool = True,
        as_radios: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(
            required=required, label=label, choices=choices.choices, initial=initial,
            widget=forms.RadioSelect() if as_radios else forms.Select(attrs={"class": "input"}),
            error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of those offered.")},
        )  # fmt: skip


class RowField(forms.ChoiceField):
    """One of some rows, or none where `nothing` says what that is called. Cleans to the row itself."""

    def __init__(
        self, rows: Iterable[models.Model], *, says: Callable[[Any], str], label: Said = "", hint: Said = "",
        nothing: Said = "", as_radios: bool = False,
    ) -> None:  # fmt: skip
        self.rows = {str(row.pk): row for row in rows}
        choices: list[tuple[str, Any]] = [("", nothing)] if nothing else []
        choices += [(key, says(row)) for key, row in self.rows.items()]
        super().__init__(
            required=not nothing, label=label, help_text=hint, choices=choices,
            widget=forms.RadioSelect() if as_radios else forms.Select(attrs={"class": "input"}),
            error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of those offered.")},
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        key = super().clean(value)
        return self.rows[key] if key else None


def _is_day(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False
