"""What a client's page of a session says and asks when life comes in between [36]."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.attendance import Attendance
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.guest import Guest, Hears
from handrail.trajectory.guest import State as Coming
from handrail.trajectory.session import Session
from handrail.trajectory.whole import Whole
from handrail.web.fields import LineField, PickField, WordsField
from handrail.web.moment import MomentForm, as_typed


class ReasonForm(forms.Form):
    """`Session.cancel`, `Attendance.note`: a word is welcome and none is needed."""

    reason = WordsField(label=_("A word about it, if you like"), rows=2)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id="reason-%s", **given)


class GuestForm(forms.Form):
    """`Guest.bring`."""

    name = LineField(label=_("Who comes with me?"), hint=_("A first name is enough."))
    hears = PickField(Hears, label=_("What may they hear?"), initial=Hears.TOPIC)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id="guest-%s", **given)


def around(whole: Whole, session: Session) -> dict[str, Any]:
    """For coachee/_around.html and _ways_on.html. `whole` holds the nouns of AROUND."""
    mine = [each for each in whole.every(Attendance) if each.session_id == session.pk]
    away = next((each for each in mine if each.coachee_id == whole.reader.pk and each.state == Was.AWAY), None)
    guests = [each for each in whole.every(Guest) if each.session_id == session.pk and each.state == Coming.COMING]
    typed = as_typed(session.starts_at, session.minutes, zone=whole.reader.zone)
    return {
        "away": away, "guests": guests, "reason_form": ReasonForm(), "guest_form": GuestForm(),
        "moment_form": MomentForm(zone=whole.reader.zone, initial=typed),
    }  # fmt: skip
