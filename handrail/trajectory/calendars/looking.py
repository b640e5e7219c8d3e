"""Looking at subscribed calendars: who is due is found by a sweep, fetched, and taken in as by the command line."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from handrail.lib.fetching import Answer, CannotFetch, Limits, fetch
from handrail.trajectory.calendars.carry import Outcome
from handrail.trajectory.calendars.subscription import Subscription, Trouble
from handrail.trajectory.calendars.taking_in import take_in
from handrail.trajectory.intake.trouble import Unreadable

# Read in whole so often, though it says that nothing has changed: the year that is looked at goes on with the days.
IN_WHOLE = timedelta(days=1)

log = logging.getLogger("handrail.calendars")


def look(*, at: datetime, limits: Limits | None = None, going: Callable[[], bool] = lambda: True) -> int:
    """Every calendar that is due; how many."""
    looked = 0
    while going() and (one := Subscription.claim(at)):
        _look_at(one, at=at, limits=limits)
        looked += 1
    return looked


def _look_at(one: Subscription, *, at: datetime, limits: Limits | None) -> None:
    try:
        answer = _fetched(one, at=at, limits=limits)
        found = _taken_in(one, answer, at=at) if one.is_still_held() else None
    except CannotFetch as cannot:
        one.went_wrong(Trouble(cannot.why.value), at=at)
    except Unreadable:
        one.went_wrong(Trouble.NOT_A_CALENDAR, at=at)
    except Exception:
        # Or it would be claimed again and again, and keep the others waiting.
        log.exception("%s stumbled", one)
        one.went_wrong(Trouble.NOT_A_CALENDAR, at=at)
    else:
        one.went_well(at=at, etag=answer.etag, changed=answer.changed, found=found)


def _fetched(one: Subscription, *, at: datetime, limits: Limits | None) -> Answer:
    is_fresh = one.read_at is not None and one.read_at > at - IN_WHOLE
    return fetch(one.url, etag=one.etag if is_fresh else "", changed=one.changed if is_fresh else "", limits=limits)


def _taken_in(one: Subscription, answer: Answer, *, at: datetime) -> dict[str, int] | None:
    if answer.body is None:
        return None
    counts: Counter[Outcome] = take_in(answer.body, by=one.coach, at=at, source=f"subscription {one.pk}")
    return {outcome.value: many for outcome, many in counts.items()}
