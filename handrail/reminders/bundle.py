"""A reply to a message of several things: which of its words are about which. Pure: words in, parts out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handrail.reminders.said import KNOWN, Meaning, understand

# "1 done", "2) later", "(3): 7.5"; not the first digit of 1.5 or of 1:30.
NUMBERED = re.compile(
    r"(?:^|(?<=[\s,;.]))[#(]?([1-9])(?:([).])(?!\d)\s*|:(?!\d)\s*|\s*[-–=]\s+|\s+)(?=\S)", re.MULTILINE
)
CLAUSES = re.compile(r"\n+|[,;.!]\s+|\s+(?:and|en|und)\s+")
WORD = re.compile(r"\w{3,}")
# They name nothing: what somebody says of a thing, and what stands in half of all sentences.
NO_NAMES = frozenset(
    {word for said in KNOWN for word in said.split()}
    | {"the", "and", "for", "with", "was", "day", "week", "every", "een", "het", "der", "die", "das", "und", "mit"}
)
LONGEST_NAME = 8


@dataclass(frozen=True)
class Part:
    """`place` is that of the thing in the message, from nought."""

    place: int
    words: str


def parts_of(words: str, names: Sequence[str]) -> tuple[Part, ...]:
    """By the numbers that the message gives its things, else by words of their names; in doubt all of it is about the
    first. No word is left out."""
    whole = (Part(0, words),)
    return (_numbered(words, len(names)) or _named(words, names) or whole) if len(names) > 1 else whole


def _numbered(words: str, count: int) -> tuple[Part, ...]:
    """A digit stands for a thing where a meaning follows it ("1 done 2 later"), where it is marked ("2) …"), or where
    several lines begin so. "2 hours, at last" stays a number, and "I did 2 of 3" words."""
    marks = _marks(words, count)
    heads = sum(1 for mark in marks if _begins_a_line(words, mark))
    kept: list[re.Match[str]] = []
    for mark, said in zip(marks, _said(words, marks), strict=True):
        is_head = _begins_a_line(words, mark)
        means = bool(mark[2]) or (is_head and heads > 1) or _means(said)
        if means and (kept or is_head):
            kept.append(mark)
    parts = [Part(int(mark[1]) - 1, said) for mark, said in zip(kept, _said(words, kept), strict=True)]
    if kept and (before := words[: kept[0].start()].strip()):
        parts[0] = Part(parts[0].place, f"{parts[0].words}\n{before}")
    return tuple(parts)


def _said(words: str, marks: Sequence[re.Match[str]]) -> list[str]:
    """What stands behind each of them, up to the next."""
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    return [_tidy(words[mark.end() : end]) for mark, end in zip(marks, ends, strict=False)]


def _means(said: str) -> bool:
    return understand(said).meaning not in (Meaning.WORDS, Meaning.NOTHING)


def _marks(words: str, count: int) -> list[re.Match[str]]:
    """Each number of a thing once. What stands right behind one is what is said of it: "1 2" is a two for the first."""
    marks: list[re.Match[str]] = []
    for found in NUMBERED.finditer(words):
        is_said = bool(marks) and found.start() == marks[-1].end()
        if int(found[1]) <= count and not is_said and found[1] not in {mark[1] for mark in marks}:
            marks.append(found)
    return marks


def _begins_a_line(words: str, mark: re.Match[str]) -> bool:
    return not words[: mark.start()].rpartition("\n")[2].strip()


def _named(words: str, names: Sequence[str]) -> tuple[Part, ...]:
    """ "Ann done, yoga later". What follows without a name is said of the one before it."""
    known = [frozenset(_words(name)) for name in names]
    parts: list[Part] = []
    for clause in filter(None, (clause.strip() for clause in CLAUSES.split(words))):
        if part := next(_readings(clause, known), None):
            parts.append(part)
        elif not parts:
            return ()
        else:
            parts[-1] = Part(parts[-1].place, f"{parts[-1].words}, {clause}")
    return tuple(parts)


def _readings(clause: str, known: Sequence[frozenset[str]]) -> Iterator[Part]:
    """A name and a meaning, or the other way round; the longest name first."""
    words = clause.split()
    for length in range(min(LONGEST_NAME, len(words) - 1), 0, -1):
        for name, said in ((words[:length], words[length:]), (words[-length:], words[:-length])):
            place = _place(" ".join(name), known)
            if place is not None and _means(" ".join(said)):
                yield Part(place, _tidy(" ".join(said)))


def _place(name: str, known: Sequence[frozenset[str]]) -> int | None:
    """The one thing that all of these words are of."""
    wanted = set(_words(name))
    fits = [place for place, words in enumerate(known) if wanted and wanted <= words]
    return fits[0] if len(fits) == 1 else None


def _words(name: str) -> list[str]:
    return [word for word in WORD.findall(name.casefold()) if word not in NO_NAMES]


def _tidy(said: str) -> str:
    return said.strip().rstrip(",;").strip()
