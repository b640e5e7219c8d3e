"""The minutes of a session, for every length and whatever is left out."""

from itertools import chain, combinations

import pytest

from handrail.trajectory.sections import Section, minutes_of

EVERY_SET = list(chain.from_iterable(combinations(Section, size) for size in range(len(Section) + 1)))


@pytest.mark.parametrize(
    ("length", "shares"),
    [
        (20, (2, 4, 1, 8, 4, 1)),
        (30, (2, 6, 2, 12, 6, 2)),
        (40, (2, 6, 2, 22, 6, 2)),
        (45, (2, 6, 2, 27, 6, 2)),
        (50, (2, 6, 2, 32, 6, 2)),
        (60, (2, 6, 2, 42, 6, 2)),
        (90, (4, 12, 4, 54, 12, 4)),
    ],
)
def test_the_lengths_that_people_book(length: int, shares: tuple[int, ...]) -> None:
    assert tuple(minutes_of(length).values()) == shares


def test_where_the_longer_goals_are_not_due_their_minutes_go_to_the_generative_moment() -> None:
    assert tuple(minutes_of(30, without={Section.THREE_MONTH_GOALS}).values()) == (2, 6, 14, 6, 2)


@pytest.mark.parametrize("length", range(10, 121))
def test_they_are_whole_and_add_up_whatever_is_left_out(length: int) -> None:
    for without in EVERY_SET:
        plan = minutes_of(length, without=without)
        assert list(plan) == [section for section in Section if section not in without]
        assert sum(plan.values()) == (length if plan else 0)
        assert all(minutes >= 1 for minutes in plan.values())


def test_up_to_an_hour_a_minute_more_is_a_minute_more_for_the_generative_moment() -> None:
    for length in range(30, 60):
        longer = minutes_of(length + 1)
        assert {**minutes_of(length), Section.GENERATIVE: longer[Section.GENERATIVE]} == longer
