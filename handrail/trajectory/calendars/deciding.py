"""What a coach decides about a session with words on it, where a calendar would have it otherwise."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.calendars.known_event import KnownEvent, Wish


def decide(row: KnownEvent, *, by: Person, at: datetime, follow: bool) -> bool:
    """Follow the calendar, or leave the session as it is for good. False where it has moved on meanwhile."""
    session = row.session
    said: dict[str, Any] = {"is_off": True}
    if row.wish == Wish.MOVE:
        said = {"is_off": False, "starts_at": row.wished_starts_at, "minutes": row.wished_minutes}
    try:
        with transaction.atomic():
            if follow and session:
                if row.wish == Wish.MOVE:
                    given = {"starts_at": row.wished_starts_at, "minutes": row.wished_minutes}
                    perform(session.reschedule, by=by, at=at, surface=Surface.WEB, **given)
                else:
                    reason = gettext("It was taken out of the calendar.")
                    perform(session.cancel, by=by, at=at, surface=Surface.WEB, side="", reason=reason)
            row.remember(**said)
    except Refusal:
        return False
    return True
