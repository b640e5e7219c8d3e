"""What somebody is called, as a field of a form that asks for other names too."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handrail.lib.refusal import Missing, Refusal
from handrail.practice.person import Person
from handrail.web.fields import LineField
from handrail.web.wording import word


class PersonNameField(LineField):
    """Refuses here what the person's own column would: the refusal could not say which of two names it is about."""

    def clean(self, value: Any) -> str:
        try:
            return str(Person._meta.get_field("name").tidy(super().clean(value)))
        except Missing:
            raise ValidationError(_("Say what you are called.")) from None
        except Refusal as refusal:
            raise ValidationError(word(refusal)) from None
