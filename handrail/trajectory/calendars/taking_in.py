"""A calendar, from bytes to sessions, where nobody is asked: by the command line, and from a subscription."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from handrail.practice.person import Person
from handrail.trajectory.calendars.carry import Outcome, carry_out
from handrail.trajectory.calendars.event import Reading, Window
from handrail.trajectory.calendars.plan import Step, plan
from handrail.trajectory.calendars.reading import read


def read_for(coach: Person, content: bytes, *, at: datetime) -> Reading:
    """As this coach means it: their hours, their answers. Raises Unreadable."""
    return read(content, window=Window.around(at), zone=coach.zone, own=frozenset({coach.email} - {""}))


def take_in(
    content: bytes, *, by: Person, at: datetime, source: str = "", seen: Callable[[Step, Outcome], None] | None = None
) -> Counter[Outcome]:
    """`seen` is told of each date in turn. Raises Unreadable."""
    reading = read_for(by, content, at=at)
    counts: Counter[Outcome] = Counter()
    for step, outcome in carry_out(plan(reading, coach=by, at=at, source=source), by=by):
        counts[outcome] += 1
        if seen:
            seen(step, outcome)
    return counts
