"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
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
    return list(_spans(_pieces(before), _pieces(after)))


def fingerprint(text: str) -> str:
    """Which text a form was opened on, in 16 characters that say nothing about it."""
    return sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def _pieces(text: str) -> list[str]:
    words = PIECES.findall(text)
    return words if len(words) <= MANY else text.splitlines(keepends=True)


def _spans(before: list[str], after: list[str]) -> Iterator[Span]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Span("kept", "".join(before[a:b]))
            continue
        if a < b:
            yield Span("removed", "".join(before[a:b]))
        if c < d:
            yield Span("added", "".join(after[c:d]))
