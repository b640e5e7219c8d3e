"""What a happening changed besides words: days, numbers, choices, each as a few words ("from Thursday 5 March to
Monday 9 March"). Pure: one function a column, found in FACTS."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.ledger.verbs import Verb
from handrail.web.history.rhythm_facts import area, cue, energy, from_, measured, target, tick, until, value, weekdays
from handrail.web.history.session_facts import arranged, edition, late, minutes, of_five, scaled, side, starts
from handrail.web.history.turn import Turn, between, choice


def _due(turn: Turn) -> str:
    if turn.is_new or turn.before is None:
        return _("by %(day)s") % {"day": turn.day(turn.after)} if turn.after else ""
    return between(turn.day(turn.before), turn.day(turn.after))


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


def _progress(turn: Turn) -> str:
    if turn.after is None:
        return ""
    after = _("%(number)d of 10") % {"number": turn.after}
    return after if turn.before is None else between(str(turn.before), after)


def _percent(turn: Turn) -> str:
    if turn.after is None:
        return ""
    after = f"{turn.after} %"
    return after if turn.before is None else between(f"{turn.before} %", after)


def _achievement(turn: Turn) -> str:
    return choice(turn) if turn.verb == Verb.GOAL_REVIEWED else ""


def _relevance(turn: Turn) -> str:
    said = choice(turn)
    return _("still relevant: %(answer)s") % {"answer": said} if said else ""


def _commitment(turn: Turn) -> str:
    return _("commitment %(number)d of 10") % {"number": turn.after} if turn.after is not None else ""


def _week(turn: Turn) -> str:
    if not turn.is_new:
        return ""
    return between(turn.day(turn.after), turn.day(turn.row.get("ends_on")))


def _visibility(turn: Turn) -> str:
    if turn.verb != Verb.REFLECTION_SUBMITTED:
        return ""
    return _("shared with the coach") if turn.after == "shared" else _("for the writer alone")


def _months(turn: Turn) -> str:
    if turn.is_new:
        return ""
    after = ngettext("%(months)d month", "%(months)d months", turn.after) % {"months": turn.after}
    return between(str(turn.before), after)


def _cadence(turn: Turn) -> str:
    if turn.is_new:
        return ""
    return between(_every(turn.before), _every(turn.after))


def _every(days: int) -> str:
    return ngettext("every day", "every %(days)d days", days) % {"days": days}


def _won(turn: Turn) -> str:
    return _("on %(day)s") % {"day": turn.day(turn.after)} if turn.after != turn.on.isoformat() else ""


# In the order they are told.
FACTS: Mapping[tuple[str, str], Callable[[Turn], str]] = {
    ("action", "owner_id"): _owner,
    ("action", "due_on"): _due,
    ("action", "session_id"): _session,
    ("action", "goal_id"): _serves,
    ("action", "confidence"): _sure,
    ("session", "starts_at"): starts,
    ("session", "minutes"): minutes,
    ("session", "side"): side,
    ("session", "next_step"): choice,
    ("attendance", "coachee_id"): _of,
    ("attendance", "state"): choice,
    ("attendance", "minutes_late"): late,
    ("guest", "hears"): choice,
    ("goal", "source"): choice,
    ("review", "relevance"): _relevance,
    ("review", "commitment"): _commitment,
    ("review", "decision"): choice,
    ("goal", "progress"): _progress,
    ("goal", "achievement"): _achievement,
    ("milestone", "goal_id"): _serves,
    ("milestone", "due_on"): _due,
    ("weeklygoal", "goal_id"): _serves,
    ("weeklygoal", "starts_on"): _week,
    ("weeklygoal", "percent"): _percent,
    ("weeklygoal", "fit"): choice,
    ("exercise", "goal_id"): _serves,
    ("exercise", "session_id"): _session,
    ("brainstorm", "session_id"): _session,
    ("brainstorm", "goal_id"): _serves,
    ("idea", "rating"): choice,
    ("prompt", "session_id"): _session,
    ("prompt", "goal_id"): _serves,
    ("reflection", "visibility"): _visibility,
    ("win", "won_on"): _won,
    ("win", "goal_id"): _serves,
    ("tick", "kept"): tick,
    ("checkin", "energy"): energy,
    ("scaleanswer", "value"): scaled,
    ("preparation", "energy"): energy,
    ("agendaitem", "section"): arranged,
    ("summary", "edition"): edition,
    ("feedback", "useful"): of_five,
    ("feedback", "room"): of_five,
    ("feedback", "energy"): of_five,
    ("impression", "energy"): of_five,
    ("impression", "stands"): choice,
    ("handling", "state"): choice,
    ("handling", "until"): until,
    ("habit", "days"): weekdays,
    ("habit", "cue_at"): cue,
    ("habit", "goal_id"): _serves,
    ("habit", "domain_id"): area,
    ("goal", "domain_id"): area,
    ("measure", "goal_id"): _serves,
    ("measure", "target"): target,
    ("measure", "cadence"): choice,
    ("measureentry", "value"): value,
    ("measureentry", "measured_on"): measured,
    ("stageentry", "stage"): choice,
    ("stageentry", "shade"): choice,
    ("stageentry", "source"): choice,
    ("lapse", "kind"): choice,
    ("lapse", "from_on"): from_,
    ("lapse", "until_on"): until,
    ("trajectory", "length_months"): _months,
    ("trajectory", "cadence_days"): _cadence,
    ("trajectory", "pause_reason"): choice,
    ("trajectory", "resumes_on"): until,
    ("participant", "person_id"): _participant,
}
