"""How a summary is written down: plain lines that read well as they are, in a mail and in a field, and tell a printed
page what is what. "# " begins a heading, "- " an item, "> " a quote; what stands in an item behind " · " is an aside.
Everything else is words. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Kind = Literal["heading", "items", "quote", "words"]
ASIDE = " · "
# As people begin lines by themselves: a dash or a star is an item too, and needs no space behind a mark.
MARKS: tuple[tuple[Kind, "re.Pattern[str]"], ...] = (
    ("heading", re.compile(r"#+\s*(?=\S)")),
    ("items", re.compile(r"(?:[-–*]\s+|•\s*)(?=\S)")),
    ("quote", re.compile(r">\s*")),
)


@dataclass(frozen=True)
class Line:
    """`aside` is what is said in passing: a day, a percentage."""

    text: str
    aside: str = ""


@dataclass(frozen=True)
class Block:
    kind: Kind
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def blocks(text: str) -> list[Block]:
    """Neighbouring lines of one kind are one block; an empty line ends it, and every heading is one of its own."""
    found: list[Block] = []
    for kind, lines in groupby(_read(text), key=lambda read: read[0]):
        if kind is not None:
            found.extend(_blocks(kind, [line for _, line in lines]))
    return found


def _blocks(kind: Kind, lines: Sequence[Line]) -> Iterator[Block]:
    if kind == "heading":
        yield from (Block(kind, (line,)) for line in lines)
    else:
        yield Block(kind, tuple(lines))


def _read(text: str) -> Iterator[tuple[Kind | None, Line]]:
    for line in text.splitlines():
        bare = line.strip()
        kind, rest = _marked(bare)
        if kind == "items":
            said, _, aside = rest.rpartition(ASIDE)
            yield kind, Line(said or aside, aside if said else "")
        else:
            yield (kind if rest else None), Line(rest)


def _marked(line: str) -> tuple[Kind, str]:
    for kind, pattern in MARKS:
        if mark := pattern.match(line):
            return kind, line[mark.end() :]
    return "words", line


def section(heading: str, lines: Sequence[str], *, mark: str = "- ") -> str:
    """A heading and what stands under it; nothing where there is nothing."""
    kept = [" ".join(line.split()) for line in lines if line.strip()]
    return "\n".join([f"# {heading}", *(f"{mark}{line}" for line in kept)]) if kept else ""


def joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
