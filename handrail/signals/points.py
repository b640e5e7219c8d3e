"""The outlook's points: which signals, where they are cut, and what each bin adds. docs/signals.md prints them.

The points and the bands are made by bin/fit_outlook.py of the log of 21,333 online learners, and are not changed by
hand; signals and cuts are chosen by hand. What a signal counts is said in measures.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`points[0]` below the first cut, `points[1]` from the first cut on, and so on."""

    signal: str
    cuts: tuple[float, ...]
    points: tuple[int, ...] = ()


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
        Row("silent", (2, 4, 7, 10, 14, 17), (0, 2, 3, 5, 7, 9, 10)),
        Row("longest_gap", (14, 21), (0, 0, 2)),
        Row("seen_7", (1, 2, 3, 5), (8, 8, 5, 3, 0)),
        Row("seen_28", (2, 4, 6, 9, 14), (8, 5, 3, 2, 1, 0)),
        Row("weeks_4", (3, 4), (3, 2, 0)),
        Row("open_share", (0.2, 0.4), (0, 9, 13)),
        Row("open_row", (1, 2), (0, 6, 8)),
        Row("since_done", (43,), (0, 2)),
        Row("undone_soon", (1,), (0, 8)),
        Row("next_in", (15, 29), (0, 7, 4)),
        Row("days_in", (21, 42, 70), (7, 6, 4, 0)),
    )
)

SILENCE = Table(
    (
        Row("silent", (1, 2, 4, 7, 10, 14, 17), (0, 3, 4, 7, 8, 13, 19, 29)),
        Row("longest_gap", (8, 14, 21), (0, 3, 4, 8)),
        Row("seen_7", (1, 2, 3, 5), (9, 6, 4, 3, 0)),
        Row("seen_28", (2, 4, 6, 8, 11, 15, 20), (18, 17, 16, 14, 12, 10, 5, 0)),
        Row("weeks_8", (2, 3, 4, 5, 6, 7, 8), (10, 9, 7, 6, 5, 4, 2, 0)),
        Row("rate", (0.1, 0.2, 0.3), (6, 4, 2, 0)),
        Row("wrote_28", (1, 3, 8), (3, 2, 0, 0)),
        Row("open_share", (0.2, 0.4), (0, 6, 8)),
        Row("next_in", (15, 29), (0, 6, 10)),
        Row("days_in", (21, 42, 70), (0, 2, 6, 0)),
    )
)

BANDS = (
    Band(0, 152745, 2703),
    Band(20, 57485, 2292),
    Band(26, 28972, 1801),
    Band(30, 26935, 2336),
    Band(35, 17910, 2482),
    Band(41, 10819, 2600),
    Band(48, 6630, 2737),
    Band(55, 2765, 1524),
    Band(59, 1961, 1251),
)
