"""What each signal is called in a few words, where its sentence is not at hand. For the coach alone."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from handrail.lib.said import Said
from handrail.signals.signal import Kind

NAMES: Mapping[str, Said] = {
    Kind.COMPLETION_FALLING: _("Less gets done than before"),
    Kind.PILING_UP: _("Open actions pile up"),
    Kind.NOT_ATTEMPTING: _("A weekly goal is not tried"),
    Kind.FLAT_3_WEEKS: _("A goal stands still"),
    Kind.WEEK_6_HALF: _("Week six, less than half the way"),
    Kind.GOAL_UNREVIEWED: _("A goal was not looked at for long"),
    Kind.VISION_UNREAD: _("The vision was not read for long"),
    Kind.REFLECTION_SLOWING: _("Reflections come later or get shorter"),
    Kind.CHECKINS_MISSED: _("Weekly reports stay away"),
    Kind.ENERGY_LOW: _("Low energy in sessions"),
    Kind.ATTENDANCE: _("Sessions fall out or begin late"),
    Kind.NO_NEXT_SESSION: _("No next session"),
    Kind.SILENT_START: _("A quiet start"),
    Kind.INVITE_UNANSWERED: _("An invitation waits"),
    Kind.SILENCE: _("Silence"),
    Kind.OVERLOAD: _("A lot at once"),
    Kind.LONG_CONTEMPLATION: _("Long in thought"),
    Kind.PROMISE_OPEN: _("A promise of your own"),
    Kind.NOTE_OPEN: _("A note to write"),
    Kind.REPORT_UNANSWERED: _("A report waits for a word"),
    # No signal, and kept like one that was seen to (web/coach/standing.py).
    "answer_read": _("An answer to a word, read"),
}


def name_of(kind: str) -> str:
    """Of a kind that is no more, its bare name."""
    return str(NAMES.get(kind, kind.replace("_", " ")))
