"""Signals of how the two keep in touch: words, reports, sessions, silence. Pure."""

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from statistics import fmean, median

from handrail.signals.facts import Asked, Facts, Meeting, Report
from handrail.signals.limits import Limits
from handrail.signals.signal import Kind, Signal


def reflection_slowing(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Later, shorter or none, against what is usual for this very person. Skipped is answered."""
    asked = [each for each in facts.asked if each.skipped is None and each.day <= facts.today]
    written = sorted((each for each in asked if _is_written(each, facts)), key=lambda each: each.written or 0)
    none = _none_lately(asked, facts, limits)
    earlier, last = written[:-2], written[-2:]
    later = _against(_delay, earlier, last, limits)
    shorter = _against(_length, earlier, last, limits)
    if none is not None and len(written) >= limits.earlier_least:
        yield Signal(Kind.REFLECTION_SLOWING, none, (("none", 2), ("earlier", len(written))))
    elif later and min(later[1:]) > limits.later_times * max(later[0], 1):
        numbers = (("days", max(later[1:])), ("usual", later[0]))
        yield Signal(Kind.REFLECTION_SLOWING, last[-1].written or 0, numbers)
    elif shorter and max(shorter[1:]) < limits.shorter_share * shorter[0]:
        numbers = (("length", max(shorter[1:])), ("usual_length", shorter[0]))
        yield Signal(Kind.REFLECTION_SLOWING, last[-1].written or 0, numbers)


def _none_lately(asked: Sequence[Asked], facts: Facts, limits: Limits) -> int | None:
    """Since when the last two questions have waited too long; None where they have not."""
    old = [each for each in asked if _is_written(each, facts) or facts.today - each.day >= limits.unwritten_days]
    waits = [each for each in old[-2:] if not _is_written(each, facts)]
    return waits[-1].day + limits.unwritten_days if len(waits) == 2 else None


def _is_written(asked: Asked, facts: Facts) -> bool:
    return asked.written is not None and asked.written <= facts.today


def _delay(asked: Asked) -> int | None:
    return None if asked.written is None else asked.written - asked.day


def _length(asked: Asked) -> int | None:
    """None of private words: nobody but their writer knows."""
    return asked.length


def _against(
    of: Callable[[Asked], int | None], earlier: Sequence[Asked], last: Sequence[Asked], limits: Limits
) -> tuple[float, int, int] | None:
    """What is usual, and the last two."""
    usual = [value for each in earlier if (value := of(each)) is not None]
    now = [value for each in last if (value := of(each)) is not None]
    if len(usual) < limits.earlier_least or len(now) != 2:
        return None
    return median(usual), now[0], now[1]


def checkins_missed(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Reports in a row that did not come, from somebody who has sent one before: who never does goes another way."""
    missed: list[Report] = []
    for report in reversed([each for each in facts.reports if each.due <= facts.today]):
        if report.sent is not None or report.skipped is not None:
            break
        missed.insert(0, report)
    sent = sum(each.sent is not None for each in facts.reports)
    if sent and len(missed) >= limits.reports_missed:
        since = missed[limits.reports_missed - 1].due
        yield Signal(Kind.CHECKINS_MISSED, since, (("missed", len(missed)), ("sent", sent)))


def energy_low(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Low twice running, or well below what it was in the first three sessions."""
    rated = [(each.day, each.energy) for each in facts.kept if each.energy is not None]
    if not rated:
        return
    every = [*facts.energy_first, *(energy for _, energy in rated)]
    usual = fmean(every[:3])
    if len(rated) > 1 and all(energy <= limits.energy_low for _, energy in rated[-2:]):
        yield Signal(Kind.ENERGY_LOW, rated[-1][0], (("last", rated[-1][1]), ("before", rated[-2][1])))
    elif len(every) > 3 and usual - rated[-1][1] >= limits.energy_fall:
        yield Signal(Kind.ENERGY_LOW, rated[-1][0], (("last", rated[-1][1]), ("usual", round(usual, 1))))


def attendance(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Sessions that fell out one after the other, or to which the client mostly comes late."""
    if row := _fell_out_in_a_row(facts, limits):
        by_coach = sum(each.by_coach for each in row)
        since = min(facts.today, row[limits.fell_out_row - 1].day)
        yield Signal(Kind.ATTENDANCE, since, (("fell_out", len(row)), ("by_coach", by_coach)))
        return
    last = facts.kept[-limits.late_of :]
    late = [each for each in last if each.late]
    if len(late) >= limits.late_most:
        since = late[limits.late_most - 1].day
        yield Signal(Kind.ATTENDANCE, since, (("late", len(late)), ("of", len(last))))


def _fell_out_in_a_row(facts: Facts, limits: Limits) -> list[Meeting]:
    """Those between the last that took place and the next that is booked; [] if fewer than count."""
    row: list[Meeting] = []
    for each in reversed(facts.meetings):
        if each.kept and each.day <= facts.today:
            break
        if each.fell_out:
            row.insert(0, each)
        elif row and each.day < row[0].day:
            row.clear()
    return row if len(row) >= limits.fell_out_row else []


def no_next_session(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Held, and nothing booked, and nothing said of that. After two that fell out it is said with those."""
    last = facts.kept[-1] if facts.kept else None
    if last is None or facts.ahead or last.none_planned or _fell_out_in_a_row(facts, limits):
        return
    if facts.today - last.day >= limits.next_days:
        yield Signal(Kind.NO_NEXT_SESSION, last.day + limits.next_days, (("days", facts.today - last.day),))


def silent_start(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Nothing in the first week after joining, the day itself not counted. Where it is silence, that says it."""
    joined = facts.joined
    if joined is None or not limits.start_days <= facts.today - joined < limits.silence_most:
        return
    if any(silence(facts, limits)):
        return
    if facts.active_in(facts.today - joined) == 0:
        since = joined + limits.start_days
        yield Signal(Kind.SILENT_START, since, (("days", facts.today - joined),))


def invite_unanswered(facts: Facts, limits: Limits) -> Iterator[Signal]:
    invited = facts.invited
    if facts.joined is None and invited is not None and facts.today - invited >= limits.invite_days:
        yield Signal(Kind.INVITE_UNANSWERED, invited + limits.invite_days, (("days", facts.today - invited),))


def silence(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Nothing from either side in one and a half times the cadence."""
    if facts.joined is None:
        return
    allowed = silence_allowed(facts, limits)
    last = facts.joined if facts.last_contact is None else max(facts.joined, facts.last_contact)
    if facts.today - last >= allowed:
        client = facts.today - max(facts.joined, facts.joined if facts.last_active is None else facts.last_active)
        yield Signal(Kind.SILENCE, last + allowed, (("days", facts.today - last), ("client", client)))


def silence_allowed(facts: Facts, limits: Limits) -> int:
    return min(ceil(limits.silence_times * facts.cadence), limits.silence_most)
