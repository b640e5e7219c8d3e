"""The practice's own clients, those who are no longer there among them: what the frequencies are made again of. Of
everybody's clients only how many there were comes to any coach: so many moments, so many stalls."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from handrail.signals.limits import Limits
from handrail.signals.lives import Life, lives_ever
from handrail.signals.outcomes import ENOUGH, MOST, WINDOW, Moment, frequencies, moments
from handrail.signals.read import Read
from handrail.trajectory.trajectory import State

YEAR = timedelta(days=366)
# Of many more clients than these, each so many-th one tells enough.
LIVES = 100
COMPLETED = frozenset({State.COMPLETED, State.FOLLOW_UP})


def counted(practice_id: UUID, *, at: datetime) -> list[Life]:
    """Whose past is looked at, all of a trajectory or none: with whoever stayed alone it would look too well. Nobody is
    read for it where even all that there can be would be too little."""
    lives = lives_ever(practice_id, since=at - YEAR)
    if sum(_at_most(life, at) for life in lives) < ENOUGH:
        return []
    every = 1 + len(lives) // LIVES
    return [life for life in lives if life.trajectory_id.int % every == 0]


def _at_most(life: Life, at: datetime) -> int:
    return min(MOST, (life.today(at) - life.starts_on).days // WINDOW) if life.starts_on else 0


def known(found: Iterable[Read], *, limits: Limits) -> tuple[int, list[float]]:
    return frequencies(moment for each in found for moment in _moments(each, limits))


def _moments(each: Read, limits: Limits) -> Iterator[Moment]:
    facts = each.facts
    if each.life.is_over and facts.joined is None:
        facts = replace(facts, joined=0)
    return moments(facts, completed=each.life.state in COMPLETED, limits=limits)
