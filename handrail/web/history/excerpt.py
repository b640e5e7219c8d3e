"""Long texts in passing: what changed with a little around it, or how something began. Pure."""

from collections.abc import Iterator, Sequence

from handrail.lib.difference import Span

# Characters of a text that are shown on the timeline, and around a change.
LONG, AROUND = 600, 60


def beginning(text: str) -> str:
    """The text, or as much of it as is read in passing."""
    return text if len(text) <= LONG else _words(text[:LONG], backward=True) + "…"


def around(spans: Sequence[Span]) -> list[Span]:
    """The changes with a little of what stands around them."""
    return list(_shortened(spans))


def is_cut(text: str) -> bool:
    return len(text) > LONG


def _shortened(spans: Sequence[Span]) -> Iterator[Span]:
    last = len(spans) - 1
    for place, span in enumerate(spans):
        if span.kind != "kept":
            yield Span(span.kind, beginning(span.text))
        elif len(span.text) <= 2 * AROUND + 20:
            yield span
        else:
            head = "" if place == 0 else _words(span.text[:AROUND], backward=True)
            tail = "" if place == last else _words(span.text[-AROUND:], backward=False)
            yield Span("kept", f"{head} … {tail}")


def _words(text: str, *, backward: bool) -> str:
    """Whole words only, where the cut has a space near by."""
    cut = text.rfind(" ") if backward else text.find(" ")
    if cut < 0:
        return text
    return text[:cut] if backward else text[cut + 1 :]
