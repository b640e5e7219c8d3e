"""Lived days: how many days of a trajectory had passed, the paused ones not counted.

Every signal is judged on lived days. So a pause shifts each of them by exactly as many days as it had, and no rule
has to think of pauses at all [1N]."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Lived:
    """`started` is lived day 0; `paused` are the days that count for nothing, in order, each once."""

    started: date
    paused: tuple[date, ...] = ()

    @classmethod
    def since(cls, started: date, paused: Iterable[date] = ()) -> "Lived":
        return cls(started, tuple(sorted(set(paused))))

    def day(self, on: date) -> int:
        """What happens on a paused day belongs to the lived day that follows; before the start days are negative."""
        away = bisect_left(self.paused, on) - bisect_left(self.paused, self.started)
        return (on - self.started).days - away

    def is_away(self, on: date) -> bool:
        spot = bisect_left(self.paused, on)
        return spot < len(self.paused) and self.paused[spot] == on

    def date(self, day: int) -> date:
        """The first date on which so many days had been lived: no paused one, unless before the start."""
        on = self.started + timedelta(days=day)
        for away in self.paused[bisect_left(self.paused, self.started) :]:
            if away > on or day < 0:
                break
            on += timedelta(days=1)
        return on
