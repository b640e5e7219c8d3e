"""What the outlook looks at: a dozen numbers that anybody can count from a client's facts. Pure.

More activity and more that is done never make any of them worse. Nothing here asks who somebody is."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from handrail.signals.facts import Due, Facts

# Nothing is due any more.
NEVER = 99


class Theme(StrEnum):
    """Measures of one theme look at the same thing from several sides: as a reason they are told once."""

    RECENCY = "recency"
    ACTIVITY = "activity"
    WRITING = "writing"
    WORK = "work"
    AHEAD = "ahead"
    TIME = "time"


def silent(facts: Facts) -> float:
    """Days without a sign of life, until today; of the time before the start nothing is held against anybody."""
    last, began = facts.last_active, _start(facts)
    return facts.today - (began if last is None else max(last, began))


def seen(days: int) -> Callable[[Facts], float]:
    """On how many of the last so many days there was a sign of life."""
    return lambda facts: facts.active_in(days)


def weeks(many: int) -> Callable[[Facts], float]:
    """In how many of the last so many weeks there was one."""
    return lambda facts: sum(facts.active_in(7, before=7 * back) > 0 for back in range(many))


def rate(facts: Facts) -> float:
    """On what share of all days since the start there was one."""
    return len(_lived(facts)) / (facts.today - _start(facts) + 1)


def longest_gap(facts: Facts) -> float:
    """The longest time without one in the last eight weeks, in days."""
    since = max(facts.today - 56, _start(facts))
    seen = facts.active[bisect_right(facts.active, since) : bisect_right(facts.active, facts.today)]
    return max(later - day for day, later in pairwise([since, *seen, facts.today]))


def wrote(days: int) -> Callable[[Facts], float]:
    """On how many of the last so many days they wrote about it."""
    return lambda facts: facts.wrote_in(days)


def days_in(facts: Facts) -> float:
    return facts.today - _start(facts)


def open_share(facts: Facts) -> float:
    """What share of all that was due so far is open, by weight where it has one."""
    due = _due(facts)
    whole = sum(each.weight for each in due)
    return sum(each.weight for each in due if each.is_open(facts.today)) / whole if whole else 0.0


def open_lately(facts: Facts) -> float:
    """How many of the things that came due in the last eight weeks are open."""
    return sum(each.is_open(facts.today) for each in _due(facts) if each.day > facts.today - 56)


def open_row(facts: Facts) -> float:
    """How many of the last things that came due are open, one after the other."""
    row = 0
    for each in reversed(_due(facts)):
        if not each.is_open(facts.today):
            break
        row += 1
    return row


def since_done(facts: Facts) -> float:
    """Days since anything was done that has a day."""
    done = [each.done for each in tasks(facts) if each.done is not None and each.done <= facts.today]
    return facts.today - (max(done) if done else _start(facts) - 30)


def next_in(facts: Facts) -> float:
    """Days until the next thing is due."""
    return min((each.day - facts.today for each in tasks(facts) if each.day > facts.today), default=NEVER)


def undone_soon(facts: Facts) -> float:
    """How many things due in the next two weeks are not done yet."""
    until = facts.today + 14
    return sum(facts.today < each.day <= until and not each.is_done(facts.today) for each in tasks(facts))


def tasks(facts: Facts) -> tuple[Due, ...]:
    """Everything with a day, in order: actions; sessions, done by coming; reports, from the first that came."""
    if not facts.meetings and not facts.reports:
        return facts.dues
    first = min((each.sent for each in facts.reports if each.sent is not None), default=None)
    reports = [
        Due(each.due, each.sent, each.skipped)
        for each in facts.reports if first is not None and each.due >= first
    ]  # fmt: skip
    meetings = [
        Due(each.day, each.day if each.kept else None)
        for each in facts.meetings if each.kept or each.day > facts.today or (each.fell_out and not each.by_coach)
    ]  # fmt: skip
    return tuple(sorted([*facts.dues, *meetings, *reports], key=lambda due: due.day))


def _due(facts: Facts) -> list[Due]:
    return [each for each in tasks(facts) if each.day <= facts.today and each.counts(facts.today)]


def _start(facts: Facts) -> int:
    """Somebody may have joined a trajectory, or a course, that had begun."""
    return facts.joined if facts.joined is not None and 0 < facts.joined <= facts.today else 0


def _lived(facts: Facts) -> tuple[int, ...]:
    """The days with a sign of life since the start."""
    return facts.active[bisect_left(facts.active, _start(facts)) : bisect_right(facts.active, facts.today)]


@dataclass(frozen=True)
class Measure:
    """`direction`: 1, more of it never takes a point away; -1, more of it never adds one; 0: it says what time it is,
    and nobody changes it by doing something."""

    of: Callable[[Facts], float]
    theme: Theme
    direction: int


MEASURES: dict[str, Measure] = {
    "silent": Measure(silent, Theme.RECENCY, 1),
    "longest_gap": Measure(longest_gap, Theme.RECENCY, 1),
    "seen_7": Measure(seen(7), Theme.ACTIVITY, -1),
    "seen_28": Measure(seen(28), Theme.ACTIVITY, -1),
    "weeks_4": Measure(weeks(4), Theme.ACTIVITY, -1),
    "weeks_8": Measure(weeks(8), Theme.ACTIVITY, -1),
    "rate": Measure(rate, Theme.ACTIVITY, -1),
    "wrote_28": Measure(wrote(28), Theme.WRITING, -1),
    "open_share": Measure(open_share, Theme.WORK, 1),
    "open_8_weeks": Measure(open_lately, Theme.WORK, 1),
    "open_row": Measure(open_row, Theme.WORK, 1),
    "since_done": Measure(since_done, Theme.WORK, 1),
    "undone_soon": Measure(undone_soon, Theme.AHEAD, 1),
    "next_in": Measure(next_in, Theme.AHEAD, 0),
    "days_in": Measure(days_in, Theme.TIME, 0),
}
