"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import groupby
from typing import Literal

PIECES = re.compile(r"\s+|\w+|[^\w\s]")
# difflib is quadratic at worst; beyond this many pieces whole lines are compared.
MANY = 4_000


@dataclass(frozen=True)
class Span:
    """A run of text that was kept, removed or added."""

    kind: Literal["kept", "removed", "added"]
    text: str


def difference(before: str, after: str) -> list[Span]:
    """Spans that read as `before` without the added and as `after` without the removed."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    # A long text is mostly edited in one place: what begins and ends alike need not be compared.
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _spans(_pieces(old[start : len(old) - end]), _pieces(new[start : len(new) - end]))
    return list(_joined([Span("kept", "".join(old[:start])), *middle, Span("kept", "".join(old[len(old) - end :]))]))


def fingerprint(text: str) -> str:
    """Which text a form was opened on, in 16 characters that say nothing about it."""
    return sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def _alike(one: list[str], other: list[str]) -> int:
    """With how many of the same pieces both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _pieces(words: list[str]) -> list[str]:
    return words if len(words) <= MANY else "".join(words).splitlines(keepends=True)


def _spans(before: list[str], after: list[str]) -> Iterator[Span]:
    # With autojunk the spaces of a long text are no anchors, which makes it many times as fast.
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if what == "equal":
            yield Span("kept", "".join(before[a:b]))
            continue
        if a < b:
            yield Span("removed", "".join(before[a:b]))
        if c < d:
            yield Span("added", "".join(after[c:d]))


def _joined(spans: list[Span]) -> Iterator[Span]:
    """Without empty spans, and neighbours that were both kept as one."""
    for kind, run in groupby((span for span in spans if span.text), key=lambda span: span.kind):
        yield Span(kind, "".join(span.text for span in run))
