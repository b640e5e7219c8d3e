"""What one can write about an action; the coach's and the client's pages ask alike. Field names are the verbs' own."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.practice.person import Person
from handrail.trajectory.whole import Whole
from handrail.web.fields import DayField, LineField, RowField, ScaleField, WordsField
from handrail.web.words import session_said

WEEK = timedelta(days=7)


class ActionForm(forms.Form):
    """A new commitment (`Action.propose`)."""

    text = LineField(label=_("What"))
    due_on = DayField(label=_("By"), hint=_("A day, so that it can come back to you both."))
    confidence = ScaleField(
        label=_("How sure is it that this will happen?"),
        hint=_("May stay open. Below 7 it is worth making it smaller, or finding support."),
        low=_("not at all"),
        high=_("completely"),
    )

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, auto_id="new-action-%s", **given)
        self.initial.setdefault("due_on", whole.today + WEEK)
        self.fields["goal"] = goal_field(whole)
        self.fields["session"] = session_field(whole)


class JointActionForm(ActionForm):
    """The coach's: whose it is, and whether the two agreed it together."""

    anchor = LineField(label=_("Tied to"), hint=_("What they do anyway: “after the nine o’clock coffee”."))
    agreed = forms.BooleanField(
        required=False,
        initial=True,
        label=_("We agreed this together"),
        help_text=_("Otherwise it waits until your client takes it up."),
    )

    def __init__(self, data: Any = None, *, whole: Whole, coachees: list[Person], **given: Any) -> None:
        super().__init__(data, whole=whole, **given)
        coach = whole.trajectory.coach
        self.fields["owner"] = RowField(
            [*coachees, coach],
            says=lambda person: _now("You, as a promise") if person == coach else person.given_name,
            label=_("Who"),
            as_radios=True,
        )
        self.initial.setdefault("owner", coachees[0] if coachees else coach)


class RewordingForm(forms.Form):
    """Other words, or another goal, for the same commitment (`Action.change`)."""

    text = LineField(label=_("In other words"))
    base = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, auto_id="rewording-%s", **given)
        self.fields["goal"] = goal_field(whole)


class _StepForm(forms.Form):
    """A step of an action that exists. Several stand on one page, so each has ids of its own."""

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.removesuffix('Form').lower()}-%s", **given)


class CompletionForm(_StepForm):
    remark = WordsField(label=_("How did it go?"), hint=_("If you like; effort counts too."), rows=2)


class PostponementForm(_StepForm):
    due_on = DayField(label=_("New day"))
    reason = WordsField(label=_("What got in the way?"), hint=_("A few words; they stay with it."), rows=2)


class ObstacleForm(_StepForm):
    obstacle = WordsField(
        label=_("What is in the way?"),
        hint=_("A thing, a worry, something that came first. Naming it is half of it."),
        rows=2,
    )


class ReplacementForm(_StepForm):
    text = LineField(label=_("What is the smallest, easiest thing?"))
    due_on = DayField(label=_("By"))
    reason = WordsField(label=_("What did you learn from the bigger one?"), hint=_("If you like."), rows=2)


class ReleaseForm(_StepForm):
    reason = WordsField(label=_("Why is it good to let this go?"), rows=2)


def goal_field(whole: Whole) -> RowField:
    return RowField(
        whole.open_goals, says=lambda goal: goal.text, label=_("Serves"), nothing=_("No goal in particular")
    )


def session_field(whole: Whole) -> RowField:
    """Where it came from: the sessions there were, and today's; newest first."""
    return RowField(
        [session for session in reversed(whole.sessions) if not session.fell_out],
        says=lambda session: capfirst(session_said(whole, session)),
        label=_("From"),
        nothing=_("Between sessions"),
    )
