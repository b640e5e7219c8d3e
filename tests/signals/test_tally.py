"""What a practice counts: so many of so many, of four lived weeks."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from handrail.signals.facts import Aim, Due, Facts, Meeting, Report
from handrail.signals.tally import Part, Tally, tally, together

FACTS = Facts(today=100)


def test_of_what_was_due_it_counts_what_was_done_and_nothing_that_was_let_go() -> None:
    dues = (Due(40, done=41), Due(80, done=82), Due(90), Due(95, left=96), Due(110))
    assert tally(replace(FACTS, dues=dues)).actions == Part(1, 2)


def test_a_session_of_yesterday_needs_no_note_yet() -> None:
    meetings = tuple(Meeting(day, kept=True, noted=noted) for day, noted in ((80, True), (90, False), (99, False)))
    assert tally(replace(FACTS, meetings=meetings)).notes == Part(1, 2)


def test_a_report_is_answered_within_three_days_or_it_is_too_soon_to_say() -> None:
    reports = (
        Report(80, sent=80, answered=82),
        Report(87, sent=87, answered=95),
        Report(90, sent=90),
        Report(99, sent=99),
    )
    assert tally(replace(FACTS, reports=reports)).reports == Part(1, 3)


def test_a_goal_is_followed_that_was_looked_at_or_measured_lately() -> None:
    aims = (Aim("a", 10, reviewed=(90,)), Aim("b", 10, progress=((95, 40.0),)), Aim("c", 10, reviewed=(30,)))
    assert tally(replace(FACTS, aims=aims)).goals == Part(2, 3)


def test_a_promise_whose_day_has_come_is_kept_or_not() -> None:
    promises = (Due(90, done=99), Due(95), Due(120))
    assert tally(replace(FACTS, promises=promises)).promises == Part(1, 2)


def test_of_nothing_nothing_is_said() -> None:
    assert not tally(FACTS).actions
    assert together([]) == Tally()


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), max_size=20))
def test_two_halves_of_a_life_count_as_much_as_the_whole(due: list[tuple[int, bool]]) -> None:
    dues = [Due(day, done=day if done else None) for day, done in sorted(due)]
    halves = (tally(replace(FACTS, dues=tuple(half))) for half in (dues[::2], dues[1::2]))
    assert together(halves) == tally(replace(FACTS, dues=tuple(dues)))
