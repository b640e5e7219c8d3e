"""How days, instants and choices are put where a history is told."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _now

from handrail.ledger.covered import covered_model


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
