"""Days as one says them: "tomorrow", "Thursday", "12 January". Pure; what today is, is passed in."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NEAR = 6


def said(on: date, today: date) -> str:
    """The day in as few words as are clear: a weekday only when it is the next one of that name."""
    distance = (on - today).days
    if -1 <= distance <= 1:
        return (_("yesterday"), _("today"), _("tomorrow"))[distance + 1]
    if 0 < distance <= NEAR:
        return date_format(on, "l")
    return date_format(on, "l j F" if on.year == today.year else "j F Y")


def short(on: date, today: date) -> str:
    """For a table."""
    if abs((on - today).days) <= 1:
        return said(on, today)
    return date_format(on, "D j M" if on.year == today.year else "j M Y")


def by(on: date, today: date) -> str:
    """Until when; a day that has been is where the thing was, never a debt."""
    if on < today:
        return _("was for %(day)s") % {"day": said(on, today)}
    return said(on, today) if on == today else _("by %(day)s") % {"day": said(on, today)}


def took(time: timedelta) -> str:
    """How long something took, in hours, and in days where they are many."""
    hours = round(time / timedelta(hours=1))
    if not hours:
        return _("at once")
    if hours < 36:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = round(time / timedelta(days=1))
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
