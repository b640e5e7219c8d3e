"""What changed between two sessions: ticks, numbers, habits, slips, each as a few words. Found in facts.FACTS."""

from django.utils.translation import gettext as _

from handrail.web.fields import WEEKDAYS
from handrail.web.history.turn import Turn, number


def tick(turn: Turn) -> str:
    said = _("kept") if turn.after else _("not")
    on = turn.row.get("ticked_on")
    day = f", {turn.day(on)}" if on and on != turn.on.isoformat() else ""
    return f"“{turn.called}” {said}{day}" if turn.called else f"{said}{day}"


def energy(turn: Turn) -> str:
    return _("energy %(number)d of 10") % {"number": turn.after} if turn.after is not None else ""


def weekdays(turn: Turn) -> str:
    if turn.after == "1234567":
        return "" if turn.is_new else _("every day")
    return ", ".join(str(name) for day, name in WEEKDAYS if day in turn.after)


def cue(turn: Turn) -> str:
    if turn.after is None:
        return "" if turn.is_new or turn.before is None else _("no reminder")
    return _("a reminder at %(hour)s") % {"hour": turn.after}


def value(turn: Turn) -> str:
    return "" if turn.after is None else number(turn.after)


def target(turn: Turn) -> str:
    return _("toward %(number)s") % {"number": number(turn.after)} if turn.after is not None else ""


def measured(turn: Turn) -> str:
    return _("of %(day)s") % {"day": turn.day(turn.after)} if turn.after != turn.on.isoformat() else ""


def area(turn: Turn) -> str:
    title = turn.title("domain", turn.after)
    if title:
        return _("in “%(area)s”") % {"area": title}
    return "" if turn.is_new else _("in no area")


def from_(turn: Turn) -> str:
    return _("from %(day)s") % {"day": turn.day(turn.after)} if turn.after != turn.on.isoformat() else ""


def until(turn: Turn) -> str:
    return _("until %(day)s") % {"day": turn.day(turn.after)} if turn.after else ""
