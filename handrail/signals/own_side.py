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
    """What was talked about since, or was answered along with a later report, waits no more; nor does what is talked
    about today or tomorrow anyway."""
    if any(each.day - facts.today <= limits.meets_soon for each in facts.ahead):
        return
    waits = [
        (each.sent, each.ref) for each in facts.reports
        if each.sent is not None and limits.answer_days <= facts.today - each.sent <= limits.answer_until
        and each.due >= _talked(facts)
    ]  # fmt: skip
    if waits:
        first, (_last, newest) = min(waits)[0], max(waits)
        numbers = (("reports", len(waits)), ("days", facts.today - first))
        yield Signal(Kind.REPORT_UNANSWERED, first + limits.answer_days, numbers, ref=newest)


def _talked(facts: Facts) -> int:
    """The first day of which a report may still wait: those about an earlier one were answered, or talked about."""
    answered = (each.due + 1 for each in facts.reports if each.answered is not None and each.answered <= facts.today)
    return max([0, *answered, *(each.day for each in facts.kept)])
