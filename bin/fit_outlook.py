"""Makes the outlook's points (handrail/signals/points.py) of a log in which what became of people is known.

    bin/handrail evaluate EVENTS PERSONS --at SNAPSHOTS --signals > signals.csv
    python -m bin.fit_outlook signals.csv SNAPSHOTS --write                 points made of everybody
    python -m bin.fit_outlook signals.csv SNAPSHOTS --by-run > scores.csv   each course run by points of the others

For developers: it wants numpy and scipy (`pip install -e .[fit]`); the product and its tests do without. SNAPSHOTS has
person_id, course, t, y1 (stalled within 28 days) and y2 (fell silent for 21 within 28). Which signals there are and
where they are cut is said in points.py and stays as it is; only the points are made anew.

A logistic regression whose bins are sums of steps, each step held to the direction that its measure may have: more
activity never adds a point. Small steps are pulled to nothing (l2). One point is a tenth of a unit of log-odds."""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from handrail.signals import log_file, points
from handrail.signals.measures import MEASURES, Theme
from handrail.signals.points import Band, Row, Table

# numpy brings types that are only there where it is.
Array = Any
# What is due differs between one course, or practice, and the next more than signs of life do, so it is held back more.
# Of unknown course runs the points tell as much as without, of other kinds of people more.
PULL, PULL_OF_WORK = 20.0, 1200.0
POINT = 0.1
# The bands of the frequencies: these shares of all moments lie above their lower edges.
OF_SILENCE = "# Ranks who may fall silent for three weeks, for a time or for good."
ABOVE = (0.5, 0.3, 0.2, 0.12, 0.07, 0.035, 0.015, 0.005)


def main() -> None:
    asked = _arguments()
    moments = _Moments(asked.signals, asked.snapshots)
    if asked.by_run:
        csv.writer(sys.stdout, lineterminator="\n").writerows(_by_run(moments))
    elif asked.write:
        Path(str(points.__file__)).write_text(_module(moments), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("signals", type=Path)
    parser.add_argument("snapshots", type=Path)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--by-run", action="store_true")
    what.add_argument("--write", action="store_true")
    return parser.parse_args()


class _Moments:
    """What was measured at each moment, and what came of it."""

    def __init__(self, signals: Path, snapshots: Path) -> None:
        with signals.open(newline="", encoding="utf-8") as file:
            measured = list(csv.DictReader(file))
        with log_file.rows(snapshots, "person_id", "t", "course", "y1", "y2") as table:
            answers = list(table)
        if [(row["person_id"], row["t"]) for row in measured] != [(row[0], row[1]) for row in answers]:
            raise SystemExit("signals.csv was made from other snapshots: make it again")
        self.ids = [(row[0], row[1]) for row in answers]
        self.run = np.array([row[2] for row in answers])
        self.came = {
            "y1": np.array([float(row[3]) for row in answers]),
            "y2": np.array([float(row[4]) for row in answers]),
        }
        self.measured = {name: np.array([float(row[name]) for row in measured]) for name in MEASURES}


def _by_run(moments: _Moments) -> Iterator[list[Any]]:
    """Each course run scored by points that know nothing of it."""
    stall, silence = (_out_of_run(moments, *each) for each in ((points.STALL, "y1"), (points.SILENCE, "y2")))
    yield ["person_id", "t", "score", "silence"]
    for (person, day), one, other in zip(moments.ids, stall, silence, strict=True):
        yield [person, day, one, other]


def _out_of_run(moments: _Moments, table: Table, answer: str) -> Array:
    everybody = _Fit(moments, table, answer)
    scores = np.zeros(len(moments.run), int)
    for run in np.unique(moments.run):
        others = moments.run != run
        scores[~others] = _scores(everybody.among(others), moments)[~others]
    return scores


class _Fit:
    """Points for one table. Of most people they are found quickly from those of everybody, where each fit begins."""

    def __init__(self, moments: _Moments, table: Table, answer: str) -> None:
        self._table, self._came = table, moments.came[answer]
        self._steps = np.concatenate([_steps(row, moments.measured) for row in table.rows], axis=1)
        self._pulls = np.array(
            [PULL_OF_WORK if MEASURES[row.signal].theme == Theme.WORK else PULL for row in table.rows for _ in row.cuts]
        )
        self._signs = [MEASURES[row.signal].direction for row in table.rows for _ in row.cuts]
        self._begin = np.zeros(len(self._signs) + 1)
        self._begin = self._weights(self._steps, self._came)

    def among(self, some: Array) -> Table:
        return self._pointed(self._weights(self._steps[some], self._came[some]))

    def everybody(self) -> Table:
        return self._pointed(self._begin)

    def _weights(self, steps: Array, came: Array) -> Array:
        def loss(weights: Array) -> tuple[float, Array]:
            line = steps @ weights[1:].astype(np.float32) + np.float32(weights[0])
            off = 1 / (1 + np.exp(-line)) - came
            value = np.logaddexp(0, line).sum(dtype=float) - (came * line).sum(dtype=float)
            slopes = (off.astype(np.float32) @ steps) + self._pulls * weights[1:]
            value += (self._pulls * weights[1:] ** 2).sum() / 2
            return float(value), np.concatenate([[off.sum(dtype=float)], slopes]).astype(float)

        bounds = [(None, None), *((0 if sign > 0 else None, 0 if sign < 0 else None) for sign in self._signs)]
        options = {"maxiter": 150, "ftol": 1e-7}
        return minimize(loss, self._begin, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x

    def _pointed(self, weights: Array) -> Table:
        left = iter(weights[1:])
        return replace(
            self._table, rows=tuple(_pointed(row, [next(left) for _ in row.cuts]) for row in self._table.rows)
        )


def _steps(row: Row, measured: dict[str, Array]) -> Array:
    """One column for each cut: whether it is reached. Their weights are what each step adds."""
    return (measured[row.signal][:, None] >= np.array(row.cuts)[None, :]).astype(np.float32)


def _pointed(row: Row, weights: list[float]) -> Row:
    """Whole points, the lowest bin at 0."""
    sums = np.concatenate([[0.0], np.cumsum(weights)])
    return replace(row, points=tuple(int(each) for each in np.round((sums - sums.min()) / POINT)))


def _scores(table: Table, moments: _Moments) -> Array:
    total = np.zeros(len(moments.run), int)
    for row in table.rows:
        total += np.array(row.points)[np.searchsorted(np.array(row.cuts), moments.measured[row.signal], side="right")]
    return total


def _module(moments: _Moments) -> str:
    """points.py anew. The frequencies are those of people whom the points knew nothing of."""
    stall = _Fit(moments, points.STALL, "y1").everybody()
    silence = _Fit(moments, points.SILENCE, "y2").everybody()
    bands = _bands(_out_of_run(moments, points.STALL, "y1"), moments.came["y1"])
    body = f"STALL = {_table(stall)}\n\n{OF_SILENCE}\nSILENCE = {_table(silence)}\n\n"
    body += f"BANDS = ({_lines(map(_band, bands))}\n)\n"
    before, _, _ = Path(str(points.__file__)).read_text(encoding="utf-8").partition("STALL = ")
    return before + body


def _bands(scores: Array, came: Array) -> list[Band]:
    """Neighbours of whom the higher stalled less are taken together."""
    edges = [0, *sorted({int(np.quantile(scores, 1 - above)) for above in ABOVE} - {0})]
    bands: list[Band] = []
    for since, until in zip(edges, [*edges[1:], int(scores.max()) + 1], strict=True):
        among = (scores >= since) & (scores < until)
        bands.append(Band(since, int(among.sum()), int(came[among].sum())))
        while len(bands) > 1 and bands[-1].share < bands[-2].share:
            last = bands.pop()
            bands[-1] = replace(
                bands[-1], moments=bands[-1].moments + last.moments, stalled=bands[-1].stalled + last.stalled
            )
    return bands


def _table(table: Table) -> str:
    return f"Table(\n    ({_lines(map(_row, table.rows), 8)}\n    )\n)"


def _row(row: Row) -> str:
    return f'Row("{row.signal}", {row.cuts}, {row.points})'


def _band(band: Band) -> str:
    return f"Band({band.since}, {band.moments}, {band.stalled})"


def _lines(lines: Iterator[str], indent: int = 4) -> str:
    return "".join(f"\n{' ' * indent}{line}," for line in lines)


if __name__ == "__main__":
    main()
