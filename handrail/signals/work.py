"""Signals of what was to be done: actions, weekly goals. Pure."""

from collections.abc import Iterator
from itertools import groupby

from handrail.signals.facts import Due, Facts, Week
from handrail.signals.limits import Limits
from handrail.signals.signal import Kind, Signal


def completion_falling(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Done of what was due in four weeks, against the four weeks before, each as it stood at its own end: what was
    longer ago had no more time to be done. Let go or replaced, a thing counts in neither."""
    if _fall(facts, limits, facts.today) is None:
        return
    since = facts.today
    while since > facts.today - limits.window and _fall(facts, limits, since - 1) is not None:
        since -= 1
    done, due, done_before, due_before = _fall(facts, limits, facts.today) or (0, 0, 0, 0)
    numbers = (("done", done), ("due", due), ("done_before", done_before), ("due_before", due_before))
    yield Signal(Kind.COMPLETION_FALLING, since, numbers)


def _fall(facts: Facts, limits: Limits, today: int) -> tuple[int, int, int, int] | None:
    now, before = _due_by(facts, limits, today), _due_by(facts, limits, today - limits.window)
    if min(len(now), len(before)) < limits.fell_least:
        return None
    done = sum(due.is_done(today) for due in now)
    done_before = sum(due.is_done(today - limits.window) for due in before)
    if 100 * (done_before / len(before) - done / len(now)) < limits.fell_points:
        return None
    return done, len(now), done_before, len(before)


def _due_by(facts: Facts, limits: Limits, today: int) -> list[Due]:
    return [due for due in facts.dues if today - limits.window < due.day <= today and due.counts(facts.today)]


def piling_up(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Many open at once, or one that came into two sessions open."""
    opened = sorted(each.made for each in facts.opened if each.made <= facts.today)
    carried = [[day for day in each.carried if day <= facts.today] for each in facts.opened]
    twice = sorted(days[limits.carried_most - 1] for days in carried if len(days) >= limits.carried_most)
    since = [*opened[limits.open_most - 1 : limits.open_most], *twice[:1]]
    if since:
        most = max(map(len, carried), default=0)
        yield Signal(Kind.PILING_UP, min(since), (("open", len(opened)), ("carried", len(twice)), ("times", most)))


def not_attempting(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """A weekly goal at nought, or never spoken of, for two periods running. A day ticked is an attempt."""
    weeks = sorted(facts.weeks, key=lambda week: (week.line, week.starts))
    for line, all_of_it in groupby(weeks, key=lambda week: week.line):
        ended = [week for week in all_of_it if _is_told_or_over(week, facts, limits)]
        untried: list[Week] = []
        for week in reversed(ended):
            if week.percent or week.ticked:
                break
            untried.insert(0, week)
        last = ended[-1] if ended else None
        if last is None or len(untried) < limits.untried_weeks or facts.today - last.ends > limits.window:
            continue
        second = untried[limits.untried_weeks - 1]
        since = min(facts.today, second.ends + (limits.report_grace if second.percent is None else 0))
        nought = sum(week.percent is not None for week in untried)
        numbers = (("weeks", len(untried)), ("nought", nought))
        yield Signal(Kind.NOT_ATTEMPTING, since, numbers, of=last.name, ref=line)


def _is_told_or_over(week: Week, facts: Facts, limits: Limits) -> bool:
    if week.percent is not None:
        return week.starts <= facts.today
    return week.ends + limits.report_grace <= facts.today


def overload(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """More weekly goals at once than one can keep in view, or found too much twice."""
    now = [week for week in facts.weeks if week.starts <= facts.today <= week.ends and week.percent is None]
    since = sorted(week.starts for week in now)[limits.weekly_most : limits.weekly_most + 1]
    much = sorted(week.ends for week in facts.weeks if week.too_ambitious)
    much = [day for day in much if facts.today - limits.ambitious_days < day]
    since += much[limits.ambitious_twice - 1 : limits.ambitious_twice]
    if since:
        numbers = (("goals", len(now)), ("too_much", len(much)))
        yield Signal(Kind.OVERLOAD, min(facts.today, *since), numbers)
