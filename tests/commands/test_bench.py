"""The bench, at its smallest: that it measures what it says, on a practice of its own."""

import json
import os
import signal
from functools import partial
from typing import Any

import pytest

from tests.commands.conftest import Handrail, tree, until

SMALL = ("--clients", "2", "--people", "2", "--years", "0.1", "--workers", "1", "--rounds", "1", "--requests", "1")
COACHES = ("--entries", "300", "--led", "1", "--led", "3", "--histories", "150", "300")
LIMITS = {
    "ticking an action": {"cpu_ratio": 1.6, "p99_ratio": 2.0, "statements": 8},
    "Today": {"cpu_ratio": 3.0, "statements": 12},
    "the trajectory page": {"cpu_ratio": 3.0, "statements": 12},
    "the start page, 2 clients": {"cpu_ratio": 4.0, "statements": 12},
    "the start page, 10 clients": {"cpu_ratio": 4.0, "statements": 12},
    "the start page, 2 clients, first look": {"statements": 12},
    "the start page, 10 clients, first look": {"statements": 12},
    "an open start page, one client changed": {"cpu_ratio": 4.0, "statements": 12, "bytes": 10_000},
    "the table of 2 clients": {"cpu_ratio": 3.0, "statements": 12},
    "the table of 10 clients": {"statements": 12},
    "preparing a session": {"cpu_ratio": 4.0, "statements": 26},
    "preparing a session, first look": {"cpu_ratio": 4.0, "statements": 26},
    "Today, long history": {"cpu_ratio": 1.1},
    "the trajectory page, long history": {"cpu_ratio": 1.1},
}


@pytest.fixture
def figures(handrail: Handrail) -> dict[str, Any]:
    before = handrail("bin/handrail", "verify").stdout
    ran = handrail(
        "bin/handrail", "bench", *SMALL, *COACHES, "--only", "pages", "--only", "coaches", "--only", "judging"
    )
    # At this size the times mean nothing, and a limit may be missed: that is exit code 1.
    assert ran.returncode in (0, 1), ran.stderr
    assert "floor: one SELECT" in ran.stderr
    assert handrail("bin/handrail", "verify").stdout == before, "it has a practice of its own"
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_every_case_is_measured_against_a_floor_of_the_same_run_and_keeps_its_statements(
    figures: dict[str, Any],
) -> None:
    pages = {case["name"]: case for case in figures["pages"]}
    assert {name: case["limits"] for name, case in pages.items() if case.get("limits")} == LIMITS
    assert {case["floor"] for case in pages.values() if "floor" in case} <= set(pages)
    assert not any("not_200" in case for case in pages.values())
    for name in LIMITS:
        assert 0 < pages[name]["statements"] <= pages[name]["limits"].get("statements", 12)
    for page in ("the start page, %d clients", "the table of %d clients"):
        assert pages[page % 2]["statements"] == pages[page % 10]["statements"]
    assert all(case["p50_ms"] <= case["p99_ms"] for case in pages.values())
    judging = figures["judging"]
    assert judging["clients"] == 2, "in a process that knew nothing of them"
    assert judging["judged_anew"] == 1, "after one entry only the one"
    coaches = {case["name"]: case for case in figures["coaches"]}
    assert not any("not_200" in case for case in coaches.values())
    for page in ("the start page", "the table", "the start page, first look"):
        which = ("1 clients, short", "3 clients, short", "3 clients, long")
        few, short, long = (coaches[f"{page}, {each} histories"] for each in which)
        assert short["entries"] < long["entries"]
        assert short["statements"] == long["statements"] == long["limits"]["statements"] == few["statements"] <= 12
        assert long["growth"] > 0, "what a long history adds is told"


def test_sending_is_measured_against_a_bare_loop_and_nothing_goes_twice(handrail: Handrail) -> None:
    ran = handrail("bin/handrail", "bench", "--only", "sending", "--messages", "40")
    assert ran.returncode in (0, 1), ran.stderr
    cases = json.loads(ran.stdout)["sending"]
    assert [(case["senders"], case["came"], case["twice"]) for case in cases] == [(1, 40, 0), (2, 40, 0)]
    assert all(case["floor_a_second"] > 0 and 2 < case["statements"] <= 3 for case in cases)


def test_workers_that_are_killed_again_and_again_are_started_again(handrail: Handrail) -> None:
    process = handrail.serve()
    whole = len(tree(process.pid))
    for _time in range(4):
        worker = max(tree(process.pid))
        os.kill(worker, signal.SIGKILL)
        assert until(partial(_is_whole_without, process.pid, whole, worker), seconds=8)
        assert until(handrail.answers, seconds=8)
    assert process.poll() is None
    _, told = handrail.end(process)
    assert "web fell" not in told


def _is_whole_without(session: int, whole: int, killed: int) -> bool:
    there = tree(session)
    return len(there) == whole and killed not in there
