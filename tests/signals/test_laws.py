"""What holds of every rule and every life: pauses shift, activity helps, words are found for it."""

from bisect import insort
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.signals.evidence import told
from handrail.signals.facts import Facts
from handrail.signals.lived import Lived
from handrail.signals.rules import is_enough, signals_of
from handrail.signals.signal import Kind
from tests.signals.lives import kinds, lives
from tests.signals.test_rules import EXAMPLES

START = date(2026, 3, 2)
RAISED = [(kind, facts) for kind, _, facts, times in EXAMPLES if times]


def paused(first: int, days: int) -> Lived:
    return Lived.since(START, (START + timedelta(days=first + n) for n in range(days)))


@pytest.mark.parametrize(("kind", "facts"), RAISED, ids=[kind for kind, _ in RAISED])
@settings(max_examples=12)
@given(first=st.integers(0, 60), days=st.integers(1, 40))
def test_a_pause_shifts_a_rule_by_exactly_its_days(kind: Kind, facts: Facts, first: int, days: int) -> None:
    """The same life, with a pause in it: on every date it is judged as it was so many days before."""
    lived, calm = paused(first, days), Lived.since(START)
    since = {signal.since for signal in signals_of(facts) if signal.kind == kind and signal.since >= first}
    for day in since:
        assert lived.date(day) == calm.date(day) + timedelta(days=days)
    for day in (facts.today - 1, facts.today):
        later = lived.date(day) if day >= first else calm.date(day)
        assert kinds(facts.as_of(lived.day(later))) == kinds(facts.as_of(day))


@given(first=st.integers(0, 60), days=st.integers(1, 40), n=st.integers(0, 39))
def test_within_a_pause_no_day_is_lived(first: int, days: int, n: int) -> None:
    lived = paused(first, days)
    assert lived.day(START + timedelta(days=first + min(n, days))) == first


Doing = Callable[[Facts, int], Facts]


def shows_up(facts: Facts, which: int) -> Facts:
    active = list(facts.active)
    day = min(which, facts.today)
    if day not in active:
        insort(active, day)
    return replace(facts, active=tuple(active))


def hears_from_the_coach(facts: Facts, which: int) -> Facts:
    return replace(facts, contact=tuple(sorted({*facts.contact, min(which, facts.today)})))


def does_something_due(facts: Facts, which: int) -> Facts:
    """One of these four weeks; what was done before raises the bar, as the docs say."""
    now = [n for n, due in enumerate(facts.dues) if due.is_open(facts.today) and due.day > facts.today - 28]
    if not now:
        return facts
    number = now[which % len(now)]
    done = replace(facts.dues[number], done=facts.today)
    return replace(facts, dues=(*facts.dues[:number], done, *facts.dues[number + 1 :]))


def closes_an_action(facts: Facts, which: int) -> Facts:
    return replace(facts, opened=facts.opened[1:])


def sends_a_report_that_is_answered(facts: Facts, which: int) -> Facts:
    if not facts.reports:
        return facts
    number = which % len(facts.reports)
    report = replace(facts.reports[number], sent=facts.reports[number].due, answered=facts.reports[number].due)
    return replace(facts, reports=(*facts.reports[:number], report, *facts.reports[number + 1 :]))


def ticks_a_day(facts: Facts, which: int) -> Facts:
    if not facts.weeks:
        return facts
    number = which % len(facts.weeks)
    week = replace(facts.weeks[number], ticked=facts.weeks[number].ticked + 1)
    return replace(facts, weeks=(*facts.weeks[:number], week, *facts.weeks[number + 1 :]))


def comes_to_a_session(facts: Facts, which: int) -> Facts:
    """One that would have fallen out."""
    fell = [n for n, each in enumerate(facts.meetings) if each.fell_out and each.day <= facts.today]
    if not fell or not facts.ahead:
        return facts
    number = fell[which % len(fell)]
    kept = replace(facts.meetings[number], fell_out=False, kept=True, late=False, energy=None, noted=True)
    return replace(facts, meetings=(*facts.meetings[:number], kept, *facts.meetings[number + 1 :]))


def looks_at_a_goal(facts: Facts, which: int) -> Facts:
    aims = tuple(replace(aim, reviewed=(*aim.reviewed, facts.today)) for aim in facts.aims)
    return replace(facts, aims=aims, vision_read=facts.today if facts.vision_read is not None else None)


def keeps_a_promise(facts: Facts, which: int) -> Facts:
    return replace(facts, promises=tuple(replace(due, done=due.done or facts.today) for due in facts.promises))


DOING: list[Doing] = [
    shows_up, hears_from_the_coach, does_something_due, closes_an_action, sends_a_report_that_is_answered, ticks_a_day,
    comes_to_a_session, looks_at_a_goal, keeps_a_promise,
]  # fmt: skip


@settings(max_examples=120)
@given(doing=st.sampled_from(DOING), facts=lives, which=st.integers(0, 220))
def test_doing_something_never_raises_concern(doing: Doing, facts: Facts, which: int) -> None:
    before, after = signals_of(facts), signals_of(doing(facts, which))
    assert {signal.kind for signal in after} <= {signal.kind for signal in before} | helps_to_see(doing)
    assert not is_enough(facts) or is_enough(doing(facts, which))


def helps_to_see(doing: Doing) -> set[Kind]:
    """Who has written in once is missed when they do not, and who was there may go unbooked: so say the docs."""
    return {Kind.CHECKINS_MISSED} if doing is sends_a_report_that_is_answered else set()


@settings(max_examples=50)
@given(lives)
def test_every_signal_has_a_day_that_was_and_a_sentence(facts: Facts) -> None:
    for signal in signals_of(facts):
        assert signal.since <= facts.today, signal
        assert told(signal).endswith(".")
        assert "%" not in told(signal).replace(" %", "")
