"""How the columns of a row are called where its history is told. What is not here is not told: it says nothing
to people, or the verb has said it already."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import covered_model

# The words a row is called by.
TITLE: Mapping[str, str] = {
    "goal": "text",
    "milestone": "text",
    "weeklygoal": "text",
    "action": "text",
    "exercise": "title",
    "prompt": "question",
    "win": "text",
}

# What people wrote. Without a label the words speak for themselves.
WORDS: Mapping[tuple[str, str], "str | Promise"] = {
    ("vision", "text"): "",
    ("goal", "text"): "",
    ("goal", "why"): _("Why it matters"),
    ("goal", "sign"): _("How it will show"),
    ("goal", "differently"): _("What would be different"),
    ("goal", "noticed"): _("How others would notice"),
    ("goal", "situation"): _("In which situations"),
    ("goal", "reason"): _("Why"),
    ("milestone", "text"): "",
    ("weeklygoal", "text"): "",
    ("weeklygoal", "expectation"): _("Expected"),
    ("weeklygoal", "happened"): _("What happened"),
    ("weeklygoal", "learned"): _("Learned"),
    ("session", "reason"): _("Why"),
    ("session", "learned"): _("What is taken along"),
    ("note", "text"): "",
    ("action", "text"): "",
    ("action", "obstacle"): _("In the way"),
    ("action", "remark"): "",
    ("action", "reason"): _("Why"),
    ("duedatechange", "reason"): "",
    ("exercise", "title"): "",
    ("exercise", "instructions"): "",
    ("prompt", "question"): _("The question"),
    ("reflection", "text"): "",
    ("review", "learning"): _("Learned"),
    ("win", "text"): "",
    ("trajectory", "end_reason"): _("Why"),
}

# Said anew each time: what stood there before was about something else, and is no earlier wording.
SAID_ANEW = frozenset({"reason", "obstacle", "remark", "end_reason"})


def choice(table: str, column: str, value: Any) -> str:
    """The words for one of a column's choices."""
    labels = next(dict(field.flatchoices) for field in covered_model(table).columns() if field.attname == column)
    return str(labels.get(value, "")) if value else ""


def day(value: Any, *, told_on: date) -> str:
    """ "Thursday 5 March", with the year where it is another one than that of the telling."""
    on = parse_date(value) if isinstance(value, str) else value
    if on is None:
        return _now("no day")
    return date_format(on, "l j F" if on.year == told_on.year else "l j F Y")


def moment(value: Any, *, zone: ZoneInfo, told_on: date) -> str:
    """ "Thursday 5 March, 10:00", where the reader is."""
    at = parse_datetime(value) if isinstance(value, str) else value
    if not isinstance(at, datetime):
        return _now("no day")
    local = at.astimezone(zone)
    return _now("%(day)s, %(hour)s") % {
        "day": day(local.date(), told_on=told_on),
        "hour": date_format(local, "H:i"),
    }
