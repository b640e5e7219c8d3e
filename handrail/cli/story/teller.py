"""Telling a story: each verb at its own instant, all chapters together in the order things happened.

A chapter is a generator: it yields the next instant at which something happens in it, and goes on when that
instant has come. So the history of the practice, which all chapters write in, runs forward like a real one.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from handrail.cli.cast import MARA, Role
from handrail.ledger.covered import Covered
from handrail.ledger.surface import Surface
from handrail.ledger.writing import perform
from handrail.lib.moment import moment
from handrail.practice.person import Person

Row = TypeVar("Row", bound=Covered)
FIRST_HOUR, LAST_HOUR = time(10), time(17)


class Teller:
    """The story's own clock, and everybody in it. `until` is the present; days are counted from it."""

    def __init__(self, *, until: datetime) -> None:
        self.until = self.at = until
        self.people: dict[Role, Person] = {}

    def __call__(self, verb: Callable[..., Row], *, by: Person, **given: Any) -> Row:
        """This happens now, in the story."""
        return perform(verb, by=by, at=self.at, surface=Surface.DEMO, **given)

    def __getitem__(self, role: Role) -> Person:
        return self.people[role]

    def on(self, days: int) -> date:
        """The day so many days from today, where the practice is."""
        return self.until.astimezone(ZoneInfo(MARA.zone)).date() + timedelta(days=days)

    def day(self, days: int, hour: str, *, zone: str = MARA.zone) -> datetime:
        """That day at an hour on the wall."""
        return moment(self.on(days), time.fromisoformat(hour), zone=zone)

    def after(self, minutes: int) -> datetime:
        """A little later in the story."""
        return self.at + timedelta(minutes=minutes)

    def ago(self, minutes: int) -> datetime:
        """A little before the present."""
        return self.until - timedelta(minutes=minutes)

    def later_today(self) -> datetime:
        """When the next conversation is: today in working hours, or else as today as it can be."""
        here = self.until.astimezone(ZoneInfo(MARA.zone))
        soon = (here + timedelta(minutes=74)).replace(minute=0, second=0, microsecond=0)
        if soon.date() == here.date():
            return max(soon, soon.replace(hour=FIRST_HOUR.hour)) if soon.time() <= LAST_HOUR else soon
        end_of_day = here.replace(hour=23, minute=55, second=0, microsecond=0)
        return end_of_day if end_of_day > here else self.day(1, "10:00")


Chapter = Callable[[Teller], Iterator[datetime]]


def tell(chapters: Iterable[Chapter], *, until: datetime, progress: Callable[[datetime], None]) -> None:
    """Tell all chapters at once, in order of time. `progress` is told each instant."""
    teller = Teller(until=until)
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, chapter in enumerate(chapters):
        story = chapter(teller)
        heappush(waiting, (next(story), number, story))
    while waiting:
        teller.at, number, story = heappop(waiting)
        progress(teller.at)
        if (following := next(story, None)) is None:
            continue
        if not teller.at <= following <= until:
            raise ValueError(f"chapter {number} goes from {teller.at} to {following}; the present is {until}")
        heappush(waiting, (following, number, story))
