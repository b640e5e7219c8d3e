"""What one can write about a measure and its numbers. Field names are the verbs' own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.practice.person import Person
from handrail.trajectory.measure import Cadence, Direction, Measure
from handrail.trajectory.whole import Whole
from handrail.web.action_forms import goal_field
from handrail.web.fields import AmountField, DayField, LineField, PickField, RowField


class MeasureForm(forms.Form):
    """`Measure.add` and `Measure.change`."""

    name = LineField(label=_("What is measured"))
    unit = LineField(label=_("Unit"), hint=_("Hours, kilometres, times; may stay open."))
    cadence = PickField(Cadence, label=_("How often"), initial=Cadence.WEEKLY, as_radios=False)
    start_value = AmountField(label=_("Where it starts"), hint=_("May stay open."))
    target = AmountField(label=_("Where it is to go"), hint=_("May stay open."))
    direction = PickField(Direction, label=_("Which way"), initial=Direction.UP, as_radios=False)
    cumulative = forms.BooleanField(
        required=False, label=_("The numbers add up"),
        help_text=_("Like kilometres walked. Otherwise each stands for itself, like hours slept."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, here: Whole, coachees: list[Person] | None = None, **given: Any) -> None:
        super().__init__(data, auto_id="measure-%s", **given)
        self.fields["goal"] = goal_field(here)
        if coachees and len(coachees) > 1:
            self.fields["coachee"] = RowField(coachees, says=lambda person: person.name, label=_("Whose"))


def as_it_is(measure: Measure) -> dict[str, Any]:
    """What the form shows of one there is."""
    names = ("name", "unit", "cadence", "start_value", "target", "direction", "cumulative", "goal")
    return {name: getattr(measure, name) for name in names}


class NumberForm(forms.Form):
    """`MeasureEntry.record`, and `correct`."""

    remark = LineField(label=_("A remark"), hint=_("If you like; it stands beside the number."))
    measured_on = DayField(label=_("When"), hint=_("Left open: today."), required=False)

    def __init__(self, data: Any = None, *, measure: Measure, prefix_id: str = "number", **given: Any) -> None:
        super().__init__(data, auto_id=f"{prefix_id}-%s", **given)
        label = f"{measure.name}, {measure.unit}" if measure.unit else measure.name
        value = AmountField(label=label, unit=measure.unit, required=True)
        self.fields = {"value": value} | self.fields
