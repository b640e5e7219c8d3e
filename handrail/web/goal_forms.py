"""What one can write about a goal and its milestones. Field names are the verbs' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.goal import Achievement, Source
from handrail.trajectory.review import Decision, Relevance
from handrail.trajectory.whole import Whole
from handrail.web.action_forms import session_field
from handrail.web.fields import DayField, LineField, PickField, ScaleField, WordsField


class _GoalWords(forms.Form):
    """The words of a goal, in the order one comes to think of them."""

    text = LineField(label=_("The goal"), hint=_("In the client’s own words, as what is wanted."))
    why = WordsField(label=_("Why does it matter?"), rows=2)
    sign = WordsField(
        label=_("How will you notice that it is reached?"),
        hint=_("A number, or something one can see. It can wait until the goal is confirmed."),
        rows=2,
    )
    differently = WordsField(label=_("What would you do differently?"), rows=2)
    noticed = WordsField(label=_("How would others notice?"), rows=2)
    situation = WordsField(label=_("In which situations?"), rows=2)
    source = PickField(Source, label=_("Whose wish is it?"), initial=Source.OWN)

    # The three questions that a vague goal opens [46]; templates fold them away.
    WHEN_VAGUE = ("differently", "noticed", "situation")

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.removesuffix('Form').lower()}-%s", **given)

    @property
    def first(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.WHEN_VAGUE]

    @property
    def when_vague(self) -> list[forms.BoundField]:
        return [self[name] for name in self.WHEN_VAGUE]

    @property
    def has_vague_answers(self) -> bool:
        return any(field.value() or field.errors for field in self.when_vague)


class GoalForm(_GoalWords):
    """A goal somebody names (`Goal.propose`)."""

    progress = ScaleField(
        label=_("Where is it today?"), hint=_("The client’s own number; may stay open."), low=_("far away"),
        high=_("reached"),
    )  # fmt: skip


class GoalRevisionForm(_GoalWords):
    """New words for the same goal (`Goal.revise`); the old ones stay readable."""

    reason = WordsField(label=_("Why the change?"), hint=_("It stays beside the old wording."), rows=2)
    base = forms.CharField(required=False, widget=forms.HiddenInput)


class _Short(forms.Form):
    """One of several small forms on a goal's page, with ids of its own."""

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.removesuffix('Form').lower()}-%s", **given)


class ConfirmationForm(_Short):
    """The client makes it theirs (`Goal.confirm`)."""

    sign = WordsField(label=_("How will you notice that it is reached?"), rows=2)


class HoldForm(_Short):
    reason = WordsField(label=_("What is it waiting for?"), hint=_("If you like."), rows=2)


class RelapseForm(_Short):
    reason = WordsField(
        label=_("What changed?"), hint=_("Nothing that was reached is taken away; it is worked on again."), rows=2
    )


class DropForm(_Short):
    reason = WordsField(label=_("Why is it good to let this go?"), rows=2)


class MilestoneForm(_Short):
    text = LineField(label=_("A step on the way"))
    due_on = DayField(label=_("By"), hint=_("May stay open."), required=False)


class GoalReviewForm(_Short):
    """Looking at a goal together (`Review.of_goal`)."""

    relevance = PickField(Relevance, label=_("Does it still matter?"))
    learning = WordsField(label=_("What was the best learning so far?"))
    commitment = ScaleField(label=_("How committed do you feel?"), low=_("not at all"), high=_("completely"))
    progress = ScaleField(label=_("Where is it now?"), low=_("far away"), high=_("reached"))
    achievement = PickField(Achievement, label=_("How does it go?"), initial=Achievement.IN_PROGRESS, as_radios=False)
    decision = PickField(Decision, label=_("What do you two decide?"), initial=Decision.KEEP)
    reason = WordsField(label=_("Why?"), hint=_("Needed only when you let it go."), rows=2)

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["session"] = session_field(whole)
