"""What one can write while a session is on. Field names are the verbs' own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.practice.person import Person
from handrail.trajectory.exploration import Card
from handrail.trajectory.scale_answer import Scale, ScaleAnswer
from handrail.trajectory.sections import Section
from handrail.trajectory.weekly_goal import Fit, WeeklyGoal
from handrail.web.fields import LineField, RowField, ScaleField, WordsField

FormT = TypeVar("FormT", bound=forms.Form)
# What each card asks. What draws comes before what holds back.
CARDS: "Mapping[Card, Promise]" = {
    Card.TOPIC: _("What would they like to look at today? Their words, their choice."),
    Card.PERMISSION: _("May you look at it more closely together? How far, and what is better left alone?"),
    Card.WANTS: _("What do they really want here? And what would that give them?"),
    Card.STRENGTHS: _("Which strengths and values can carry this? When did something like it go well?"),
    Card.ENVIRONMENTS: _("Which places, people and times make it easier?"),
    Card.DRAWS: _("What draws them to it? Listen for the wish, the reasons, the first small yes."),
    Card.HOLDS: _("And what speaks for leaving it as it is? Hear it out; nothing has to be decided."),
}
NEXT_SIZE: "Mapping[str, Promise]" = {
    Fit.AMBITIOUS: _("It was a bit much: how would it be smaller?"),
    Fit.CAUTIOUS: _("There was more in it: how far this time?"),
}
KEPT = {"": None, "on": True, "off": False}


@dataclass(frozen=True)
class Refused:
    """What was refused on a page with many forms, by name: each stands there as it was typed."""

    forms: Mapping[str, Any] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.forms

    def form(self, name: str, empty: FormT) -> FormT:
        """The refused one, else this one; with ids that no other form on the page has."""
        refused = self.forms.get(name)
        form = refused if isinstance(refused, type(empty)) else empty
        form.auto_id = f"{name}-%s"
        return form


class ArrangeForm(forms.Form):
    """How one section is to be (`AgendaItem.arrange`)."""

    section = forms.ChoiceField(choices=Section)
    minutes = forms.IntegerField(required=False)
    skipped = forms.TypedChoiceField(
        required=False, choices=[(key, key) for key in KEPT], coerce=KEPT.__getitem__, empty_value=None
    )  # fmt: skip
    position = forms.IntegerField(required=False, min_value=0, max_value=len(Section) - 1)


class RulerForm(forms.Form):
    """A number on a scale (`ScaleAnswer.give`)."""

    value = ScaleField(low=_("not at all"), high=_("completely"), may_stay_open=False)

    @classmethod
    def on(cls, scale: str, answer: ScaleAnswer | None) -> "RulerForm":
        form = cls(initial={"value": answer.value if answer else None})
        form.fields["value"].label = Scale(scale).label
        return form

    def clean_value(self) -> int:
        value: int | None = self.cleaned_data["value"]
        if value is None:
            raise forms.ValidationError(_now("Choose a number from 0 to 10."))
        return value


class ReasonsForm(forms.Form):
    """Why it is not lower; only then what would move it up one; and below 7 what could help (`ScaleAnswer.explain`)."""

    why_not_lower = WordsField(rows=2)
    one_up = WordsField(rows=2)
    support = LineField(label=_("Who or what could help?"), hint=_("A person, a place, a time of day."))

    def __init__(self, data: Any = None, *, answer: ScaleAnswer, **given: Any) -> None:
        said = {"why_not_lower": answer.why_not_lower, "one_up": answer.one_up, "support": answer.support}
        super().__init__(data, initial=said, **given)
        number = {"number": answer.value, "more": answer.value + 1}
        self.fields["why_not_lower"].label = _now("Why is it %(number)d, and not lower?") % number
        self.fields["one_up"].label = _now("What would make it %(more)d?") % number
        if not answer.value:
            del self.fields["why_not_lower"]
        if answer.value == 10 or (answer.value and not answer.why_not_lower and "one_up" not in (data or {})):
            del self.fields["one_up"]
        if not answer.is_low or not (answer.why_not_lower or not answer.value):
            del self.fields["support"]

    def clean(self) -> dict[str, Any]:
        return {"why_not_lower": "", **self.cleaned_data}


class PlanForm(forms.Form):
    """ "If …, then I will …" (`CopingPlan.make`)."""

    obstacle = LineField(label=_("If"), hint=_("What may come in the way, and when."))
    response = LineField(label=_("then I will"), hint=_("One thing, small enough to do right then."))


class SmallerForm(forms.Form):
    """Less of a week's experiment, or of a habit (`shrink`)."""

    text = LineField(label=_("What is the smallest, easiest thing?"), hint=_("Small enough for the worst day."))


class NewGoalForm(forms.Form):
    """A three-month goal as it comes up: why it matters, how it will show, and the first step (`Goal.propose`)."""

    text = LineField(label=_("The goal, in their own words"), hint=_("As what is wanted, rather than what is to stop."))
    why = WordsField(label=_("Why does it matter to them?"), rows=2)
    sign = LineField(label=_("How will they notice that it is reached?"), hint=_("A number, or something one can see."))
    step = LineField(label=_("A first step on the way"))

    def __init__(self, data: Any = None, *, people: Sequence[Person], **given: Any) -> None:
        super().__init__(data, **given)
        if len(people) > 1:
            self.fields["coachee"] = RowField(people, says=lambda person: person.name, label=_("Whose goal?"))
        self.people = people

    def clean(self) -> dict[str, Any]:
        return {"coachee": self.people[0], **self.cleaned_data} if self.people else self.cleaned_data


class AgainForm(forms.Form):
    """One more week, as its size was found (`WeeklyGoal.again`)."""

    text = LineField(label=_("For the next week"))

    @classmethod
    def after(cls, week: WeeklyGoal) -> "AgainForm":
        form = cls(initial={"text": week.text})
        form.fields["text"].help_text = str(NEXT_SIZE.get(week.fit, ""))
        return form
