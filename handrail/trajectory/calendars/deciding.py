"""What a coach decides about a session with words on it, where a calendar would have it otherwise."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.trajectory.calendars.known_event import KnownEvent, Wish
from handrail.trajectory.session import Session


def decide(row: KnownEvent, *, by: Person, at: datetime, follow: bool) -> bool:
    """Follow the calendar, or leave the session as it is for good. False where it has moved on meanwhile."""
    try:
        with transaction.atomic():
            if follow:
                perform(_following(row), by=by, at=at, surface=Surface.WEB)
            row.remember(**_now_known(row))
    except Refusal:
        return False
    return True


def _following(row: KnownEvent) -> Callable[..., Session]:
    session, starts_at = row.session, row.wished_starts_at
    assert session

    def followed(*, by: Person, at: datetime) -> Session:
        if starts_at:
            return session.reschedule(by=by, at=at, starts_at=starts_at, minutes=row.wished_minutes)
        return session.cancel(by=by, at=at, side="", reason=gettext("It was taken out of the calendar."))

    return followed


def _now_known(row: KnownEvent) -> dict[str, Any]:
    if row.wish == Wish.MOVE:
        return {"is_off": False, "starts_at": row.wished_starts_at, "minutes": row.wished_minutes}
    return {"is_off": True}
