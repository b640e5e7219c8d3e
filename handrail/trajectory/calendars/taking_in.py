"""A calendar, from bytes to sessions, where nobody is asked: by the command line, and from a subscription."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from handrail.practice.person import Person
from handrail.trajectory.calendars.carry import Outcome, carry_out
from handrail.trajectory.calendars.event import Ignored, Reading, Window
from handrail.trajectory.calendars.plan import Step, plan
from handrail.trajectory.calendars.reading import read
from handrail.trajectory.calendars.written import is_ours


def read_for(coach: Person, content: bytes, *, at: datetime) -> Reading:
    """As this coach means it: their hours, their answers. Raises Unreadable. What Handrail itself wrote into their
    calendar, by a feed or an invitation, is a session already."""
    reading = read(content, window=Window.around(at), zone=coach.zone, own=frozenset({coach.email} - {""}))
    others = [event for event in reading.events if not is_ours(event.said.uid)]
    if len(others) < len(reading.events):
        reading.ignored[Ignored.OURS] += len(reading.events) - len(others)
        reading.events = others
    return reading


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
