"""Writing the vision (`Vision.write`); the coach may write the client's words down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.web.fields import WordsField


class VisionForm(forms.Form):
    text = WordsField(
        label=_("The vision"), hint=_("As what is wanted, not only what is to stop; as if it were so."), rows=6
    )
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id="vision-%s", **given)
