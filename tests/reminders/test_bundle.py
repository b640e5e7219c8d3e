"""A reply to a message of several things: what of it is about which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.reminders.bundle import parts_of

THINGS = ["Call Ann about the evening shift", "Hours of sleep (h)", "Yoga before breakfast"]


@pytest.mark.parametrize(
    ("words", "heard"),
    [
        ("1 done 2 later", [(0, "done"), (1, "later")]),
        ("1 done, 2 7.5, 3 not yet", [(0, "done"), (1, "7.5"), (2, "not yet")]),
        ("1. done\n2. 7\n3. my knee hurts", [(0, "done"), (1, "7"), (2, "my knee hurts")]),
        ("2) I could not find the time", [(1, "I could not find the time")]),
        ("1: done\n2: hard to say", [(0, "done"), (1, "hard to say")]),
        ("1 7 2 done", [(0, "7"), (1, "done")]),
        ("1 2 2 done", [(0, "2"), (1, "done")]),
        ("3 klaar", [(2, "klaar")]),
        ("Hi Mara,\n1 done\n2 later", [(0, "done\nHi Mara,"), (1, "later")]),
        ("Ann done, yoga later", [(0, "done"), (2, "later")]),
        ("Call Ann: done, she laughed", [(0, "done, she laughed")]),
        ("sleep 7.5 and yoga done", [(1, "7.5"), (2, "done")]),
        ("done yoga", [(2, "done")]),
    ],
)
def test_by_number_or_by_name(words: str, heard: list[tuple[int, str]]) -> None:
    assert [(part.place, part.words) for part in parts_of(words, THINGS)] == heard


@pytest.mark.parametrize(
    "words",
    [
        "done", "7", "2", "7.5 better than I thought", "2, better than last week", "2 hours at last", "1.5",
        "I did 2 of 3", "done, Ann was happy", "I did it", "Ann is ill, and I could not reach her", "9 done",
        "At 1:30 I was awake",
    ],
)  # fmt: skip
def test_in_doubt_all_of_it_is_about_the_first(words: str) -> None:
    assert [(part.place, part.words) for part in parts_of(words, THINGS)] == [(0, words)]


def test_of_one_thing_everything_is_about_that() -> None:
    assert [part.words for part in parts_of("1 done 2 later", [THINGS[0]])] == ["1 done 2 later"]


@given(st.text(st.sampled_from("12 3.:,)\ndonelatr-yg7"), max_size=60), st.integers(0, 4))
def test_nothing_that_was_written_is_lost_whatever_it_is(words: str, count: int) -> None:
    names = [*THINGS, "Ring the garage"][:count]
    parts = parts_of(words, names)
    letters = [letter for part in parts for letter in part.words if letter.isalpha()]
    assert sorted(letters) == sorted(letter for letter in words if letter.isalpha())
    assert all(part.place < max(count, 1) for part in parts)
