"""What became of the practice's own clients, so that the frequencies become its own. Pure.

One moment every four weeks, so that no stall is counted twice; of the last ten months, as facts reach back a year."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from handrail.signals.facts import Facts
from handrail.signals.limits import DEFAULT, Limits
from handrail.signals.outlook import Outlook, outlook
from handrail.signals.points import BANDS

WINDOW, MOST = 28, 10
SILENT = 21
# Own moments before they are listened to, and how many of them each band of the learners weighs as much as.
ENOUGH, WEIGHT = 200, 100

# Points at a moment, and whether a stall followed.
Moment = tuple[int, bool]


def moments(facts: Facts, *, completed: bool = False, limits: Limits = DEFAULT) -> Iterator[Moment]:
    """Of somebody whose work came to its end as planned, only while they were still there: what follows is no stall."""
    last = facts.last_active
    for back in range(1, MOST + 1):
        day = facts.today - back * WINDOW
        then = facts.as_of(day)
        quiet = then.last_active is None or day - then.last_active >= SILENT
        if last is None or quiet or (completed and last < day + WINDOW):
            continue
        if found := outlook(then, limits):
            yield found.points, day < last + SILENT <= day + WINDOW


def frequencies(own: Iterable[Moment]) -> tuple[int, list[float]]:
    """Of how many own moments, and the chance in each band: the learners' as long as there are too few of them."""
    counts = [[0, 0] for _ in BANDS]
    for points, stalled in own:
        count = counts[band_of(points)]
        count[0] += 1
        count[1] += stalled
    if sum(seen for seen, _ in counts) < ENOUGH:
        return 0, [band.share for band in BANDS]
    pulled = [
        (WEIGHT + seen, (WEIGHT * band.share + stalled) / (WEIGHT + seen))
        for band, (seen, stalled) in zip(BANDS, counts, strict=True)
    ]
    return sum(seen for seen, _ in counts), _rising(pulled)


def retold(told: Outlook, known: tuple[int, list[float]]) -> Outlook:
    return replace(told, chance=known[1][band_of(told.points)], own=known[0])


def band_of(points: int) -> int:
    return bisect_right([band.since for band in BANDS], points) - 1


def _rising(shares: Iterable[tuple[int, float]]) -> list[float]:
    """Neighbours of whom the higher is less likely share what they know (weight, share)."""
    groups: list[tuple[int, float, int]] = []
    for weight, share in shares:
        groups.append((weight, share, 1))
        while len(groups) > 1 and groups[-1][1] < groups[-2][1]:
            (one, low, few), (other, high, many) = groups.pop(), groups.pop()
            groups.append((one + other, (one * low + other * high) / (one + other), few + many))
    return [share for _, share, many in groups for _ in range(many)]
