"""Each rule on lives that one can read: just not yet, and just so."""

import pytest

from handrail.signals.facts import Aim, Asked, Due, Facts, Meeting, Opened, Report, Stage, Week
from handrail.signals.limits import Limits
from handrail.signals.rules import is_enough, signals_of, unknown_of
from handrail.signals.signal import Kind
from tests.signals.lives import CALM, kinds, life, raised


def dues(*spans: tuple[int, int], done: int) -> tuple[Due, ...]:
    """One each third day from a day on, so many; the first `done` of each were done on their day."""
    return tuple(
        Due(start + 3 * n, done=start + 3 * n if n < done else None) for start, number in spans for n in range(number)
    )


def good_weeks(before: int, now: int) -> tuple[Due, ...]:
    """Five due in each of two windows of four weeks, of which so many were done."""
    return dues((50, 5), done=before) + dues((80, 5), done=now)


def talks(*days: int, late: bool = False) -> tuple[Meeting, ...]:
    return tuple(Meeting(day, kept=True, late=late) for day in days)


def fell(*days: int) -> tuple[Meeting, ...]:
    return tuple(Meeting(day, fell_out=True) for day in days)


def energies(*rated: int) -> tuple[Meeting, ...]:
    return (*(Meeting(10 * n, kept=True, energy=energy) for n, energy in enumerate(rated)), Meeting(110))


def answers(*delays: int, length: int = 200) -> tuple[Asked, ...]:
    return tuple(Asked(14 * n, 14 * n + delay, length=length) for n, delay in enumerate(delays))


def reports(*sent: bool) -> tuple[Report, ...]:
    """Weekly, the last of them due yesterday; answered at once."""
    first = 99 - 7 * (len(sent) - 1)
    return tuple(Report(d, d if s else None, answered=d) for s, d in zip(sent, range(first, 100, 7), strict=True))


TOO_MUCH = {"too_ambitious": True}


def week(line: str, starts: int, percent: int | None, *, ticked: int = 0, too_ambitious: bool = False) -> Week:
    return Week(line, starts, starts + 6, percent, ticked, too_ambitious)


NEXT = Meeting(110)
BEFORE = (*talks(84), NEXT)
TOLD = (Report(97, 97),)
SHORT = (Asked(50, 52, None, 90), Asked(64, 66, None, 60))
LEFT_OUT = (Asked(60, None, 60), Asked(80, None, 80))
# (what it is, the life, how often it is raised)
EXAMPLES: list[tuple[Kind, str, Facts, int]] = [
    (Kind.COMPLETION_FALLING, "from five to three of five", life(dues=good_weeks(5, 3)), 1),
    (Kind.COMPLETION_FALLING, "one of five less is no fall", life(dues=good_weeks(4, 3)), 0),
    (Kind.COMPLETION_FALLING, "three due say nothing", life(dues=dues((50, 5), done=5) + dues((80, 3), done=0)), 0),
    (Kind.PILING_UP, "five open", life(opened=(Opened(90),) * 5), 1),
    (Kind.PILING_UP, "four open", life(opened=(Opened(90),) * 4), 0),
    (Kind.PILING_UP, "one came into two sessions", life(opened=(Opened(40, (56, 70)),)), 1),
    (Kind.PILING_UP, "one came into one", life(opened=(Opened(40, (56,)),)), 0),
    (Kind.NOT_ATTEMPTING, "nought twice", life(weeks=(week("a", 80, 0), week("a", 87, 0))), 1),
    (Kind.NOT_ATTEMPTING, "nought, then unheard of", life(weeks=(week("a", 80, 0), week("a", 87, None))), 1),
    (Kind.NOT_ATTEMPTING, "it can still be reported", life(weeks=(week("a", 84, 0), week("a", 91, None))), 0),
    (Kind.NOT_ATTEMPTING, "ticked is tried", life(weeks=(week("a", 80, 0), week("a", 87, None, ticked=1))), 0),
    (Kind.NOT_ATTEMPTING, "two things, once each", life(weeks=(week("a", 80, 0), week("b", 87, 0))), 0),
    (Kind.NOT_ATTEMPTING, "long ago", life(weeks=(week("a", 40, 0), week("a", 47, 0))), 0),
    (Kind.FLAT_3_WEEKS, "the same after 3 weeks", life(aims=(Aim("run", 70, ((70, 40), (95, 40)), (95,), True),)), 1),
    (Kind.FLAT_3_WEEKS, "one of ten is moving", life(aims=(Aim("run", 70, ((70, 40), (95, 50)), (95,), True),)), 0),
    (Kind.FLAT_3_WEEKS, "found out of reach", life(aims=(Aim("run", 70, ((70, 40), (95, 40)), (95,), False),)), 0),
    (Kind.FLAT_3_WEEKS, "no news: unknown", life(aims=(Aim("run", 70, ((70, 40), (75, 40)), (75,), True),)), 0),
    (Kind.FLAT_3_WEEKS, "reached is not flat", life(aims=(Aim("run", 70, ((70, 100), (95, 100)), (95,), True),)), 0),
    (Kind.WEEK_6_HALF, "day 42 at 40", life(aims=(Aim("run", 58, ((58, 10), (95, 40)), (95,)),)), 1),
    (Kind.WEEK_6_HALF, "day 41", life(aims=(Aim("run", 59, ((59, 10), (95, 40)), (95,)),)), 0),
    (Kind.WEEK_6_HALF, "half is half", life(aims=(Aim("run", 58, ((58, 10), (95, 50)), (95,)),)), 0),
    (Kind.WEEK_6_HALF, "its start is no news", life(aims=(Aim("run", 58, ((58, 10),), (95,)),)), 0),
    (Kind.GOAL_UNREVIEWED, "32 days", life(aims=(Aim("run", 68),)), 1),
    (Kind.GOAL_UNREVIEWED, "31 days", life(aims=(Aim("run", 69),)), 0),
    (Kind.GOAL_UNREVIEWED, "looked at since", life(aims=(Aim("run", 20, reviewed=(40, 80)),)), 0),
    (Kind.VISION_UNREAD, "93 days", life(vision_read=7), 1),
    (Kind.VISION_UNREAD, "92 days", life(vision_read=8), 0),
    (Kind.REFLECTION_SLOWING, "twice as late, twice", life(asked=answers(2, 2, 2, 5, 5)), 1),
    (Kind.REFLECTION_SLOWING, "late once", life(asked=answers(2, 2, 2, 2, 9)), 0),
    (Kind.REFLECTION_SLOWING, "shorter twice", life(asked=(*answers(2, 2, 2), *SHORT)), 1),
    (Kind.REFLECTION_SLOWING, "two unanswered", life(asked=(*answers(2, 2, 2), Asked(60), Asked(80))), 1),
    (Kind.REFLECTION_SLOWING, "two left out on purpose", life(asked=(*answers(2, 2, 2), *LEFT_OUT)), 0),
    (Kind.REFLECTION_SLOWING, "two earlier are no habit", life(asked=(*answers(2, 2), Asked(60), Asked(80))), 0),
    (Kind.CHECKINS_MISSED, "two in a row", life(reports=reports(True, True, False, False)), 1),
    (Kind.CHECKINS_MISSED, "one", life(reports=reports(True, True, True, False)), 0),
    (Kind.CHECKINS_MISSED, "never sent one", life(reports=reports(False, False, False)), 0),
    (Kind.CHECKINS_MISSED, "left out is no miss", life(reports=(*reports(True, False), Report(100, skipped=99))), 0),
    (Kind.ENERGY_LOW, "two of five, twice", life(meetings=energies(4, 3, 2, 2)), 1),
    (Kind.ENERGY_LOW, "two of five, once", life(meetings=energies(3, 3, 3, 2)), 0),
    (Kind.ENERGY_LOW, "well below the first three", life(meetings=energies(5, 5, 4, 3)), 1),
    (Kind.ENERGY_LOW, "well below the first ever", life(meetings=energies(3, 3), energy_first=(5, 5, 4)), 1),
    (Kind.ENERGY_LOW, "as ever", life(meetings=energies(5, 5, 4, 3), energy_first=(3, 3, 3)), 0),
    (Kind.ATTENDANCE, "two fell out", life(meetings=(*talks(60, 74), *fell(88, 95), NEXT)), 1),
    (Kind.ATTENDANCE, "one fell out", life(meetings=(*talks(60, 74, 88), *fell(95), NEXT)), 0),
    (Kind.ATTENDANCE, "not in a row", life(meetings=(*fell(60), *talks(74), *fell(88), NEXT)), 0),
    (Kind.ATTENDANCE, "late to three of five", life(meetings=talks(10, 30, 50, late=True)), 1),
    (Kind.NO_NEXT_SESSION, "three days after", life(meetings=talks(83, 97)), 1),
    (Kind.NO_NEXT_SESSION, "two days after", life(meetings=talks(84, 98)), 0),
    (Kind.NO_NEXT_SESSION, "none on purpose", life(meetings=(Meeting(90, kept=True, none_planned=True),)), 0),
    (Kind.SILENT_START, "a first week of nothing", life(today=7, active=(0,), contact=(0,)), 1),
    (Kind.SILENT_START, "six days", life(today=6, active=(0,), contact=(0,)), 0),
    (Kind.SILENT_START, "something on the third day", life(today=8, active=(0, 3), contact=(0,)), 0),
    (Kind.INVITE_UNANSWERED, "14 days", life(joined=None, invited=86, is_running=False), 1),
    (Kind.INVITE_UNANSWERED, "13 days", life(joined=None, invited=87, is_running=False), 0),
    (Kind.SILENCE, "21 days, each fortnight", life(active=(79,), contact=(79,)), 1),
    (Kind.SILENCE, "20 days", life(active=(80,), contact=(80,)), 0),
    (Kind.SILENCE, "11 days, each week", life(active=(89,), contact=(89,), cadence=7), 1),
    (Kind.SILENCE, "the coach wrote", life(active=(70,), contact=(90,)), 0),
    (Kind.SILENCE, "at most three weeks", life(active=(79,), contact=(79,), cadence=30), 1),
    (Kind.OVERLOAD, "six at once", life(weeks=tuple(week(line, 96, None) for line in "abcdef")), 1),
    (Kind.OVERLOAD, "five at once", life(weeks=tuple(week(line, 96, None) for line in "abcde")), 0),
    (Kind.OVERLOAD, "too much twice", life(weeks=(week("a", 80, 50, **TOO_MUCH), week("b", 87, 50, **TOO_MUCH))), 1),
    (Kind.LONG_CONTEMPLATION, "184 days", life(today=184, stages=(Stage("sleep", "contemplation", 0),)), 1),
    (Kind.LONG_CONTEMPLATION, "183 days", life(today=183, stages=(Stage("sleep", "contemplation", 0),)), 0),
    (Kind.PROMISE_OPEN, "two days over", life(promises=(Due(98),)), 1),
    (Kind.PROMISE_OPEN, "one day over", life(promises=(Due(99),)), 0),
    (Kind.PROMISE_OPEN, "kept", life(promises=(Due(98, done=99),)), 0),
    (Kind.NOTE_OPEN, "two days, no note", life(meetings=(Meeting(98, kept=True, noted=False), NEXT)), 1),
    (Kind.NOTE_OPEN, "one day", life(meetings=(Meeting(99, kept=True, noted=False), NEXT)), 0),
    (Kind.REPORT_UNANSWERED, "three days", life(reports=(Report(97, 97),), meetings=BEFORE), 1),
    (Kind.REPORT_UNANSWERED, "two days", life(reports=(Report(98, 98),), meetings=BEFORE), 0),
    (Kind.REPORT_UNANSWERED, "two weeks", life(reports=(Report(86, 86),), meetings=BEFORE), 1),
    (Kind.REPORT_UNANSWERED, "more than two weeks", life(reports=(Report(85, 85),), meetings=BEFORE), 0),
    (Kind.REPORT_UNANSWERED, "they have met since", life(reports=(Report(97, 97),)), 0),
    (Kind.REPORT_UNANSWERED, "they meet tomorrow", life(reports=TOLD, meetings=(*talks(84), Meeting(101))), 0),
    (Kind.REPORT_UNANSWERED, "a later one was", life(reports=(*TOLD, Report(98, 98, answered=99)), meetings=BEFORE), 0),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "what", "facts", "times"), EXAMPLES, ids=[f"{e[0]}: {e[1]}" for e in EXAMPLES])
def test_a_rule_on_a_life(kind: Kind, what: str, facts: Facts, times: int) -> None:
    found = raised(facts, kind)
    assert len(found) == times
    assert all(signal.since <= facts.today for signal in found)


def test_every_rule_has_an_example_either_way() -> None:
    for kind in Kind:
        assert {bool(times) for each, _, _, times in EXAMPLES if each == kind} == {True, False}, kind


def test_of_a_calm_life_nothing_is_said() -> None:
    assert kinds(CALM) == []
    assert is_enough(CALM)


def test_three_goals_in_week_six_and_only_the_slow_one_is_named() -> None:
    aims = tuple(Aim(f"at {p}", 58, ((58, 0), (95, p)), (95,)) for p in (40, 60, 70))
    assert [(s.of, s.number("percent")) for s in raised(life(aims=aims), Kind.WEEK_6_HALF)] == [("at 40", 40)]


def test_a_goal_without_a_number_is_not_fine_but_unknown() -> None:
    facts = life(aims=(Aim("run", 58, ((58, 10),), (95,)),))
    assert [each.of for each in unknown_of(facts)] == ["run"]


def test_a_flat_goal_is_said_once_more_after_four_weeks() -> None:
    facts = life(aims=(Aim("run", 60, ((60, 40), (85, 40), (88, 40)), (85,), True),))
    then, later = (raised(facts.as_of(day), Kind.FLAT_3_WEEKS)[0] for day in (86, 88))
    assert (then.since, then.level) == (85, 0)
    assert then.evidence != later.evidence


def test_the_same_evidence_is_known_again_on_the_next_day() -> None:
    facts = life(active=(70,), contact=(70,))
    assert len({raised(facts.as_of(day), Kind.SILENCE)[0].evidence for day in range(91, 101)}) == 1


def test_what_fell_has_a_day_since_when() -> None:
    facts = life(dues=good_weeks(5, 2))
    since = raised(facts, Kind.COMPLETION_FALLING)[0].since
    assert not raised(facts.as_of(since - 1), Kind.COMPLETION_FALLING)
    assert raised(facts.as_of(since), Kind.COMPLETION_FALLING)


def test_two_that_fell_out_are_one_signal_with_booking_in_it() -> None:
    facts = life(meetings=(*talks(60, 74), *fell(88, 95)))
    assert kinds(facts) == [Kind.ATTENDANCE]


def test_with_a_session_now_and_then_and_nothing_between_nobody_can_say() -> None:
    assert not is_enough(life(active=(60, 80), dues=()))


def test_who_was_there_and_went_silent_is_known_well() -> None:
    assert is_enough(life(active=tuple(range(0, 40, 3))))


def test_a_practice_that_is_more_patient_hears_later() -> None:
    facts = life(active=(79,), contact=(79,))
    assert signals_of(facts)
    assert not signals_of(facts, Limits.said("silence_most=28 silence_times=2"))
