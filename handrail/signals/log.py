"""A log of people, read as Facts: so the detector that a practice lives with is the one that is judged on logs.

Rows of person_id, day, kind, item, value. An assignment is an action with a deadline (its value the weight), a day seen
or handed in is a sign of life, a day in the forum is a reflection; a visit kept or missed is written as an assignment.
Day 0 is the day it all began. Which course somebody was in is not read."""

import csv
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from handrail.signals.facts import Due, Facts


class NotALog(Exception):
    """The file is not of this kind; the message says what is missing."""


@dataclass
class _Person:
    joined: int | None = None
    active: set[int] = field(default_factory=set)
    wrote: set[int] = field(default_factory=set)
    due: dict[str, tuple[int, float]] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)

    def facts(self) -> Facts:
        dues = [Due(day, done=self.done.get(item), weight=weight) for item, (day, weight) in self.due.items()]
        active = tuple(sorted(self.active))
        return Facts(
            today=0,
            active=active,
            contact=active,
            wrote=tuple(sorted(self.wrote)),
            dues=tuple(sorted(dues, key=lambda due: due.day)),
            joined=self.joined,
        )


def read(events: Path, persons: Path) -> dict[str, Facts]:
    """Everybody's whole life; ask `as_of(day)`, and nothing later is told."""
    joined = rows(persons, "person_id", "registered_day")
    people = {name: _Person(joined=day_of(day, persons) if day else None) for name, day in joined}
    for name, day, kind, item, value in rows(events, "person_id", "day", "kind", "item", "value"):
        person = people.get(name) or people.setdefault(name, _Person())
        _add(person, day_of(day, events), kind, item, value)
    return {name: person.facts() for name, person in people.items()}


def _add(person: _Person, day: int, kind: str, item: str, value: str) -> None:
    if kind == "active_day":
        person.active.add(day)
    elif kind == "discuss_day":
        person.wrote.add(day)
        person.active.add(day)
    elif kind == "assignment_due":
        person.due[item] = (day, float(value or 1))
    elif kind == "assignment_submitted":
        person.active.add(day)
        person.done[item] = min(day, person.done.get(item, day))


def day_of(text: str, path: Path) -> int:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return int(float(text))
    except ValueError:
        raise NotALog(f"{path} has “{text}” where a day should be") from None


def rows(path: Path, *columns: str) -> Iterator[list[str]]:
    """These columns of a CSV file, plain or .gz, in this order."""
    with _opened(path) as lines:
        table = csv.reader(lines)
        head = next(table, [])
        if missing := [column for column in columns if column not in head]:
            raise NotALog(f"{path} has no column {', '.join(missing)}")
        places = [head.index(column) for column in columns]
        for row in table:
            if row:
                yield [row[place] for place in places]


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") if path.suffix == ".gz" else path.open(newline="") as file:
        yield file
