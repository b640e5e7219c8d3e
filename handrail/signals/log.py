"""A log of people, read as Facts: so the detector that a practice lives with is the one that is judged on logs.

Rows of person_id, day, kind, item, value, in any order. An assignment is an action with a deadline (its value the
weight), a day seen or handed in is a sign of life, a day in the forum is a reflection. What is due at one steady
distance of a week or more is a row of sessions, kept or not. Day 0 is the day it all began, and a schedule is known
beforehand. Which course somebody was in is not read.

What no log of this kind has, weekly reports, questions asked, goals, is left out, and with it the signals of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from handrail.signals.facts import Due, Facts, Meeting, Opened
from handrail.signals.log_file import NotALog, day_of_event, rows, weight_of
from handrail.signals.signal import Kind

# The signals that have a source in a log.
FED = (
    Kind.SILENCE, Kind.ATTENDANCE, Kind.SILENT_START, Kind.COMPLETION_FALLING, Kind.NO_NEXT_SESSION, Kind.PILING_UP,
)  # fmt: skip
# Sessions are weeks apart, and there are some of them; most are at the same distance, a holiday may lie between.
DISTANCES, SOME, MOST = range(7, 29), 6, 0.75


@dataclass
class _Person:
    joined: int | None = None
    active: set[int] = field(default_factory=set)
    wrote: set[int] = field(default_factory=set)
    due: dict[str, tuple[int, float]] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)

    def join(self, day: int) -> None:
        self.joined = day if self.joined is None else min(day, self.joined)

    def facts(self) -> Facts:
        # Of one day the weightiest last: whether it is open tells most (`measures.open_row`).
        dues = tuple(
            Due(day, done=self.done.get(item), weight=weight)
            for day, weight, item in sorted((*due, item) for item, due in self.due.items())
        )
        active = tuple(sorted(self.active))
        # Who signed up before it all began, began when it did; who was there before they signed up, then.
        began = min((day for day in (self.joined, *active[:1]) if day is not None), default=None)
        return Facts(
            today=0,
            active=active,
            contact=active,
            wrote=tuple(sorted(self.wrote)),
            dues=dues,
            joined=None if began is None else max(began, 0),
        )


class Log:
    """Everybody's whole life. `left_out`: how many rows there were of each kind that says nothing here."""

    def __init__(self, people: dict[str, _Person], left_out: Counter[str]) -> None:
        self.left_out = left_out
        self._lives = {name: person.facts() for name, person in people.items()}
        self._apart = {name: apart for name, facts in self._lives.items() if (apart := _apart(facts.dues))}

    def as_of(self, person: str, day: int) -> Facts:
        """One life as it stood at the end of this day; somebody of whom the log says nothing was never seen."""
        facts = self._lives.get(person, NOBODY).as_of(day)
        if apart := self._apart.get(person):
            return replace(facts, cadence=apart, dues=(), meetings=_meetings(facts.dues, day))
        opened = tuple(Opened(due.day) for due in facts.dues if due.is_open(day))
        return replace(facts, opened=opened) if opened else facts


NOBODY = Facts(today=0, joined=None)


def _apart(dues: tuple[Due, ...]) -> int | None:
    """At which distance of days sessions follow each other; None: these are no sessions."""
    distances = Counter(later.day - due.day for due, later in pairwise(dues))
    apart, many = distances.most_common(1)[0] if distances else (0, 0)
    is_steady = many >= SOME and many >= MOST * distances.total()
    return apart if is_steady and apart in DISTANCES else None


def _meetings(dues: Iterable[Due], today: int) -> tuple[Meeting, ...]:
    """As far as one knew that day: kept, fallen out, or ahead."""
    found = (
        Meeting(due.done, kept=True) if due.done is not None and due.done <= today
        else Meeting(due.day, fell_out=due.day <= today)
        for due in dues
    )  # fmt: skip
    return tuple(sorted(found, key=lambda meeting: meeting.day))


def read(events: Path, persons: Path) -> Log:
    people: dict[str, _Person] = {}
    left_out: Counter[str] = Counter()
    with rows(persons, "person_id", "registered_day") as table:
        for name, day in table:
            person = people.setdefault(name, _Person())
            if day.strip():
                person.join(day_of_event(day))
    with rows(events, "person_id", "day", "kind", "item", "value") as table:
        for name, day, kind, item, value in table:
            person = people.get(name) or people.setdefault(name, _Person())
            if not _is_told(person, day_of_event(day), kind, item, value):
                left_out[kind] += 1
    return Log(people, left_out)


def _is_told(person: _Person, day: int, kind: str, item: str, value: str) -> bool:
    """Told twice, a thing is due on the later day, and was done on the earlier."""
    if kind == "active_day":
        person.active.add(day)
    elif kind == "discuss_day":
        person.wrote.add(day)
        person.active.add(day)
    elif kind == "assignment_due":
        if not item:
            raise NotALog("what is due has no item that it could be known by")
        due = day, weight_of(value)
        person.due[item] = max(due, person.due.get(item, due))
    elif kind == "assignment_submitted":
        person.active.add(day)
        person.done[item] = min(day, person.done.get(item, day))
    elif kind == "registered":
        person.join(day)
    else:
        return False
    return True
