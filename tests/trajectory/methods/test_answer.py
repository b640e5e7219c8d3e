"""An answer is a text that people read and its form reads again; no line of it is ever lost."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handrail.trajectory.methods.answer import MARK, Answer, compose, read, unmarked
from handrail.trajectory.methods.form import Field, Form, Kind, Shape
from handrail.trajectory.methods.shipped import METHODS, method

# One of each, and two that are called the same.
FORM = Form(
    "All", "All of it", "Which?",
    fields=(
        Field(Kind.WORDS, "My words"), Field(Kind.LINES, "A list"), Field(Kind.PICKS, "Picks", items=("Calm", "Play")),
        Field(Kind.SCALE, "How sure?", lower="Why not lower?", up="One up?"),
        Field(Kind.WHEEL, "Areas", items=("Health", "Work: all of it", "Play")),
        Field(Kind.COLUMNS, "Sides", left="for", right="against"),
        Field(Kind.IF_THEN, "Plans", when="If", then="then I will", most=3), Field(Kind.WORDS, "My words"),
        Field(Kind.IDEAS, "Ideas"),
    ),
)  # fmt: skip
PIECES = [*"abc ▸-:/7\n", "If ", "then I will ", "\n▸ My words", "\n- "]
TYPED = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
HEADINGS = [part.heading for part in FORM.parts]
LINE = TYPED.map(lambda text: " ".join(text.split()))


def value_for(part: Any) -> Any:
    match part.shape:
        case Shape.WORDS:
            return TYPED.map(str.strip)
        case Shape.LINES:
            return st.lists(LINE.filter(bool), max_size=3).map(tuple)
        case Shape.NUMBER:
            return st.none() | st.integers(0, 10)
        case Shape.NUMBERS:
            return st.dictionaries(st.sampled_from(part.field.items), st.integers(0, 10))
        case Shape.PAIRS:
            return st.lists(st.tuples(LINE, LINE).filter(any), max_size=3).map(tuple)


ANSWERS = st.builds(
    Answer, values=st.fixed_dictionaries({part.name: value_for(part) for part in FORM.parts}), rest=TYPED.map(str.strip)
)


@given(ANSWERS)
def test_what_was_filled_in_is_read_again(answer: Answer) -> None:
    again = read(FORM, compose(FORM, answer))
    said = {name: value for name, value in answer.values.items() if value not in ("", (), {}, None)}
    assert dict(again.values) == said
    assert again.rest == answer.rest


@given(st.lists(TYPED | st.sampled_from([f"{MARK} {each}\n" for each in HEADINGS]), max_size=12).map("\n".join))
def test_no_word_of_any_text_is_lost_and_reading_again_changes_nothing(text: str) -> None:
    once = compose(FORM, read(FORM, text))
    assert compose(FORM, read(FORM, once)) == once
    typed = [line for line in text.split("\n") if line.removeprefix(f"{MARK} ") not in HEADINGS]
    assert set(re.findall("[abc]+", "\n".join(typed))) <= set(re.findall("[abc]+", once))


def test_it_reads_as_people_write() -> None:
    form = method("scaling")
    assert form
    text = compose(form, Answer({"f0": "Sleep", "f1": 6, "f1-lower": "I go to bed."}, rest="By mail:"))
    assert text == (
        "By mail:\n\n▸ What this is about\nSleep\n\n▸ Where am I with it today?\n6 / 10\n\n"
        "▸ Where am I with it today? · What makes it this number and not a lower one?\nI go to bed."
    )
    assert read(form, text).number("f1") == 6


def test_in_passing_it_reads_without_marks() -> None:
    text = "By mail:\n\n▸ What this is about\nSleep\n\n▸ Where am I today?\n6 / 10\n▸▸ my own mark"
    assert unmarked(text) == "By mail:\n\nWhat this is about:\nSleep\n\nWhere am I today?\n6 / 10\n▸ my own mark"


def test_an_answer_by_mail_stays_at_the_top_as_it_is() -> None:
    for form in METHODS:
        assert read(form, "I walked home.\nTwice.") == Answer({}, "I walked home.\nTwice.")
        assert compose(form, Answer()) == ""


def test_two_boxes_that_are_called_the_same_keep_apart() -> None:
    assert len(set(HEADINGS)) == len(HEADINGS)
    assert "My words (2)" in HEADINGS
