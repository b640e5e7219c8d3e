"""bin/handrail import beside itself, and killed in the middle: each line is in once."""

import json
import signal
import subprocess
import time
from pathlib import Path

from handrail.cli import FOLDER
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.practice.joining import found_practice
from handrail.trajectory.action import Action
from tests.other_process import Elsewhere

LINES = 240


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("name,email,goal,action,due\n" + "".join(lines), encoding="utf-8")
    return path


def test_each_line_is_in_once_though_one_was_killed_and_two_came_together(elsewhere: Elsewhere, tmp_path: Path) -> None:
    found_practice(at=now(), name="Quay", person_name="Mara", email="mara@quay.example", zone="Europe/Amsterdam")
    lines = [f"Client {n % 60},client{n % 60}@post.example,Sleep,Step {n},2026-03-05\n" for n in range(LINES)]
    there = written(tmp_path / "there.csv", lines)
    back = written(tmp_path / "back.csv", lines[::-1])

    def bring(file: Path) -> subprocess.Popen[str]:
        return elsewhere(FOLDER.parent / "__main__.py", "import", str(file), "--json")

    killed = bring(there)
    until = time.monotonic() + 20
    while not Action.objects.exists() and time.monotonic() < until:
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    before = Action.objects.count()
    told = [json.load(process.stdout) for process in (bring(there), bring(back)) if process.stdout]
    assert 0 < before < LINES
    assert sum(each["created"] for each in told) == LINES - before
    assert all(each["rows"] == LINES and each["refused"] == 0 for each in told)
    assert Action.objects.count() == LINES
    assert list(verify_all()) == []
