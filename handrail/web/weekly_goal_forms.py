"""What one can write about a weekly goal. Field names are the verbs' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.weekly_goal import Fit, WeeklyGoal
from handrail.web.fields import DayField, LineField, NumberField, PickField, WordsField


class _Weekly(forms.Form):
    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.removesuffix('Form').lower()}-%s", **given)


class WeeklyGoalForm(_Weekly):
    """An experiment for a week (`WeeklyGoal.propose`)."""

    text = LineField(label=_("What to try"))
    expectation = WordsField(label=_("What do you expect will happen?"), hint=_("An experiment needs a guess."), rows=2)
    starts_on = DayField(label=_("From"), hint=_("Left open: today."), required=False)
    ends_on = DayField(label=_("To"), hint=_("Left open: a week."), required=False)


class JointWeeklyGoalForm(WeeklyGoalForm):
    """The coach's: did the two agree it together?"""

    agreed = forms.BooleanField(
        required=False, initial=True, label=_("We agreed this together"),
        help_text=_("Otherwise it waits until your client takes it up."),
    )  # fmt: skip


class AdjustmentForm(_Weekly):
    """Another version while it runs (`WeeklyGoal.adjust`)."""

    text = LineField(label=_("What to try"))
    expectation = WordsField(label=_("What do you expect will happen?"), rows=2)
    base = forms.CharField(required=False, widget=forms.HiddenInput)


class WeeklyReviewForm(_Weekly):
    """How it went (`WeeklyGoal.review`): the best of it first, the number as one of several things."""

    happened = WordsField(label=_("What happened? Begin with the best of it."))
    percent = NumberField(
        low=0, high=100, label=_("How much of it came true, in per cent?"), hint=_("As it feels; 0 to 100.")
    )
    learned = WordsField(label=_("What was learned?"), hint=_("This can be the whole of it, at any number."))
    fit = PickField(Fit, label=_("Its size was"), required=False)


def as_reviewed(week: WeeklyGoal) -> dict[str, Any]:
    """What the review form shows: the last review, so that it can be corrected."""
    return {"happened": week.happened, "percent": week.percent, "learned": week.learned, "fit": week.fit}
