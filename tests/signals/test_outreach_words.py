"""What a coach may send because of a signal: warm, about one thing, and never a verdict [79, 115]."""

import re
from datetime import date

import pytest

from handrail.signals.naming import NAMES, name_of
from handrail.signals.outreach_words import QUOTED, WORDS, About, proposed_word
from handrail.signals.signal import Kind
from handrail.web.coach.standing import ANSWER_READ

FULL = About(
    "Jonas", thing="Sleep through the night", next_step="Call Ann about the evening shift", done="Wrote to Ruth",
    promised="Send the article", session_on=date(2026, 3, 16),
)  # fmt: skip
EMPTY = About("Jonas")
# What would tell a client that they are watched, counted or found wanting.
VERDICTS = re.compile(
    r"signal|risk|missed|overdue|late\b|fail|behind|only \d|stalled|inactive|drop|percent|%|should|must|why (did|have)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", sorted(WORDS, key=str))
@pytest.mark.parametrize("about", [FULL, EMPTY])
def test_a_proposed_word_greets_asks_for_little_and_holds_no_verdict(kind: Kind, about: About) -> None:
    word = proposed_word(kind, about)
    assert word.startswith("Hello Jonas,\n\n")
    assert word.endswith("\n")
    assert "  " not in word
    assert not VERDICTS.search(word), word
    assert not re.search(r"\d", word.replace("16 March", "")), word
    assert word.count("?") <= 2
    assert len(word) < 400


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Kind.SILENCE, "Call Ann about the evening shift"),
        (Kind.COMPLETION_FALLING, "Call Ann about the evening shift"),
        (Kind.PILING_UP, "Call Ann about the evening shift"),
        (Kind.FLAT_3_WEEKS, "Sleep through the night"),
        (Kind.WEEK_6_HALF, "Sleep through the night"),
        (Kind.NOT_ATTEMPTING, "Sleep through the night"),
        (Kind.PROMISE_OPEN, "Send the article"),
        (Kind.ENERGY_LOW, "Monday 16 March"),
    ],
)
def test_it_names_one_concrete_thing_of_theirs(kind: Kind, names: str) -> None:
    assert names in proposed_word(kind, FULL)


def test_every_signal_of_a_client_has_its_words_and_the_coach_s_own_side_is_answered_elsewhere() -> None:
    assert set(Kind) - set(WORDS) == {Kind.INVITE_UNANSWERED, Kind.NOTE_OPEN, Kind.REPORT_UNANSWERED}
    for kind in (None, Kind.NOTE_OPEN):
        assert proposed_word(kind, FULL) == "Hello Jonas,\n"


def test_every_signal_has_a_name() -> None:
    assert set(NAMES) == {*Kind, ANSWER_READ}
    assert name_of("no_more_there") == "no more there"


def test_long_words_are_cut_at_a_word_and_lines_are_joined() -> None:
    long = About("Jonas", next_step="walk along\nthe canal " * 20)
    word = proposed_word(Kind.SILENCE, long)
    quoted = re.search("“(.+)”", word)
    assert quoted
    assert len(quoted[1]) <= QUOTED + 1
    assert quoted[1].endswith("…")
    assert "\n" not in quoted[1]
