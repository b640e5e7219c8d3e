"""Slips, slides and breaks as both sides write them down: to learn from, and nothing is set back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Kind, Lapse
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import OPEN as OPEN_WEEKS
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.fields import DayField, PickField, RowField, WordsField

NOUNS: tuple[type[Belonging], ...] = (Vision, Goal, Milestone, WeeklyGoal, Habit, Domain, Lapse, StageEntry)


class LapseForm(forms.Form):
    """`note_lapse`."""

    kind = PickField(Kind, label=_("What was it, or will it be?"), initial=Kind.LAPSE)
    from_on = DayField(label=_("From"), hint=_("Left open: today."), required=False)
    until_on = DayField(label=_("To"), hint=_("If you know it."), required=False)
    what = WordsField(label=_("What happened?"), hint=_("Or, of a break on purpose, what it is to show."), rows=2)
    learned = WordsField(label=_("What does it teach?"), hint=_("Can come later."), rows=2)

    def __init__(self, data: Any = None, *, whole: Whole, coachees: Sequence[Person] = (), **given: Any) -> None:
        super().__init__(data, auto_id="lapse-%s", **given)
        kept_going = [goal for goal in whole.goals if goal.state == GoalState.MAINTAINING]
        weeks = [week for week in whole.every(WeeklyGoal) if week.state in OPEN_WEEKS]
        habits = [habit for habit in whole.every(Habit) if habit.is_open]
        self.fields["about"] = RowField(
            [*kept_going, *habits, *weeks, *whole.every(Domain)], says=_called, label=_("In what?"),
            nothing=_("In all of it"),
        )  # fmt: skip
        self.order_fields(["kind", "about"])
        if len(coachees) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whose?"))
        self.coachees = coachees

    def clean(self) -> dict[str, Any]:
        return {"coachee": self.coachees[0], **self.cleaned_data} if self.coachees else self.cleaned_data


class LearningForm(forms.Form):
    """`Lapse.learn`."""

    learned = WordsField(label=_("What does it teach?"), rows=3)
    until_on = DayField(label=_("It was over on"), hint=_("If it is."), required=False)


def about(lapse: Lapse) -> str:
    """What it is a lapse in, by name."""
    named = lapse.habit or lapse.weekly_goal or lapse.domain
    return _called(named) if named else _now("all of it")


def newest_first(whole: Whole) -> list[tuple[Lapse, str]]:
    found = sorted(whole.every(Lapse), key=lambda lapse: (lapse.from_on, lapse.pk), reverse=True)
    return [(lapse, about(lapse)) for lapse in found]


def _called(row: Any) -> str:
    return str(row.name if isinstance(row, Domain) else row.text)
