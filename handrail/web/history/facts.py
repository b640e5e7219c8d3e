"""What a happening changed besides words: days, numbers, choices, each as a few words ("from Thursday 5 March to
Monday 9 March"). Pure: one function a column, found in FACTS."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.ledger.book import Key
from handrail.ledger.verbs import Verb
from handrail.trajectory.scale_answer import Scale
from handrail.trajectory.sections import Section
from handrail.web.fields import WEEKDAYS
from handrail.web.history import columns


@dataclass(frozen=True)
class Turn:
    """One column of one row as it turned from `before` to `after`; `row` is all that the entry says of the row."""

    table: str
    column: str
    before: Any
    after: Any
    is_new: bool
    row: Mapping[str, Any]
    verb: Verb
    on: date
    zone: ZoneInfo
    titles: Mapping[Key, str]
    names: Mapping[UUID, str]
    by_id: UUID | None
    # What the row is called where the entry does not say it: a tick by its habit.
    called: str = ""

    def day(self, value: Any) -> str:
        return columns.day(value, told_on=self.on)

    def moment(self, value: Any) -> str:
        return columns.moment(value, zone=self.zone, told_on=self.on)

    def title(self, table: str, row_id: Any) -> str:
        return self.titles.get((table, UUID(row_id)), "") if row_id else ""


def _between(before: str, after: str) -> str:
    return _("from %(before)s to %(after)s") % {"before": before, "after": after}


def _due(turn: Turn) -> str:
    if turn.is_new or turn.before is None:
        return _("by %(day)s") % {"day": turn.day(turn.after)} if turn.after else ""
    return _between(turn.day(turn.before), turn.day(turn.after))


def _until(turn: Turn) -> str:
    return _("until %(day)s") % {"day": turn.day(turn.after)} if turn.after else ""


def _serves(turn: Turn) -> str:
    title = turn.title("goal", turn.after)
    if title:
        return _("for “%(goal)s”") % {"goal": title}
    return "" if turn.is_new or turn.after else _("no longer for a goal")


def _session(turn: Turn) -> str:
    return turn.title("session", turn.after)


def _owner(turn: Turn) -> str:
    owner = UUID(turn.after)
    if owner == turn.by_id:
        return ""
    return _("for %(name)s") % {"name": turn.names[owner]} if turn.names.get(owner) else ""


def _of(turn: Turn) -> str:
    return turn.names.get(UUID(turn.after), "") if turn.after else ""


def _participant(turn: Turn) -> str:
    name = turn.names.get(UUID(turn.after), "")
    return _("with %(name)s") % {"name": name} if name else ""


def _sure(turn: Turn) -> str:
    return _("%(number)d of 10 sure") % {"number": turn.after} if turn.after is not None else ""


def _starts(turn: Turn) -> str:
    if turn.is_new:
        return turn.moment(turn.after)
    return _between(turn.moment(turn.before), turn.moment(turn.after))


def _minutes(turn: Turn) -> str:
    after = ngettext("%(minutes)d minute", "%(minutes)d minutes", turn.after) % {"minutes": turn.after}
    return after if turn.is_new else _between(str(turn.before), after)


def _side(turn: Turn) -> str:
    return {"client": _("on the client’s side"), "coach": _("on the coach’s side")}.get(turn.after, "")


def _late(turn: Turn) -> str:
    return (
        ngettext("%(minutes)d minute later", "%(minutes)d minutes later", turn.after) % {"minutes": turn.after}
        if turn.after
        else ""
    )


def _progress(turn: Turn) -> str:
    if turn.after is None:
        return ""
    after = _("%(number)d of 10") % {"number": turn.after}
    return after if turn.before is None else _between(str(turn.before), after)


def _percent(turn: Turn) -> str:
    if turn.after is None:
        return ""
    after = f"{turn.after} %"
    return after if turn.before is None else _between(f"{turn.before} %", after)


def _achievement(turn: Turn) -> str:
    return _choice(turn) if turn.verb == Verb.GOAL_REVIEWED else ""


def _choice(turn: Turn) -> str:
    return "" if turn.is_new and turn.table == "goal" else columns.choice(turn.table, turn.column, turn.after)


def _relevance(turn: Turn) -> str:
    said = _choice(turn)
    return _("still relevant: %(answer)s") % {"answer": said} if said else ""


def _commitment(turn: Turn) -> str:
    return _("commitment %(number)d of 10") % {"number": turn.after} if turn.after is not None else ""


def _week(turn: Turn) -> str:
    if not turn.is_new:
        return ""
    return _between(turn.day(turn.after), turn.day(turn.row.get("ends_on")))


def _visibility(turn: Turn) -> str:
    if turn.verb != Verb.REFLECTION_SUBMITTED:
        return ""
    return _("shared with the coach") if turn.after == "shared" else _("for the writer alone")


def _months(turn: Turn) -> str:
    if turn.is_new:
        return ""
    after = ngettext("%(months)d month", "%(months)d months", turn.after) % {"months": turn.after}
    return _between(str(turn.before), after)


def _cadence(turn: Turn) -> str:
    if turn.is_new:
        return ""
    return _between(_every(turn.before), _every(turn.after))


def _every(days: int) -> str:
    return ngettext("every day", "every %(days)d days", days) % {"days": days}


def _won(turn: Turn) -> str:
    return _("on %(day)s") % {"day": turn.day(turn.after)} if turn.after != turn.on.isoformat() else ""


# Between sessions


def _tick(turn: Turn) -> str:
    said = _("kept") if turn.after else _("not")
    on = turn.row.get("ticked_on")
    day = f", {turn.day(on)}" if on and on != turn.on.isoformat() else ""
    return f"“{turn.called}” {said}{day}" if turn.called else f"{said}{day}"


def _energy(turn: Turn) -> str:
    return _("energy %(number)d of 10") % {"number": turn.after} if turn.after is not None else ""


def _arranged(turn: Turn) -> str:
    """ "The week’s experiments: 10 minutes" """
    minutes = turn.row.get("minutes")
    named = str(dict(Section.choices).get(turn.row.get("section", ""), ""))
    said = ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes} if minutes else ""
    return ": ".join(each for each in (named, said) if each)


def _scaled(turn: Turn) -> str:
    """ "How sure are you …? 6 of 10"; where somebody else asked, the words stand beside it."""
    after = _("%(number)d of 10") % {"number": turn.after}
    if not turn.is_new:
        return _between(str(turn.before), after)
    asked = dict(Scale.choices).get(turn.row.get("scale", ""), "")
    return f"{asked} {after}" if asked else after


def _of_five(turn: Turn) -> str:
    said = {"useful": _("of use"), "room": _("room"), "energy": _("energy")}[turn.column]
    return _("%(what)s %(number)d of 5") % {"what": said, "number": turn.after} if turn.after else ""


def _edition(turn: Turn) -> str:
    return _("edition %(number)d") % {"number": turn.after} if turn.after > 1 else ""


def _weekdays(turn: Turn) -> str:
    if turn.after == "1234567":
        return "" if turn.is_new else _("every day")
    return ", ".join(str(name) for day, name in WEEKDAYS if day in turn.after)


def _cue(turn: Turn) -> str:
    if turn.after is None:
        return "" if turn.is_new or turn.before is None else _("no reminder")
    return _("a reminder at %(hour)s") % {"hour": turn.after}


def _value(turn: Turn) -> str:
    return "" if turn.after is None else number(turn.after)


def _target(turn: Turn) -> str:
    return _("toward %(number)s") % {"number": number(turn.after)} if turn.after is not None else ""


def _measured(turn: Turn) -> str:
    return _("of %(day)s") % {"day": turn.day(turn.after)} if turn.after != turn.on.isoformat() else ""


def _area(turn: Turn) -> str:
    title = turn.title("domain", turn.after)
    if title:
        return _("in “%(area)s”") % {"area": title}
    return "" if turn.is_new else _("in no area")


def _from(turn: Turn) -> str:
    return _("from %(day)s") % {"day": turn.day(turn.after)} if turn.after != turn.on.isoformat() else ""


def number(value: str) -> str:
    """A decimal as people write it, without the places that say nothing."""
    return f"{Decimal(value).normalize():f}"


# In the order they are told.
FACTS: Mapping[tuple[str, str], Callable[[Turn], str]] = {
    ("action", "owner_id"): _owner,
    ("action", "due_on"): _due,
    ("action", "session_id"): _session,
    ("action", "goal_id"): _serves,
    ("action", "confidence"): _sure,
    ("session", "starts_at"): _starts,
    ("session", "minutes"): _minutes,
    ("session", "side"): _side,
    ("session", "next_step"): _choice,
    ("attendance", "coachee_id"): _of,
    ("attendance", "state"): _choice,
    ("attendance", "minutes_late"): _late,
    ("guest", "hears"): _choice,
    ("goal", "source"): _choice,
    ("review", "relevance"): _relevance,
    ("review", "commitment"): _commitment,
    ("review", "decision"): _choice,
    ("goal", "progress"): _progress,
    ("goal", "achievement"): _achievement,
    ("milestone", "goal_id"): _serves,
    ("milestone", "due_on"): _due,
    ("weeklygoal", "goal_id"): _serves,
    ("weeklygoal", "starts_on"): _week,
    ("weeklygoal", "percent"): _percent,
    ("weeklygoal", "fit"): _choice,
    ("exercise", "goal_id"): _serves,
    ("exercise", "session_id"): _session,
    ("brainstorm", "session_id"): _session,
    ("brainstorm", "goal_id"): _serves,
    ("idea", "rating"): _choice,
    ("prompt", "session_id"): _session,
    ("prompt", "goal_id"): _serves,
    ("reflection", "visibility"): _visibility,
    ("win", "won_on"): _won,
    ("win", "goal_id"): _serves,
    ("tick", "kept"): _tick,
    ("checkin", "energy"): _energy,
    ("scaleanswer", "value"): _scaled,
    ("preparation", "energy"): _energy,
    ("agendaitem", "section"): _arranged,
    ("summary", "edition"): _edition,
    ("feedback", "useful"): _of_five,
    ("feedback", "room"): _of_five,
    ("feedback", "energy"): _of_five,
    ("impression", "energy"): _of_five,
    ("impression", "stands"): _choice,
    ("habit", "days"): _weekdays,
    ("habit", "cue_at"): _cue,
    ("habit", "goal_id"): _serves,
    ("habit", "domain_id"): _area,
    ("goal", "domain_id"): _area,
    ("measure", "goal_id"): _serves,
    ("measure", "target"): _target,
    ("measure", "cadence"): _choice,
    ("measureentry", "value"): _value,
    ("measureentry", "measured_on"): _measured,
    ("stageentry", "stage"): _choice,
    ("stageentry", "shade"): _choice,
    ("stageentry", "source"): _choice,
    ("lapse", "kind"): _choice,
    ("lapse", "from_on"): _from,
    ("lapse", "until_on"): _until,
    ("trajectory", "length_months"): _months,
    ("trajectory", "cadence_days"): _cadence,
    ("trajectory", "pause_reason"): _choice,
    ("trajectory", "resumes_on"): _until,
    ("participant", "person_id"): _participant,
}
