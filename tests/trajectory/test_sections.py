"""The minutes of a session, for every length and whatever is left out."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.trajectory.sections import Section, arranged, minutes_of

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


lengths = st.integers(10, 120)
sections = st.sets(st.sampled_from(list(Section)))
wishes = st.dictionaries(st.sampled_from(list(Section)), st.integers(1, 480))


@given(lengths, sections, st.permutations(list(Section)), wishes)
def test_however_it_is_rearranged_they_are_whole_in_order_and_add_up(
    length: int, without: set[Section], order: list[Section], wished: dict[Section, int]
) -> None:
    plan = arranged(length, order=order, without=without, wished=wished)
    assert list(plan) == [section for section in order if section not in without]
    assert sum(plan.values()) == (length if plan else 0)
    assert all(minutes >= 1 for minutes in plan.values())


@given(lengths, sections, wishes)
def test_a_wish_is_met_where_the_others_still_have_a_minute(
    length: int, without: set[Section], wished: dict[Section, int]
) -> None:
    plan = arranged(length, without=without, wished=wished)
    asked = {section: minutes for section, minutes in wished.items() if section in plan}
    others = len(plan) - len(asked)
    if others and sum(asked.values()) + others <= length:
        assert {section: plan[section] for section in asked} == asked


@given(lengths, sections)
def test_where_nothing_is_wished_the_rule_holds(length: int, without: set[Section]) -> None:
    assert arranged(length, without=without) == minutes_of(length, without=without)


def test_what_a_longer_review_takes_the_generative_moment_gives() -> None:
    assert tuple(arranged(45, wished={Section.WEEKLY_GOALS: 15}).values()) == (2, 15, 2, 18, 6, 2)
