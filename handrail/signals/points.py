"""The outlook's points: which signals, where they are cut, and what each bin adds. docs/signals.md prints them.

The points and the bands are made by bin/fit_outlook.py of the log of 21,333 online learners, and are not changed by
hand; signals and cuts are chosen by hand. What a signal counts is said in measures.py."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Row:
    """`points[0]` below the first cut, `points[1]` from the first cut on, and so on."""

    signal: str
    cuts: tuple[float, ...]
    points: tuple[int, ...] = ()

    @cached_property
    def least(self) -> int:
        return min(self.points)


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Band:
    """From so many points on: at how many moments learners stood there, and how many of these a stall followed."""

    since: int
    moments: int
    stalled: int

    @property
    def share(self) -> float:
        return self.stalled / self.moments


# Ranks who may stall: leaves, or falls silent for good, within four weeks.
STALL = Table(
    (
        Row("silent", (2, 4, 7, 10, 14, 17), (0, 2, 3, 3, 6, 7, 9)),
        Row("longest_gap", (8, 14, 21), (0, 0, 1, 2)),
        Row("seen_7", (1, 2, 3, 5), (10, 8, 5, 3, 0)),
        Row("seen_28", (2, 4, 6, 9, 14), (7, 5, 3, 2, 1, 0)),
        Row("weeks_4", (1, 2, 3, 4), (4, 4, 3, 2, 0)),
        Row("open_share", (0.2, 0.4), (0, 5, 9)),
        Row("open_8_weeks", (1, 2), (0, 4, 5)),
        Row("open_row", (1, 2), (0, 4, 5)),
        Row("since_done", (43,), (0, 2)),
        Row("undone_soon", (1,), (0, 8)),
        Row("next_in", (15, 29), (0, 7, 4)),
        Row("days_in", (21, 42, 70), (7, 6, 4, 0)),
    )
)

# Ranks who may fall silent for three weeks, for a time or for good.
SILENCE = Table(
    (
        Row("silent", (1, 2, 4, 7, 10, 14, 17), (0, 3, 4, 7, 7, 13, 19, 29)),
        Row("longest_gap", (8, 14, 21), (0, 3, 4, 8)),
        Row("seen_7", (1, 2, 3, 5), (9, 6, 4, 3, 0)),
        Row("seen_28", (2, 4, 6, 8, 11, 15, 20), (18, 17, 16, 14, 12, 10, 5, 0)),
        Row("weeks_8", (2, 3, 4, 5, 6, 7, 8), (10, 9, 7, 6, 5, 4, 2, 0)),
        Row("rate", (0.1, 0.2, 0.3), (6, 4, 2, 0)),
        Row("wrote_28", (1, 3, 8), (3, 2, 1, 0)),
        Row("open_share", (0.2, 0.4), (0, 4, 7)),
        Row("next_in", (15, 29), (0, 6, 10)),
        Row("days_in", (21, 42, 70), (1, 2, 6, 0)),
    )
)

BANDS = (
    Band(0, 151068, 2638),
    Band(20, 57907, 2298),
    Band(26, 29642, 1821),
    Band(30, 27542, 2373),
    Band(35, 16804, 2297),
    Band(40, 12320, 2931),
    Band(47, 5793, 2378),
    Band(53, 3317, 1815),
    Band(58, 1829, 1175),
)
