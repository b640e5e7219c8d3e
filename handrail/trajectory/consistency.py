"""How steadily something is kept, as "x of the last y": pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

EVERY_DAY = "1234567"


@dataclass(frozen=True)
class Kept:
    """Kept on `days` of the `of` days that it was meant for. Paused days and breaks on purpose are no part of them."""

    days: int
    of: int


def kept_of(
    ticks: Mapping[date, bool], *, today: date, since: date, days: str = EVERY_DAY, last: int = 7,
    away: Collection[date] = frozenset(),
) -> Kept:  # fmt: skip
    """Of the last so many days that it was meant for, how many. `ticks` says of a day whether it was kept; a day that
    nothing is said of was not. Today counts once something was said of it: the day is not over. A kept day counts
    wherever it lies: on a day off too, it was done.

    Looks back from today until `last` days are found, and not beyond `since`, the first day of it."""
    kept = counted = 0
    day = today if today in ticks else today - timedelta(days=1)
    while day >= since and counted < last:
        was_kept = ticks.get(day, False)
        meant = str(day.isoweekday()) in days and day not in away
        counted += meant or was_kept
        kept += was_kept
        day -= timedelta(days=1)
    return Kept(kept, counted)
