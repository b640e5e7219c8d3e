"""Lines that a form checks by itself: it asks for several names, or says at once all that is amiss."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from handrail.lib.refusal import Refusal
from handrail.lib.said import Said
from handrail.lib.words import Words
from handrail.practice.account import address
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.web.fields import LineField
from handrail.web.wording import word

CALLED = _("Say what you are called.")


class CheckedField(LineField):
    """Refuses what the column would; `missing` is what an empty one is told."""

    def __init__(self, *, check: Callable[[str], str], missing: Said, autocomplete: str = "off", **given: Any) -> None:
        super().__init__(**given)
        self.check, self.missing = check, missing
        self.widget.attrs["autocomplete"] = autocomplete

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed.strip():
            raise ValidationError(str(self.missing))
        try:
            return self.check(typed)
        except Refusal as refusal:
            raise ValidationError(word(refusal)) from None


def person_name_field(*, label: Said, missing: Said = CALLED, **given: Any) -> CheckedField:
    return CheckedField(check=_tidy(Person, "name"), label=label, missing=missing, **given)


def practice_name_field(*, label: Said, **given: Any) -> CheckedField:
    return CheckedField(check=_tidy(Practice, "name"), label=label, missing=_("Give it a name."), **given)


def email_field(*, label: Said, **given: Any) -> CheckedField:
    field = CheckedField(check=address, label=label, missing=_("Write the address."), **given)
    field.widget.input_type = "email"
    return field


def _tidy(model: type[Model], column: str) -> Callable[[str], str]:
    words = model._meta.get_field(column)
    assert isinstance(words, Words)
    return words.tidy
