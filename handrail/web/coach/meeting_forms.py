"""When the two meet, and what comes in between: one form for each verb, each one action [36]."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.guest import Hears
from handrail.trajectory.series import MOST
from handrail.trajectory.session import Side
from handrail.trajectory.whole import Whole
from handrail.web.fields import LineField, NumberField, PickField, RowField, WordsField
from handrail.web.moment import MomentForm
from handrail.web.words import session_said


class BookingForm(MomentForm):
    """`Session.book`, or `Session.note_afterwards` (`has_been`)."""

    times = NumberField(label=_("How many"), low=1, high=MOST)
    every_days = NumberField(label=_("Days from one to the next"), low=1, high=92)

    def __init__(
        self, data: Any = None, *, whole: Whole, people: Sequence[Person], has_been: bool = False, **given: Any
    ) -> None:
        super().__init__(data, **given)
        self.has_been, self.whole = has_been, whole
        self.initial["times"], self.initial["every_days"] = 1, whole.trajectory.cadence_days
        self.fields["times"].required = self.fields["every_days"].required = False
        booked = [each for each in whole.sessions if each.state == "scheduled"]
        if booked:
            self.fields["instead_of"] = RowField(
                booked, says=lambda session: capfirst(session_said(whole, session)), label=_("Instead of"),
                nothing=_("None: it was not booked"),
            )  # fmt: skip
        if whole.trajectory.is_group:
            self.fields["coachee"] = RowField(
                people, says=lambda person: person.name, label=_("With"), nothing=_("Everybody in the group"),
                hint=_("What one of them has alone with you, the others do not see."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        dropped = ("times", "every_days") if self.has_been else ("instead_of",)
        return {name: value for name, value in given.items() if name not in dropped and value is not None}


class MoveForm(MomentForm):
    """`Session.reschedule`. `following`: how many are booked after it; `due`: what is to be done by its day."""

    def __init__(self, data: Any = None, *, following: int = 0, due: Sequence[Action] = (), **given: Any) -> None:
        super().__init__(data, **given)
        if following:
            self.fields["and_following"] = _scope(following, _now("Only this one"))
        if due or data is not None:
            self.fields["with_actions"] = forms.BooleanField(
                required=False, initial=True, label=_("What is to be done by then gets the new day"),
                help_text=", ".join(action.text for action in due),
            )  # fmt: skip


class FallingOutForm(forms.Form):
    """Who cancelled, or who was not there (`Session.cancel`, `Session.miss`)."""

    side = forms.ChoiceField(
        label=_("Who?"),
        choices=Side,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = WordsField(label=_("Why"), hint=_("If you like; your client reads it too."), rows=2)

    def __init__(self, data: Any = None, *, name: str, following: int = 0, **given: Any) -> None:
        super().__init__(data, auto_id=f"{name}-%s", **given)
        if following:
            self.fields["and_following"] = _scope(following, _now("Only this one"))


class _Scope(forms.ChoiceField):
    """Of a series: one, or one and all after it. Cleans to whether it is all."""

    def clean(self, value: Any) -> Any:
        return bool(super().clean(value))


def _scope(following: int, this_one: str) -> forms.ChoiceField:
    words = ngettext("This one and the %(number)d after it", "This one and the %(number)d after it", following)
    return _Scope(
        label=_("Which?"), choices=[("", this_one), ("all", words % {"number": following})], required=False,
        widget=forms.RadioSelect, initial="",
    )  # fmt: skip


class AttendanceForm(forms.Form):
    """`Attendance.note`: which button was pressed, of which of them. Minutes alone say that somebody was late."""

    minutes_late = forms.IntegerField(required=False, min_value=0, max_value=480)
    state = forms.ChoiceField(required=False, choices=[("there", ""), ("late", ""), ("away", "")])

    def __init__(self, data: Any = None, *, people: Sequence[Person]) -> None:
        super().__init__(data)
        self.fields["coachee"] = RowField(people, says=str, nothing=_("You"))

    def clean(self) -> dict[str, Any]:
        minutes = self.cleaned_data.get("minutes_late") or 0
        state = self.cleaned_data.get("state") or ("late" if minutes else "there")
        return {"coachee": self.cleaned_data.get("coachee"), "minutes_late": minutes, "state": state}


class GuestForm(forms.Form):
    """`Guest.bring`."""

    name = LineField(label=_("Who comes along?"), hint=_("A first name is enough."))
    hears = PickField(Hears, label=_("What do they hear?"), initial=Hears.TOPIC)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id="guest-%s", **given)
