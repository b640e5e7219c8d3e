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
from handrail.practice.account import address
from handrail.practice.person import Person
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.table import Nobody
from handrail.trajectory.intake.trouble import Refused
from handrail.trajectory.taking_line import Keys, Outcome, Taking

# So many lines are one transaction: others wait for its end, a fraction of a second, and a commit is worth its price.
TOGETHER = 100

Read = Line | Refused | Nobody


def take_in(
    lines: Iterable[Read], *, by: Person, at: datetime, rehearsing: bool = False
) -> Iterator[Outcome | Refused]:
    """Every line of the file, as the record of the coach `by`; what became of each, in order, once it is kept.

    Rehearsing, each hundred is taken back before the next, so that nobody waits long for a page that only looks;
    what a line would find of a much earlier one, it does not."""
    said: set[str] = set()
    rest = iter(lines)
    while some := list(islice(rest, TOGETHER)):
        yield from _together(some, Taking(by, at), said, rehearsing=rehearsing)


def _together(some: Sequence[Read], taking: Taking, said: set[str], *, rehearsing: bool) -> list[Outcome | Refused]:
    keys = {line.number: taking.keys(line) for line in some if isinstance(line, Line)}
    with transaction.atomic():
        # Two files at once, or a file and a manager, come one after the other and never wait for each other.
        wait_for(taking.by.practice_id)
        known = seen_before(taking.by, {key for each in keys.values() for key in each if key}) | said
        taking.meet(_people(some, keys, known))
        results = [
            Outcome.IGNORED if isinstance(line, Nobody)
            else line if isinstance(line, Refused)
            else taking.take(line, keys[line.number], known)
            for line in some
        ]  # fmt: skip
        remember(taking.answers, by=taking.by, at=taking.at)
        if rehearsing:
            said |= known
            transaction.set_rollback(True)
    return results


def _people(some: Sequence[Read], keys: dict[int, Keys], known: set[str]) -> set[str]:
    """The addresses of the lines that say something new."""
    lines = (line for line in some if isinstance(line, Line) and keys[line.number][0])
    return {address(line.email) for line in lines if set(filter(None, keys[line.number])) - known}
