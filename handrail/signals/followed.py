"""What followed a word from the coach: whether it was answered, and on how many days the client did something in the
two weeks after, beside the two weeks before. It is told as it is, and claims no cause: one day enough of them may
(reached.py puts them together)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from handrail.ledger.signs import days_of_life
from handrail.trajectory.outreach import Outreach

WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Followed:
    """`days`: how many days have passed since, at most fourteen. `answered_in`: days until the answer, if any came."""

    days: int
    after: int
    before: int
    answered_in: int | None = None

    @property
    def is_over(self) -> bool:
        return self.days >= WITHIN.days


def followed(sent_on: date, active: Collection[date], *, today: date, replied_on: date | None = None) -> Followed:
    """The day itself counts on neither side: nobody knows which came first. All days are the client's."""
    after = sum(timedelta(0) < day - sent_on <= WITHIN for day in active)
    before = sum(timedelta(0) < sent_on - day <= WITHIN for day in active)
    days = min((today - sent_on).days, WITHIN.days)
    return Followed(days, after, before, None if replied_on is None else (replied_on - sent_on).days)


def what_followed(words: Iterable[Outreach], *, at: datetime) -> dict[UUID, Followed]:
    """Of each of these words that the reader found; one statement."""
    words = [each for each in words if each.coachee]
    active = _active(words)
    found = {}
    for word in words:
        client = word.coachee
        assert client, "a word goes to somebody"
        days = active.get((word.trajectory_id, client.pk), [])
        sent_on = client.today(word.sent_at)
        found[word.pk] = followed(sent_on, days, today=client.today(at), replied_on=word.replied_on)
    return found


def _active(words: Sequence[Outreach]) -> dict[tuple[UUID, UUID], list[date]]:
    if not words:
        return {}
    zones = {each.coachee.pk: each.coachee.zone for each in words if each.coachee}
    since = min(each.sent_at for each in words) - WITHIN - timedelta(days=1)
    return days_of_life(zones, streams={each.trajectory_id for each in words}, but_of=(), since=since)
