"""What shows a signal, in one sentence with its numbers. For the coach alone."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.signals.signal import Kind, Signal, Unknown


def told(signal: Signal) -> str:
    """One sentence of this signal, in the reader's language."""
    return SENTENCES[signal.kind](signal, dict(signal.numbers))


def unknown(what: Unknown) -> str:
    return _("“%(goal)s” is six weeks old, and no number was given since it began: too little to go on.") % {
        "goal": what.of
    }


Numbers = dict[str, int | float]


def _days(number: int | float) -> str:
    return ngettext("%(days)d day", "%(days)d days", int(number)) % {"days": number}


def _completion(signal: Signal, n: Numbers) -> str:
    return (
        _("%(done)d of %(due)d done in the last four weeks, %(done_before)d of %(due_before)d in the four before.") % n
    )


def _piling(signal: Signal, n: Numbers) -> str:
    if n["open"] == 1 and n["carried"]:
        return _("1 action is open, and came into %(times)d sessions so.") % n
    said = [ngettext("%(open)d action is open", "%(open)d actions are open", int(n["open"])) % n]
    if n["carried"]:
        said.append(
            ngettext(
                "%(carried)d of them came into %(times)d sessions",
                "%(carried)d of them came into two sessions or more",
                int(n["carried"]),
            )
            % n
        )
    return ", ".join(said) + "."


def _untried(signal: Signal, n: Numbers) -> str:
    values = {"goal": signal.of, "weeks": n["weeks"]}
    if n["nought"] == n["weeks"]:
        return _("“%(goal)s” was at 0 %% for %(weeks)d periods running.") % values
    if not n["nought"]:
        return _("Of “%(goal)s” nothing was heard for %(weeks)d periods running.") % values
    return _("“%(goal)s” was at 0 %% or not spoken of for %(weeks)d periods running.") % values


def _flat(signal: Signal, n: Numbers) -> str:
    values = {"goal": signal.of, **n, "time": _days(n["days"])}
    said = _("“%(goal)s” went from %(from)d %% to %(to)d %% in %(time)s.") % values
    return said if n["asked"] else said + " " + _("Whether it is within reach was not asked yet.")


def _half(signal: Signal, n: Numbers) -> str:
    return _("“%(goal)s” is at %(percent)d %% in its week %(week)d.") % {"goal": signal.of, **n}


def _unreviewed(signal: Signal, n: Numbers) -> str:
    return _("“%(goal)s” was not looked at together for %(time)s.") % {"goal": signal.of, "time": _days(n["days"])}


def _vision(signal: Signal, n: Numbers) -> str:
    return _("The vision was not read for %(time)s.") % {"time": _days(n["days"])}


def _reflection(signal: Signal, n: Numbers) -> str:
    if "none" in n:
        return _("The last two questions are not answered; %(earlier)d earlier ones were.") % n
    if "days" in n:
        usual = {"now": _days(n["days"]), "usual": _days(round(n["usual"]))}
        return _("The last two answers took up to %(now)s; usual for them are %(usual)s.") % usual
    return _("The last two answers have up to %(length)d characters; usual for them are %(usual_length)d.") % n


def _reports(signal: Signal, n: Numbers) -> str:
    return _("The last %(missed)d weekly reports did not come; %(sent)d did before.") % n


def _energy(signal: Signal, n: Numbers) -> str:
    if "before" in n:
        return _("You found the energy at %(last)d of 5, and at %(before)d the time before.") % n
    return _("You found the energy at %(last)d of 5; in the first three sessions it was %(usual)s.") % n


def _attendance(signal: Signal, n: Numbers) -> str:
    if "late" in n:
        return _("They came late to %(late)d of the last %(of)d sessions.") % n
    said = _("The last %(fell_out)d sessions did not take place.") % n
    if not n["by_coach"]:
        return said
    return (
        said
        + " "
        + ngettext("One of them because of you.", "%(by_coach)d of them because of you.", int(n["by_coach"])) % n
    )


def _no_next(signal: Signal, n: Numbers) -> str:
    return _("The last session was %(time)s ago, and no next one is booked.") % {"time": _days(n["days"])}


def _silent_start(signal: Signal, n: Numbers) -> str:
    return _("Joined %(time)s ago, and nothing since.") % {"time": _days(n["days"])}


def _invite(signal: Signal, n: Numbers) -> str:
    return _("The invitation has waited for %(time)s.") % {"time": _days(n["days"])}


def _silence(signal: Signal, n: Numbers) -> str:
    if n["client"] > n["days"]:
        values = {"time": _days(n["days"]), "client": _days(n["client"])}
        return _("Nothing from either of you for %(time)s, and from them for %(client)s.") % values
    return _("Nothing from either of you for %(time)s.") % {"time": _days(n["days"])}


def _overload(signal: Signal, n: Numbers) -> str:
    said = [ngettext("%(goals)d weekly goal at once", "%(goals)d weekly goals at once", int(n["goals"])) % n]
    if n["too_much"]:
        said.append(ngettext("found too much once", "found too much %(too_much)d times", int(n["too_much"])) % n)
    return ", ".join(said) + "."


def _contemplation(signal: Signal, n: Numbers) -> str:
    return _("“%(area)s” has been thought about for %(time)s.") % {"area": signal.of, "time": _days(n["days"])}


def _promise(signal: Signal, n: Numbers) -> str:
    values = {**n, "time": _days(n["days"])}
    return ngettext(
        "A promise of yours was meant for %(time)s ago.",
        "%(open)d promises of yours are open, the oldest was meant for %(time)s ago.",
        int(n["open"]),
    ) % values  # fmt: skip


def _note(signal: Signal, n: Numbers) -> str:
    return _("The session was %(time)s ago, and there is no note of it.") % {"time": _days(n["days"])}


def _answer(signal: Signal, n: Numbers) -> str:
    values = {**n, "time": _days(n["days"])}
    return ngettext(
        "A weekly report has waited for a word for %(time)s.",
        "%(reports)d weekly reports wait for a word, the oldest for %(time)s.",
        int(n["reports"]),
    ) % values  # fmt: skip


SENTENCES: dict[Kind, Callable[[Signal, Numbers], str]] = {
    Kind.COMPLETION_FALLING: _completion,
    Kind.PILING_UP: _piling,
    Kind.NOT_ATTEMPTING: _untried,
    Kind.FLAT_3_WEEKS: _flat,
    Kind.WEEK_6_HALF: _half,
    Kind.GOAL_UNREVIEWED: _unreviewed,
    Kind.VISION_UNREAD: _vision,
    Kind.REFLECTION_SLOWING: _reflection,
    Kind.CHECKINS_MISSED: _reports,
    Kind.ENERGY_LOW: _energy,
    Kind.ATTENDANCE: _attendance,
    Kind.NO_NEXT_SESSION: _no_next,
    Kind.SILENT_START: _silent_start,
    Kind.INVITE_UNANSWERED: _invite,
    Kind.SILENCE: _silence,
    Kind.OVERLOAD: _overload,
    Kind.LONG_CONTEMPLATION: _contemplation,
    Kind.PROMISE_OPEN: _promise,
    Kind.NOTE_OPEN: _note,
    Kind.REPORT_UNANSWERED: _answer,
}
