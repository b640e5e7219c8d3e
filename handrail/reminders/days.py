"""Days and hours in messages, as their reader's wall shows them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _


def said(on: date, today: date) -> str:
    distance = (on - today).days
    if 0 <= distance <= 1:
        return _("tomorrow") if distance else _("today")
    return date_format(on, "l" if 0 < distance < 7 else "l j F")


def day_and_hour(at: datetime, zone: str) -> str:
    """A message is read later than it is written: the day with its name and number."""
    local = at.astimezone(ZoneInfo(zone))
    return _("%(day)s at %(hour)s") % {"day": date_format(local, "l j F"), "hour": time_format(local, "H:i")}
