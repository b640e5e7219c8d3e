"""Somebody's sessions as a calendar that programs fetch again and again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.ledger.changed import changed_at
from handrail.practice.person import Person
from handrail.trajectory.calendars.written import calendar, event
from handrail.trajectory.feed_address import FeedAddress
from handrail.trajectory.participant import Participant
from handrail.trajectory.session import Session, State

BACK = timedelta(days=90)
# A program that fetches rarely has to meet the cancellation, and not only the gap.
CANCELLED_FOR = timedelta(days=30)
EVERY = timedelta(hours=1)
MOST = 2_000


def feed(address: FeedAddress, *, at: datetime, page: Callable[[Session], str]) -> bytes:
    """The calendar behind this address. `page` is where a session stands in Handrail, for those who may come in.

    The same until a session changes or the day does. Of somebody who has ended here it is empty rather than gone: a
    program that is told 404 keeps what it has, and one that is given an empty calendar lets it go.
    """
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = _sessions(address.person, since=day - BACK)
    changed = changed_at(address.practice_id, [session.pk for session in sessions])
    whose = _initials(sessions) if address.initials else {}
    written = calendar(method="PUBLISH")
    written.add("NAME", _("Sessions"))
    written.add("X-WR-CALNAME", _("Sessions"))
    written.add("REFRESH-INTERVAL", EVERY, parameters={"VALUE": "DURATION"})
    written.add("X-PUBLISHED-TTL", "PT1H")
    for session in sessions:
        stamp = changed.get(session.pk, session.starts_at)
        if session.state != State.CANCELLED or stamp >= day - CANCELLED_FOR:
            one = event(session, stamp=stamp, whose=whose.get(session.trajectory_id, ""))
            one.add("URL", page(session))
            written.add_component(one)
    return bytes(written.to_ical())


def _sessions(person: Person, *, since: datetime) -> list[Session]:
    """What this person may see of it today, as everywhere."""
    reached = Session.objects.visible_to(person).filter(starts_at__gte=since).exclude(state=State.NO_SHOW)
    return list(reached.select_related("trajectory").order_by("starts_at", "pk")[:MOST])


def _initials(sessions: list[Session]) -> dict[UUID, str]:
    """By trajectory: "JL", or of several "JL, AO"."""
    concerned = {session.trajectory_id for session in sessions}
    names: dict[UUID, list[str]] = {}
    taking_part = Participant.objects.filter(trajectory_id__in=concerned).exclude(state="left")
    for trajectory_id, name in taking_part.order_by("pk").values_list("trajectory_id", "person__name"):
        names.setdefault(trajectory_id, []).append("".join(part[0] for part in name.split()[:3]).upper())
    return {trajectory_id: ", ".join(filter(None, those)) for trajectory_id, those in names.items()}
