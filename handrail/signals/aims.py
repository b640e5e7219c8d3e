"""Signals of where it is meant to go: three-month goals, the vision, readiness. Pure."""

from collections.abc import Iterator

from handrail.signals.facts import Aim, Facts
from handrail.signals.limits import Limits
from handrail.signals.signal import Kind, Signal, Unknown

CONTEMPLATION = "contemplation"


def flat_3_weeks(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """A goal that hardly moved in three weeks, though the client finds it within reach or was not asked yet. Only with
    a number from these weeks: without one nothing is known of it, and that it is not looked at is another signal."""
    for aim in facts.aims:
        known = aim.known(facts.today)
        before = [each for each in known if each[0] <= facts.today - limits.flat_days]
        if aim.realistic is False or not before or known[-1][0] <= facts.today - limits.flat_days:
            continue
        now = known[-1][1]
        run = before[-1:]
        for each in reversed(before[:-1]):
            if now - each[1] >= limits.flat_moves:
                break
            run.insert(0, each)
        if now >= 100 or now - before[-1][1] >= limits.flat_moves:
            continue
        first, then = run[0]
        next_day = next(day for day, _ in known if day > first)
        days = facts.today - first
        numbers = (("days", days), ("from", round(then)), ("to", round(now)), ("asked", int(aim.realistic is not None)))
        since = max(first + limits.flat_days, next_day)
        yield Signal(Kind.FLAT_3_WEEKS, since, numbers, aim.name, aim.ref, level=int(days >= limits.flat_again))


def week_6_half(facts: Facts, limits: Limits) -> Iterator[Signal]:
    """Six weeks from the goal's own start, each goal by itself."""
    for aim in _at_week_6(facts, limits):
        said = _news(aim, facts)
        if said and said[-1][1] < limits.half_percent:
            numbers = (("percent", round(said[-1][1])), ("week", (facts.today - aim.started) // 7))
            since = max(aim.started + limits.half_day, _below_since(said, limits))
            yield Signal(Kind.WEEK_6_HALF, since, numbers, aim.name, aim.ref)


def _news(aim: Aim, facts: Facts) -> list[tuple[int, float]]:
    """What was said of it since it began."""
    return [each for each in aim.known(facts.today) if each[0] > aim.started]


def _below_since(said: list[tuple[int, float]], limits: Limits) -> int:
    since = said[-1][0]
    for day, percent in reversed(said):
        if percent >= limits.half_percent:
            break
        since = day
    return since


def week_6_unknown(facts: Facts, limits: Limits) -> Iterator[Unknown]:
    """What was said when it began is no news of it."""
    for aim in _at_week_6(facts, limits):
        if not _news(aim, facts):
            yield Unknown(Kind.WEEK_6_HALF, aim.name, aim.ref)


def _at_week_6(facts: Facts, limits: Limits) -> list[Aim]:
    return [aim for aim in facts.aims if limits.half_day <= facts.today - aim.started <= limits.half_until]


def goal_unreviewed(facts: Facts, limits: Limits) -> Iterator[Signal]:
    for aim in facts.aims:
        last = max((day for day in aim.reviewed if day <= facts.today), default=aim.started)
        if facts.today - last > limits.review_days:
            since = last + limits.review_days + 1
            yield Signal(Kind.GOAL_UNREVIEWED, since, (("days", facts.today - last),), aim.name, aim.ref)


def vision_unread(facts: Facts, limits: Limits) -> Iterator[Signal]:
    read = facts.vision_read
    if read is not None and facts.today - read > limits.vision_days:
        yield Signal(Kind.VISION_UNREAD, read + limits.vision_days + 1, (("days", facts.today - read),))


def long_contemplation(facts: Facts, limits: Limits) -> Iterator[Signal]:
    for stage in facts.stages:
        days = facts.today - stage.since
        if stage.stage == CONTEMPLATION and days > limits.contemplation_days:
            since = stage.since + limits.contemplation_days + 1
            yield Signal(Kind.LONG_CONTEMPLATION, since, (("days", days),), stage.area, stage.ref)
