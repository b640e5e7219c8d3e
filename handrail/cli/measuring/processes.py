"""Processor time and memory of processes, as Linux tells them."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def descendants(root: int) -> Iterator[int]:
    """A process and all that came from it, and are still there."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        if fields := _fields(stat):
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        yield pid


def seconds_of(pids: Sequence[int]) -> float:
    """Processor time that these have taken so far, their own and the system's for them."""
    taken = 0.0
    for pid in pids:
        if fields := _fields(Path(f"/proc/{pid}/stat")):
            taken += (int(fields[11]) + int(fields[12])) / TICK
    return taken


def named(name: str) -> list[int]:
    """Processes of this machine that are called so: a database's, where it runs here."""
    found = []
    for comm in Path("/proc").glob("[0-9]*/comm"):
        try:
            if comm.read_text().strip() == name:
                found.append(int(comm.parent.name))
        except OSError:
            continue
    return found


def _fields(stat: Path) -> list[str]:
    """The fields after the name, which may itself hold blanks: state, parent, …"""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def run(command: Sequence[str], *, env: dict[str, str]) -> tuple[int, float, int]:
    """Run a command to its end: exit code, seconds of processor time, and the most memory it held, in megabytes."""
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024
