"""What was measured, against what it was measured, and how it reads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

MANY = 1_000_000


@dataclass
class Case:
    """A kind of request, its rounds, and what it must keep to."""

    name: str
    # The floor it stands on, by name, with the most times that its processor time (and its p99) may take.
    floor: str = ""
    most_cpu: float = 0.0
    most_p99: float = 0.0
    most_statements: int = 0
    most_bytes: int = 0
    # Another case that asks no fewer statements; one of as many rows in shorter histories, and how often its times.
    as_many_as: str = ""
    short: str = ""
    most_growth: float = 0.0
    # In the histories that it is about.
    entries: int = 0
    statements: int = 0
    size: int = 0
    # One figure a round, in milliseconds.
    cpu: list[float] = field(default_factory=list)
    database_cpu: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)

    def note(self, seconds: Sequence[float], *, cpu: float, database_cpu: float) -> None:
        """One round of so many requests, with the seconds of processor time they took together."""
        n = len(seconds)
        self.cpu.append(1000 * cpu / n)
        self.database_cpu.append(1000 * database_cpu / n)
        cuts = quantiles(seconds, n=100, method="inclusive") if n > 1 else list(seconds) * 99
        self.p50.append(1000 * cuts[49])
        self.p99.append(1000 * cuts[98])


def told(cases: Iterable[Case]) -> list[dict[str, Any]]:
    """Medians over the rounds; ratios to the floor round by round, for what the machine did meanwhile hits both."""
    known = {case.name: case for case in cases}
    return [_told(case, known) for case in known.values()]


def _told(case: Case, known: Mapping[str, Case]) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "name": case.name,
        "cpu_ms": round(median(case.cpu), 2),
        "database_cpu_ms": round(median(case.database_cpu), 2),
        "p50_ms": round(median(case.p50), 2),
        "p99_ms": round(median(case.p99), 2),
        "statements": case.statements,
        "bytes": case.size,
    }
    if case.entries:
        figures["entries"] = case.entries
    if case.others:
        figures["not_200"] = case.others
    if floor := known.get(case.floor):
        figures |= {"floor": floor.name, "cpu_ratio": _ratio(case.cpu, floor.cpu)}
        figures |= {"p99_ratio": _ratio(case.p99, floor.p99)}
    if short := known.get(case.short):
        figures |= {"short": short.name, "growth": _ratio(case.cpu, short.cpu)}
    figures["limits"] = {name: most for name, most in _limits(case, known) if most and name in figures}
    # Who is not answered is not fast.
    figures["kept"] = not case.others and all(figures[name] <= most for name, most in figures["limits"].items())
    return figures


def _limits(case: Case, known: Mapping[str, Case]) -> Iterator[tuple[str, float]]:
    yield "cpu_ratio", case.most_cpu
    yield "p99_ratio", case.most_p99
    yield "statements", min(case.most_statements, known[case.as_many_as].statements if case.as_many_as else MANY)
    yield "bytes", case.most_bytes
    yield "growth", case.most_growth


def _ratio(of: Sequence[float], to: Sequence[float]) -> float:
    return round(median(a / b for a, b in zip(of, to, strict=True)), 2)


def table(figures: Sequence[dict[str, Any]]) -> str:
    head = (
        "",
        "CPU ms",
        "database",
        "p50 ms",
        "p99 ms",
        "statements",
        "bytes",
        "× floor",
        "p99 × floor",
        "× short",
        "",
    )
    return columns([head, *map(_line, figures)])


def _line(each: dict[str, Any]) -> tuple[str, ...]:
    limits = each.get("limits", {})

    def beside(name: str) -> str:
        if name not in each:
            return ""
        return f"{each[name]} of {limits[name]}" if name in limits else f"{each[name]}"

    kept = "" if not limits else "kept" if each["kept"] else "MISSED"
    return (
        each["name"], f"{each['cpu_ms']}", f"{each['database_cpu_ms']}", f"{each['p50_ms']}", f"{each['p99_ms']}",
        beside("statements"), beside("bytes"), beside("cpu_ratio"), beside("p99_ratio"), beside("growth"), kept,
    )  # fmt: skip


def columns(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(w) if n == 0 else cell.rjust(w) for n, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
