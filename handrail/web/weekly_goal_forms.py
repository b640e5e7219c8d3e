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
    anchor = LineField(label=_("Tied to"), hint=_("What you do anyway: “after my nine o’clock coffee”."))
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
    """How it went (`WeeklyGoal.review`), in the order it is asked: the best of it first, then what was harder; the
    number and what it rests on; and only at the end what could have been more [21, 22, 23]."""

    best = WordsField(label=_("What was the best of it?"), rows=2)
    happened = WordsField(label=_("What else happened, also what was harder?"), rows=2)
    percent = NumberField(
        low=0, high=100, label=_("How much of it came true, in per cent?"), hint=_("As it feels; 0 to 100.")
    )
    contributed = WordsField(label=_("What contributed to that?"), rows=2)
    not_lower = WordsField(label=_("What kept it from being less?"), rows=2)
    higher = WordsField(label=_("What could have made it a little more?"), rows=2)
    learned = WordsField(label=_("What was learned?"), hint=_("This can be the whole of it, at any number."), rows=2)
    fit = PickField(Fit, label=_("Its size was"), required=False)

    @property
    def behind_the_number(self) -> list[forms.BoundField]:
        return [self[name] for name in ("contributed", "not_lower", "higher")]


REVIEWED = tuple(WeeklyReviewForm.base_fields)


def as_reviewed(week: WeeklyGoal) -> dict[str, Any]:
    """What the review form shows: the last review, so that it can be corrected."""
    return {name: getattr(week, name) for name in REVIEWED}
