"""A session that moved or fell out, as a part of a mail that calendar programs act on (RFC 5546, 6047).

Feeds are fetched hours apart; whoever's session begins before that has to hear of it at once."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from icalendar import vCalAddress, vText

from handrail.practice.person import Person
from handrail.trajectory.calendars.written import calendar, event
from handrail.trajectory.session import Session

REQUEST, CANCEL = "REQUEST", "CANCEL"


def invitation(session: Session, *, to: Person, at: datetime) -> tuple[str, str]:
    """The calendar part and its method, for `Message.queue(calendar=…, calendar_method=…)`: the same name and the same
    number as in the feed, so that a calendar that has both shows one. No answer is asked for: what a calendar program
    answers by itself says nothing of a person."""
    method = CANCEL if session.fell_out else REQUEST
    written = calendar(method=method)
    one = event(session, stamp=at)
    if method == CANCEL:
        one["STATUS"] = vText("CANCELLED")
    organizer = _address(parseaddr(settings.HANDRAIL_FROM)[1], name=to.practice.name)
    one.add("ORGANIZER", organizer)
    attendee = _address(to.email, name=to.name)
    attendee.params["ROLE"], attendee.params["PARTSTAT"] = vText("REQ-PARTICIPANT"), vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    one.add("ATTENDEE", attendee, encode=False)
    written.add_component(one)
    return written.to_ical().decode().replace("\r\n", "\n"), method


def _address(address: str, *, name: str) -> vCalAddress:
    """A name becomes a parameter: quotes and line ends have no place there."""
    of = vCalAddress(f"mailto:{address}")
    of.params["CN"] = vText("".join(letter for letter in name if letter.isprintable() and letter not in '"\\'))
    return of
