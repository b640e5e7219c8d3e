"""A session as calendars write it down (RFC 5545): what both the feed and an invitation say. Nothing of what it is
about, or of whom: calendars are seen over shoulders, and synced to wherever."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from handrail.trajectory.session import Session, State

# One name for a session for ever, wherever Handrail moves: calendars know it again by this alone.
OURS = "@session.handrail"
STATUS = {State.REQUESTED: "TENTATIVE", State.CANCELLED: "CANCELLED"}


def calendar(*, method: str) -> Calendar:
    written = Calendar()
    written.add("PRODID", "-//Handrail//Sessions//EN")
    written.add("VERSION", "2.0")
    written.add("CALSCALE", "GREGORIAN")
    written.add("METHOD", method)
    return written


def event(session: Session, *, stamp: datetime, whose: str = "") -> Event:
    """`stamp`: when what it says was last changed. `whose`: initials, for a coach who wants them."""
    written = Event()
    written.add("UID", f"{session.pk}{OURS}")
    written.add("DTSTAMP", _whole(stamp))
    written.add("LAST-MODIFIED", _whole(stamp))
    written.add("SEQUENCE", session.sequence)
    written.add("DTSTART", _whole(session.starts_at))
    written.add("DTEND", _whole(session.ends_at))
    written.add("SUMMARY", _("Session %(whose)s") % {"whose": whose} if whose else _("Session"))
    written.add("STATUS", STATUS.get(State(session.state), "CONFIRMED"))
    written.add("CLASS", "PRIVATE")
    written.add("TRANSP", "TRANSPARENT" if session.fell_out else "OPAQUE")
    return written


def is_ours(uid: str) -> bool:
    """Whether Handrail gave this name, here or elsewhere: such an event is a session already."""
    return uid.endswith(OURS)


def _whole(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)
