"""Taking a file in: each line through verbs, once.

A line is known again by what it says (a receipt keeps a keyed hash of it), so the same file twice changes nothing,
however its records have moved on since: done, reworded, let go, erased. A line that says something else is compared
with what is there; it may name somebody anew, and never moves anything. Nothing is sent to anyone, and a trajectory
that is made here stays a draft.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from handrail.ledger.remembering import remember, seen_before, wait_for
from handrail.ledger.writing import rehearsing
from handrail.practice.account import address
from handrail.practice.person import Person
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.table import Nobody
from handrail.trajectory.intake.trouble import Refused
from handrail.trajectory.taking_line import Keys, Outcome, Taking

# So many lines are one transaction: others wait for its end, a fraction of a second, and a commit is worth its price.
TOGETHER = 100

Read = Line | Refused | Nobody
Result = Outcome | Refused


def take_in(lines: Iterable[Read], *, by: Person, at: datetime) -> Iterator[Result]:
    """Every line of the file, as the record of the coach `by`; what became of each, in order, once it is kept."""
    for some in _by_hundreds(lines):
        taking = Taking(by, at)
        with transaction.atomic():
            # Two files at once, or a file and a manager, come one after the other and never wait for each other.
            wait_for(by.practice_id)
            results = _results(some, taking)
            remember(taking.answers, by=by, at=at)
        yield from results


def foresee(lines: Iterable[Read], *, by: Person, at: datetime) -> Iterator[Result]:
    """What would become of each line. Nothing is written and nobody waits; what lines have in common is in memory."""
    taking = Taking(by, at, is_rehearsal=True)
    for some in _by_hundreds(lines):
        with rehearsing():
            results = _results(some, taking)
        yield from results


def _by_hundreds(lines: Iterable[Read]) -> Iterator[list[Read]]:
    rest = iter(lines)
    while some := list(islice(rest, TOGETHER)):
        yield some


def _results(some: Sequence[Read], taking: Taking) -> list[Result]:
    keys = {line.number: taking.keys(line) for line in some if isinstance(line, Line)}
    known = seen_before(taking.by, {key for each in keys.values() for key in each if key}) | taking.answers.keys()
    taking.meet(_people(some, keys, known))
    return [
        Outcome.IGNORED if isinstance(line, Nobody)
        else line if isinstance(line, Refused)
        else taking.take(line, keys[line.number], known)
        for line in some
    ]  # fmt: skip


def _people(some: Sequence[Read], keys: dict[int, Keys], known: set[str]) -> set[str]:
    """The addresses of the lines that say something new."""
    lines = (line for line in some if isinstance(line, Line) and keys[line.number][0])
    return {address(line.email) for line in lines if set(filter(None, keys[line.number])) - known}
