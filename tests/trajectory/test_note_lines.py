"""Lines of a note that are to become something: found by a mark, and nothing of the note is lost or changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.trajectory.day_words import When
from handrail.trajectory.note_lines import AT_MOST, SIGNS, Kind, NoteLine, note_lines

THURSDAY = date(2026, 3, 5)


def lines(note: str, *, today: date = THURSDAY) -> list[NoteLine]:
    return note_lines(note, When(THURSDAY), today=today)


def one(line: str) -> NoteLine | None:
    return next(iter(lines(line)), None)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("> Call Ann", Kind.ACTION, "Call Ann"),
        (">Call Ann", Kind.ACTION, "Call Ann"),
        ("  - > Call Ann", Kind.ACTION, "Call Ann"),
        ("→ Call Ann", Kind.ACTION, "Call Ann"),
        ("-> Call Ann", Kind.ACTION, "Call Ann"),
        ("[ ] Call Ann", Kind.ACTION, "Call Ann"),
        ("Action: Call Ann", Kind.ACTION, "Call Ann"),
        ("actie : Ann bellen", Kind.ACTION, "Ann bellen"),
        ("AUFGABE: Ann anrufen", Kind.ACTION, "Ann anrufen"),
        ("> 5 km on foot", Kind.ACTION, "5 km on foot"),
        ("= Sleep through the night", Kind.GOAL, "Sleep through the night"),
        ("Ziel: durchschlafen", Kind.GOAL, "durchschlafen"),
        ("? What would make it lighter?", Kind.PROMPT, "What would make it lighter?"),
        ("vraag: wat helpt?", Kind.PROMPT, "wat helpt?"),
        ("! Her sister is called Ida", Kind.FACT, "Her sister is called Ida"),
        ("remember: hates phones", Kind.FACT, "hates phones"),
    ],
)
def test_a_mark_is_a_sign_or_a_word(line: str, kind: Kind, text: str) -> None:
    found = one(line)
    assert found
    assert (found.kind, found.text) == (kind, text)


@pytest.mark.parametrize(
    "line",
    ["Call Ann", "- Call Ann", "* Call Ann", ">5 km", "[x] done", "=====", ">:(", "?", "!!!", "action:", "a > b", "",
     "Her goal is clear", "1 = one", "   ", "action: me:"],
)  # fmt: skip
def test_a_line_without_a_mark_is_just_a_line(line: str) -> None:
    assert one(line) is None


@pytest.mark.parametrize(
    ("line", "text", "day"),
    [
        ("> Call Ann by Friday.", "Call Ann", "2026-03-06"),
        ("> by Friday call Ann", "call Ann", "2026-03-06"),
        ("> Friday: call Ann", "call Ann", "2026-03-06"),
        ("> Call Ann on Friday about the job", "Call Ann on Friday about the job", "2026-03-06"),
        ("> Call Ann, by Friday evening", "Call Ann, by Friday evening", "2026-03-06"),
        ("> tomorrow", "tomorrow", "2026-03-06"),
        ("> Call Ann", "Call Ann", None),
    ],
)
def test_the_day_is_read_and_what_else_is_said_stays(line: str, text: str, day: str | None) -> None:
    found = one(line)
    assert found
    assert (found.text, found.day) == (text, date.fromisoformat(day) if day else None)


def test_a_promise_of_the_coachs_own() -> None:
    found = one("> me: send the article by Monday")
    assert found
    assert found.is_mine
    assert (found.text, found.day) == ("send the article", date(2026, 3, 9))


def test_a_day_that_is_over_when_the_note_is_sorted_is_asked_for_again() -> None:
    (found,) = lines("> Call Ann by Friday", today=date(2026, 3, 10))
    assert found.day is None
    assert found.has_been
    assert found.text == "Call Ann"


def test_the_same_line_twice_is_one_thing_and_what_was_dealt_with_is_not_asked_again() -> None:
    note = "> Call Ann\nWe laughed.\n> Call Ann\n! has a dog"
    assert [found.text for found in lines(note)] == ["Call Ann", "has a dog"]
    dealt_with = {found.mark for found in lines(note)[:1]}
    left = note_lines(note, When(THURSDAY), today=THURSDAY, without=dealt_with)
    assert [found.text for found in left] == ["has a dog"]


def test_a_very_long_list_is_sorted_piece_by_piece() -> None:
    assert len(lines("\n".join(f"> thing {n} to do" for n in range(200)))) == AT_MOST


MARKED = st.builds("{} {}".format, st.sampled_from([*SIGNS.values(), "->", "action:"]), st.text(max_size=30))
WRITTEN = st.lists(st.text(max_size=30) | MARKED, max_size=8).map("\n".join)


@given(WRITTEN)
def test_no_word_is_invented_and_none_is_lost(note: str) -> None:
    standing = {line.strip() for line in note.replace("\r", "\n").split("\n")}
    for found in lines(note):
        assert found.line in standing
        assert found.text
        assert found.text in found.line


@given(WRITTEN)
def test_looked_at_twice_it_says_the_same(note: str) -> None:
    assert lines(note) == lines(note.replace("\n", "\r\n") + "\n")


@pytest.mark.parametrize("piece", ["by ", "next ", "bis zum ", "in two weeks ", " "])
def test_a_line_made_to_be_slow_is_not(piece: str) -> None:
    long = "\n".join(f"> x{(piece * 1_000)[:990]}{number}" for number in range(3))
    assert len(lines(long)) == 3
    assert len(lines(f"> x{piece * 4_000}x")) == 1
