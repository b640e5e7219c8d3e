"""When a session is: asked as a day, an hour and minutes where the one who asks lives."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.lib.moment import NoSuchHour, moment
from handrail.practice.person import Person
from handrail.trajectory.whole import Whole
from handrail.web.fields import DayField, NumberField

MINUTES = 45
FIRST_HOUR = time(10)


class HourInput(forms.TimeInput):
    input_type = "time"


class HourField(forms.TimeField):
    def __init__(self, *, label: Any = "") -> None:
        super().__init__(
            label=label,
            widget=HourInput(format="%H:%M", attrs={"class": "input short"}),
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H"],
            error_messages={
                "required": _("Choose an hour."),
                "invalid": _("That is not an hour of the day. Write it like 16:30."),
            },
        )


class MomentForm(forms.Form):
    """Cleans to what the session's verbs take: `starts_at` and `minutes`. `first`: no day before this one."""

    day = DayField(label=_("Day"))
    time = HourField(label=_("From"))
    minutes = NumberField(label=_("Minutes"), low=5, high=480)

    def __init__(
        self, data: Any = None, *, zone: str, name: str = "moment", first: date | None = None, **given: Any
    ) -> None:
        super().__init__(data, auto_id=f"{name}-%s", **given)
        self.zone, self.first = zone, first
        self.initial.setdefault("minutes", MINUTES)

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "day" not in typed or "time" not in typed:
            return typed
        # Whatever else a form on this one asks is passed on.
        rest = {name: value for name, value in typed.items() if name not in ("day", "time")}
        return rest | {"starts_at": self._starts_at()}

    def _starts_at(self) -> datetime | None:
        day, hour = self.cleaned_data["day"], self.cleaned_data["time"]
        if self.first and day < self.first:
            self.add_error("day", _now("That day has been. Which one do you mean?"))
            return None
        try:
            return moment(day, hour, zone=self.zone)
        except NoSuchHour as refusal:
            words = _now(
                "The clocks go forward that night, so %(hour)s never comes. The next hour there is: %(instead)s."
            )
            self.add_error(
                "time", words % {"hour": time_format(hour, "H:i"), "instead": time_format(refusal.instead, "H:i")}
            )
            return None


def next_moment(whole: Whole, person: Person, *, at: datetime) -> dict[str, Any]:
    """What a form for the next session is filled in with: one rhythm after the last one, at the same hour."""
    zone = ZoneInfo(person.zone)
    landings = [session for session in whole.sessions if not session.fell_out]
    if not landings:
        has_begun = at.astimezone(zone).time() >= FIRST_HOUR
        tomorrow = whole.today + timedelta(days=1)
        return {"day": tomorrow if has_begun else whole.today, "time": FIRST_HOUR}
    last = landings[-1]
    local = last.starts_at.astimezone(zone)
    day = local.date() + timedelta(days=whole.trajectory.cadence_days)
    while day <= whole.today:
        day += timedelta(days=whole.trajectory.cadence_days)
    return {"day": day, "time": _quarter(local.time()), "minutes": last.minutes}


def _quarter(hour: time) -> time:
    """A session begun at 08:59 was one of nine o'clock."""
    minutes = min(15 * round((60 * hour.hour + hour.minute) / 15), 23 * 60 + 45)
    return time(*divmod(minutes, 60))


def as_typed(starts_at: datetime, minutes: int, *, zone: str) -> dict[str, Any]:
    """An instant as the form shows it, to be moved."""
    local = starts_at.astimezone(UTC).astimezone(ZoneInfo(zone))
    return {"day": local.date(), "time": local.time(), "minutes": minutes}
