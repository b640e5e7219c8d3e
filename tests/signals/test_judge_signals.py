"""How good each signal is by itself is counted right: four moments that one can go through by hand."""

import sys
from pathlib import Path

import pytest

from bin import judge_signals
from handrail.signals.log import FED

# Who, when, whether silence is raised, days away; then what came of it: a stall, a silence, the day of the stall.
MOMENTS = [
    ("1", 13, 1, 9, 1, 1, "30"),
    ("1", 20, 1, 9, 1, 0, "30"),
    ("2", 13, 0, 9, 1, 0, "20"),
    ("3", 13, 0, 2, 0, 0, ""),
]


def judged(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    signals = ["person_id,t,silent," + ",".join(FED)]
    signals += [f"{who},{t},{away},{raised}" + ",0" * (len(FED) - 1) for who, t, raised, away, *_ in MOMENTS]
    answers = ["person_id,t,y1,y2,stall_day", *(f"{who},{t},{y1},{y2},{day}" for who, t, _, _, y1, y2, day in MOMENTS)]
    for name, lines in {"signals.csv": signals, "at.csv": answers}.items():
        (folder / name).write_text("\n".join(lines) + "\n")
    monkeypatch.setattr(sys, "argv", ["judge_signals", str(folder / "signals.csv"), str(folder / "at.csv")])
    judge_signals.main()
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()]
    return {row[0]: row[1:] for row in reversed(rows)}


def test_a_signal_stands_beside_the_lot_and_beside_counting_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = judged(tmp_path, monkeypatch, capsys)
    # Half of all moments; both before the one stall of two, once 17 days before.
    assert found["**`silence`**"] == ["50.0 %", "100.0 %", "50.0 %", "50.0 %", "50.0 %"]
    # Of the stall with two moments three of four lots see one, of the other half.
    assert found["as many by lot"] == ["50.0 %", "75.0 %", "25.0 %", "62.5 %", "25.0 %"]
    # Two of the three who were away equally long: each is drawn two times of three.
    assert found["as many, away longest"] == ["50.0 %", "100.0 %", "33.3 %", "77.8 %", "33.3 %"]
    assert found["`piling_up`"][0] == "never"
