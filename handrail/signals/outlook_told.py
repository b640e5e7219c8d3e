"""The outlook in words, for the coach alone."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handrail.signals.measures import NEVER
from handrail.signals.outlook import Outlook, Reason


def chance(outlook: Outlook) -> str:
    """A frequency, not a score: people judge by it better [1N]."""
    if outlook.one_in == 1:
        return _("Nearly everybody with this picture stalled within four weeks")
    return _("About 1 in %(many)d with this picture stalled within four weeks") % {"many": outlook.one_in}


def reason(reason: Reason) -> str:
    """What speaks for it, with its number."""
    return SENTENCES[reason.signal](reason.value)


def _days(value: float) -> str:
    return ngettext("%(days)d day", "%(days)d days", int(value)) % {"days": value}


def _weeks(value: float) -> str:
    return ngettext("%(weeks)d week", "%(weeks)d weeks", int(value)) % {"weeks": value}


def _silent(value: float) -> str:
    return _("nothing for %(time)s") % {"time": _days(value)}


def _longest_gap(value: float) -> str:
    return _("%(time)s without a sign in the last eight weeks") % {"time": _days(value)}


def _seen(days: int) -> Callable[[float], str]:
    return lambda value: _("active on %(seen)d of the last %(days)d days") % {"seen": value, "days": days}


def _weeks_of(many: int) -> Callable[[float], str]:
    return lambda value: _("active in %(seen)d of the last %(weeks)d weeks") % {"seen": value, "weeks": many}


def _rate(value: float) -> str:
    return _("active on %(percent)d %% of all days so far") % {"percent": round(100 * value)}


def _wrote(value: float) -> str:
    return ngettext(
        "wrote on %(days)d day of the last four weeks", "wrote on %(days)d days of the last four weeks", int(value)
    ) % {"days": value}


def _open_share(value: float) -> str:
    return _("%(percent)d %% of what was due so far is open") % {"percent": round(100 * value)}


def _open_lately(value: float) -> str:
    return ngettext(
        "%(many)d thing that came due in the last eight weeks is open",
        "%(many)d things that came due in the last eight weeks are open",
        int(value),
    ) % {"many": value}


def _open_row(value: float) -> str:
    return ngettext(
        "the last thing that was due is open", "the last %(many)d things that were due are open", int(value)
    ) % {"many": value}


def _since_done(value: float) -> str:
    return _("nothing with a day was done for %(time)s") % {"time": _days(value)}


def _undone_soon(value: float) -> str:
    return ngettext("%(many)d thing is due soon", "%(many)d things are due soon", int(value)) % {"many": value}


def _next_in(value: float) -> str:
    return (
        _("nothing more is due") if value >= NEVER else _("the next thing is due in %(time)s") % {"time": _days(value)}
    )


def _days_in(value: float) -> str:
    return _("%(time)s in") % {"time": _weeks(value // 7)}


SENTENCES: dict[str, Callable[[float], str]] = {
    "silent": _silent,
    "longest_gap": _longest_gap,
    "seen_7": _seen(7),
    "seen_28": _seen(28),
    "weeks_4": _weeks_of(4),
    "weeks_8": _weeks_of(8),
    "rate": _rate,
    "wrote_28": _wrote,
    "open_share": _open_share,
    "open_8_weeks": _open_lately,
    "open_row": _open_row,
    "since_done": _since_done,
    "undone_soon": _undone_soon,
    "next_in": _next_in,
    "days_in": _days_in,
}
