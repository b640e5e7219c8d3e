"""What people write, as it is kept."""

from typing import Any

import pytest

from handrail.lib.refusal import Missing, NotText, TooLong
from handrail.lib.words import Words


def _words(**kind: Any) -> Words:
    column = Words(**kind)
    column.name = "text"
    return column


def test_a_text_keeps_its_lines_its_emoji_and_its_direction() -> None:
    assert _words().tidy("  שלום 🪜\r\nsecond\rthird ") == "שלום 🪜\nsecond\nthird"


def test_a_name_is_one_line_and_turns_no_sentence_around() -> None:
    assert _words(one_line=True).tidy("Mara\r\nBcc: x@evil.example \u202eVos") == "Mara Bcc: x@evil.example Vos"


@pytest.mark.parametrize("text", ["NUL \0", "half \ud83d"])
def test_what_no_database_keeps_alike_is_refused(text: str) -> None:
    with pytest.raises(NotText):
        _words().tidy(text)


def test_too_long_says_by_how_much_and_empty_says_so() -> None:
    with pytest.raises(TooLong) as refused:
        _words(limit=10).tidy("twelve chars")
    assert (refused.value.limit, refused.value.length) == (10, 12)
    with pytest.raises(Missing):
        _words(required=True).tidy("  \n ")
