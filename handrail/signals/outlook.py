"""How it may go on: one figure drawn from a table of points, said as a frequency, with its two strongest reasons. Pure.

The table is additive: each signal falls into one bin, each bin has points, the points are summed. Anybody can do it by
hand with docs/signals.md. It was made of what became of learners in online courses, and of nothing about who somebody
is. It advises a coach; a client never sees it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from handrail.signals import points
from handrail.signals.facts import Facts
from handrail.signals.limits import DEFAULT, Limits
from handrail.signals.measures import MEASURES, tasks
from handrail.signals.points import Table
from handrail.signals.rules import is_enough


@dataclass(frozen=True)
class Reason:
    """A signal that speaks for a stall. `points`: what its theme adds to the least there can be."""

    signal: str
    value: float
    points: int


@dataclass(frozen=True)
class Outlook:
    """`chance`: the share of people with such a picture who stalled within four weeks. `own`: of how many moments in
    this practice that is known beside the learners; 0: of the learners alone."""

    points: int
    chance: float
    reasons: tuple[Reason, ...]
    own: int = 0

    @property
    def one_in(self) -> int:
        """“About 1 in so many”, rounded to numbers that people can see before them."""
        return frequency(self.chance)


FREQUENCIES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50)


def frequency(chance: float) -> int:
    return min(FREQUENCIES, key=lambda many: abs(1 / many - chance))


def outlook(facts: Facts, limits: Limits = DEFAULT) -> Outlook | None:
    """None: too little to go on, which is not the same as fine."""
    if not is_enough(facts, limits):
        return None
    measured = measure(facts, [row.signal for row in points.STALL.rows])
    total = score(points.STALL, measured)
    return Outlook(total, chance_of(total), reasons(points.STALL, measured))


def measure(facts: Facts, signals: Iterable[str]) -> dict[str, float]:
    if facts.meetings or facts.reports:
        # Put together once, and not by each measure.
        facts = replace(facts, dues=tasks(facts), meetings=(), reports=())
    return {signal: MEASURES[signal].of(facts) for signal in signals}


def score(table: Table, measured: dict[str, float]) -> int:
    return sum(row.points[bisect_right(row.cuts, measured[row.signal])] for row in table.rows)


def chance_of(total: int) -> float:
    """By the band that so many points fall into."""
    return points.BANDS[bisect_right([band.since for band in points.BANDS], total) - 1].share


def reasons(table: Table, measured: dict[str, float], most: int = 2) -> tuple[Reason, ...]:
    """The strongest first. Signals that look at the same thing count as one; the strongest of them speaks for it."""
    themes: dict[str, Reason] = {}
    strongest: dict[str, int] = {}
    for row in table.rows:
        more = row.points[bisect_right(row.cuts, measured[row.signal])] - row.least
        if not more:
            continue
        theme = MEASURES[row.signal].theme
        said = themes.get(theme)
        speaks = more > strongest.get(theme, 0)
        strongest[theme] = max(more, strongest.get(theme, 0))
        signal, value = (row.signal, measured[row.signal]) if speaks or said is None else (said.signal, said.value)
        themes[theme] = Reason(signal, value, more + (said.points if said else 0))
    return tuple(sorted(themes.values(), key=lambda reason: -reason.points)[:most])
