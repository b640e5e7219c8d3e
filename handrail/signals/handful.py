"""A handful a day: whom a coach helps most comes first, and who has seen to so many is done for today [113, 114]. The
start page goes by it, and the morning's letter."""

from collections.abc import Iterable, Sequence
from datetime import date

from handrail.signals.judged import Judged, Raised
from handrail.signals.rules import RULES
from handrail.trajectory.handling import QUIET, State

MOST = 5
RANK = {kind: number for number, kind in enumerate(RULES)}


def first_of(signals: Sequence[Raised]) -> Raised:
    """What helps most; what was seen comes after what was not."""
    return min(signals, key=_first)


def order(judged: Judged) -> tuple[object, ...]:
    """By which one client, of whom something is raised, comes before another."""
    told, (is_seen, rank, _since) = judged.outlook, _first(first_of(judged.of_client))
    return is_seen, rank, -(told.chance if told else 0), -len(judged.of_client), judged.life.name.casefold()


def seen_to(everybody: Iterable[Judged], *, today: date) -> int:
    """Of how many clients something was done about a signal today, or found not needed: putting off is neither."""
    return sum(any(_is_of(today, each) for each in judged.quiet if not each.of_coach) for judged in everybody)


def room(everybody: Iterable[Judged], *, today: date) -> int:
    """How many more of them are a day's work."""
    return max(0, MOST - seen_to(everybody, today=today))


def _is_of(today: date, quiet: Raised) -> bool:
    return quiet.handled in (State.ACTED, State.DISMISSED) and quiet.until == today + QUIET


def _first(raised: Raised) -> tuple[bool, int, int]:
    """What is new comes before what is old: early is when it helps."""
    return raised.handled == State.SEEN, RANK[raised.kind], -raised.since.toordinal()
