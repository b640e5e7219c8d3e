"""What changed between two texts."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from handrail.lib.difference import Span, difference

texts = st.text(alphabet="ab \n,é🪜", max_size=40)


@given(texts, texts)
def test_without_the_added_it_reads_as_before_and_without_the_removed_as_after(before: str, after: str) -> None:
    spans = difference(before, after)
    assert "".join(span.text for span in spans if span.kind != "added") == before
    assert "".join(span.text for span in spans if span.kind != "removed") == after
    assert all(span.text for span in spans)


def test_it_goes_by_words() -> None:
    assert difference("Sleep all night", "Sleep most nights") == [
        Span("kept", "Sleep "), Span("removed", "all"), Span("added", "most"), Span("kept", " "),
        Span("removed", "night"), Span("added", "nights"),
    ]  # fmt: skip


def test_the_same_text_is_one_span_and_nothing_is_none() -> None:
    assert difference("walk on", "walk on") == [Span("kept", "walk on")]
    assert difference("", "") == []


def test_one_word_in_a_long_text_is_found_at_once() -> None:
    words = [f"w{number % 700}" for number in range(20_000)]
    changed = [*words[:9000], "new", *words[9001:]]
    began = process_time()
    spans = difference(" ".join(words), " ".join(changed))
    assert [span.text for span in spans if span.kind == "added"] == ["new"]
    assert process_time() - began < 1
