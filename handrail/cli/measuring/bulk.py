"""Much at once: a long file taken in, a long history proved. What is looked at is memory, which must not grow along."""

import csv
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from handrail.cli.measuring.processes import run

Say = Callable[[str], None]
FEW = 1_000
# Megabytes that a hundred times as much may take beyond half as much again.
BESIDES = 100


def importing(rows: int, *, say: Say) -> dict[str, Any]:
    """The same kind of file, short and long, each into a practice of its own."""
    with tempfile.TemporaryDirectory(prefix="handrail-rows-") as folder:
        found = {}
        for name, number in (("few", FEW), ("many", rows)):
            say(f"importing {number:,} rows")
            file = Path(folder) / f"{name}.csv"
            _write(file, number)
            practice = _practice(name)
            command = [sys.executable, "-m", "handrail", "import", str(file), "--practice", practice]
            code, seconds, megabytes = run(command, env=dict(os.environ))
            found[name] = {"rows": number, "exit_code": code, "cpu_seconds": round(seconds, 1), "peak_mb": megabytes}
    few, many = found["few"], found["many"]
    most = round(1.5 * few["peak_mb"] + BESIDES)
    return {**found, "most_mb": most, "kept": many["peak_mb"] <= most and few["exit_code"] == many["exit_code"] == 0}


def _practice(name: str) -> str:
    from handrail.lib.clock import now
    from handrail.practice.joining import found_practice

    who = f"{name}@rows.example"
    found_practice(at=now(), name=f"Rows {name}", person_name=name.title(), email=who, zone="Europe/Amsterdam")
    return f"Rows {name}"


def _write(file: Path, rows: int) -> None:
    """Fifty clients to a thousand rows, a few goals each, an action a row."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        lines = csv.writer(opened)
        lines.writerow(["name", "e-mail", "goal", "action", "due", "status"])
        for number in range(rows):
            who = number // 20
            due = date(2027, 1, 1) + timedelta(days=number % 300)
            goal = f"Goal {number % 3 + 1} of client {who}"
            status = ("open", "open", "done")[number % 3]
            lines.writerow([f"Client {who}", f"c{who}@rows.example", goal, f"Step {number}", due.isoformat(), status])


def verifying(entries: int, *, say: Say) -> dict[str, Any]:
    """A practice that was lived, and copies of it under other ids, until there are so many entries."""
    found = {}
    for name, number in (("few", FEW * 10), ("many", entries)):
        say(f"making {number:,} entries")
        here = _fill(number, say)
        say(f"verifying {here:,} entries")
        code, seconds, megabytes = run([sys.executable, "-m", "handrail", "verify"], env=dict(os.environ))
        found[name] = {"entries": here, "exit_code": code, "cpu_seconds": round(seconds, 1), "peak_mb": megabytes}
    few, many = found["few"], found["many"]
    most = round(1.5 * few["peak_mb"] + BESIDES)
    return {**found, "most_mb": most, "kept": many["peak_mb"] <= most and few["exit_code"] == many["exit_code"] == 0}


def _fill(entries: int, say: Say) -> int:
    from handrail.cli.measuring.copies import copies
    from handrail.ledger.verify import entry_count

    here = entry_count()
    while here < entries:
        for _ in _some(copies(), entries - here):
            pass
        here = entry_count()
    return here


def _some(made: Iterator[int], wanted: int) -> Iterator[int]:
    """So many copies as it takes; each says how many entries it has."""
    while wanted > 0:
        number = next(made)
        wanted -= number
        yield number
