"""Signals of what the coach has left open themselves. Pure."""

from collections.abc import Iterator

from handrail.signals.facts import Facts
from handrail.signals.limits import Limits
from handrail.signals.signal import Kind, Signal


def promise_open(facts: Facts, limits: Limits) -> Iterator[Signal]:
    late = [due for due in facts.promises if due.is_open(facts.today) and facts.today - due.day >= limits.promise_days]
    if late:
        first = min(due.day for due in late)
        yield Signal(
            Kind.PROMISE_OPEN, first + limits.promise_days, (("open", len(late)), ("days", facts.today - first))
        )


def note_open(facts: Facts, limits: Limits) -> Iterator[Signal]:
    for each in facts.kept:
        days = facts.today - each.day
        if not each.noted and limits.note_days <= days <= limits.note_until:
            yield Signal(Kind.NOTE_OPEN, each.day + limits.note_days, (("days", days),), ref=each.ref)


def report_unanswered(facts: Facts, limits: Limits) -> Iterator[Signal]:
    waits = [
        each.sent for each in facts.reports
        if each.sent is not None and (each.answered is None or each.answered > facts.today)
        and limits.answer_days <= facts.today - each.sent <= limits.answer_until
    ]  # fmt: skip
    if waits:
        numbers = (("reports", len(waits)), ("days", facts.today - min(waits)))
        yield Signal(Kind.REPORT_UNANSWERED, min(waits) + limits.answer_days, numbers)
