"""The coach's own clients, those who are no longer there among them: what the frequencies are made again of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from handrail.practice.person import Person
from handrail.signals.limits import Limits
from handrail.signals.lives import lives_over
from handrail.signals.outcomes import ENOUGH, Moment, frequencies, moments
from handrail.signals.read import Read, read
from handrail.trajectory.trajectory import State

YEAR = timedelta(days=366)
# Of many more clients than these, each so many-th one tells enough.
LIVES = 100
COMPLETED = frozenset({State.COMPLETED, State.FOLLOW_UP})


def known(coach: Person, now: Iterable[Read], *, limits: Limits, at: datetime) -> tuple[int, list[float]]:
    """With whoever stayed alone it would look too well: those who left count too. Nobody is read for it where even
    twice what there is would be too little."""
    now = list(now)
    every = 1 + len(now) // LIVES
    found = [m for each in now if each.life.coachee_id.int % every == 0 for m in moments(each.facts, limits=limits)]
    if 2 * len(found) >= ENOUGH:
        found += _over(coach, every, limits=limits, at=at)
    return frequencies(found)


def _over(coach: Person, every: int, *, limits: Limits, at: datetime) -> Iterator[Moment]:
    over = [life for life in lives_over(coach, since=at - YEAR) if life.coachee_id.int % every == 0]
    for each in read(over, at=at):
        facts = each.facts if each.facts.joined is not None else replace(each.facts, joined=0)
        yield from moments(facts, completed=each.life.state in COMPLETED, limits=limits)
