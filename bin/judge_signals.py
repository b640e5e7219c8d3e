"""How good each signal of the catalogue is by itself, on a log in which what became of people is known.

    bin/handrail evaluate EVENTS PERSONS --at SNAPSHOTS --signals > signals.csv
    python -m bin.judge_signals signals.csv SNAPSHOTS

For developers. SNAPSHOTS has person_id, t, y1 (stalled within 28 days), y2 (fell silent for 21 within 28) and
stall_day. Beside each signal stands what as many moments tell that are picked by lot, and those of the people who were
away longest."""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path

from handrail.signals.log import FED
from handrail.signals.log_file import rows

# For each moment, how likely it is among those that are picked: a signal is sure, of equals some are drawn by lot.
Picked = Sequence[float]
AHEAD = 14


@dataclass(frozen=True)
class Moment:
    stall: tuple[str, str] | None
    lead: float
    is_stall: bool
    is_silence: bool


def main() -> None:
    signals, snapshots = map(Path, sys.argv[1:])
    moments = list(_moments(snapshots))
    with signals.open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    sys.stdout.writelines(f"{line}\n" for line in _lines(table, moments))


def _lines(table: list[dict[str, str]], moments: list["Moment"]) -> Iterator[str]:
    away = [float(row["silent"]) for row in table]
    yield "| raised | of all moments | a stall followed | a silence followed | stalls seen before | 14 days before |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, kinds in (*((f"`{kind}`", (kind,)) for kind in FED), ("any of them", FED)):
        picked = [float(any(row[kind] == "1" for kind in kinds)) for row in table]
        if not any(picked):
            yield f"| {name} | never | | | | |"
            continue
        yield _line(f"**{name}**", moments, picked)
        yield _line("as many by lot", moments, [sum(picked) / len(picked)] * len(picked))
        yield _line("as many, away longest", moments, _longest(away, sum(picked)))


def _moments(snapshots: Path) -> Iterator[Moment]:
    with rows(snapshots, "person_id", "t", "y1", "y2", "stall_day") as table:
        for person, t, stalls, silent, day in table:
            is_stall = stalls == "1"
            lead = float(day) - float(t) if is_stall else 0.0
            yield Moment((person, day) if is_stall else None, lead, is_stall, silent == "1")


def _line(name: str, moments: list[Moment], picked: Picked) -> str:
    raised = sum(picked)
    stalled = sum(share for share, moment in zip(picked, moments, strict=True) if moment.is_stall)
    silent = sum(share for share, moment in zip(picked, moments, strict=True) if moment.is_silence)
    before = _foreseen(moments, picked), _foreseen(moments, picked, AHEAD)
    figures = raised / len(picked), stalled / raised, silent / raised, *before
    return f"| {name} | " + " | ".join(f"{100 * figure:.1f} %" for figure in figures) + " |"


def _foreseen(moments: list[Moment], picked: Picked, ahead: int = 0) -> float:
    """Of all stalls, how many have a picked moment, so many days before."""
    unseen: dict[tuple[str, str], list[float]] = defaultdict(list)
    for moment, likely in zip(moments, picked, strict=True):
        if moment.stall:
            unseen[moment.stall].append(1 - likely if moment.lead >= ahead else 1)
    return sum(1 - prod(each) for each in unseen.values()) / len(unseen)


def _longest(away: list[float], many: float) -> Picked:
    """The so many who were away longest; of those who were away equally long, as many by lot as are left."""
    counts: dict[float, int] = defaultdict(int)
    for days in away:
        counts[days] += 1
    likely: dict[float, float] = {}
    for days in sorted(counts, reverse=True):
        likely[days] = min(1.0, max(0.0, many / counts[days]))
        many -= counts[days]
    return [likely[days] for days in away]


if __name__ == "__main__":
    main()
