"""Keeping a win that no action or goal stands for (`Win.add`)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.whole import Whole
from handrail.web.action_forms import goal_field
from handrail.web.fields import DayField, LineField


class WinForm(forms.Form):
    text = LineField(label=_("What went well?"))
    won_on = DayField(label=_("When"), hint=_("Left open: today."), required=False)

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, auto_id="win-%s", **given)
        self.fields["goal"] = goal_field(whole)
