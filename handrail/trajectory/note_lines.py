"""Lines of a note that are to become something: marked while one writes, sorted when there is time.

A mark stands at the beginning of a line, as a sign or as a word: "> call Ann by Thursday", "action: call Ann". Pure:
the note itself is only read, and a line without a mark is just a line.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from handrail.lib.difference import fingerprint
from handrail.trajectory.day_words import When, day_said

# More in one note is no more sorted line by line.
AT_MOST = 60


class Kind(StrEnum):
    """What a line becomes: an action, a goal, a question to take along, something to remember about the client."""

    ACTION = "action"
    GOAL = "goal"
    PROMPT = "prompt"
    FACT = "fact"


SIGNS = {
    Kind.ACTION: ">", Kind.GOAL: "=", Kind.PROMPT: "?", Kind.FACT: "!",
}  # fmt: skip
# However somebody draws an arrow or a box to tick.
LIKE = {
    Kind.ACTION: r"->|=>|→|>|\[ ?\]|☐", Kind.GOAL: r"=(?![=>])", Kind.PROMPT: r"\?+|¿", Kind.FACT: r"!+",
}  # fmt: skip
WORDS = {
    Kind.ACTION: "action|to-?do|to do|task|actie|taak|aktion|aufgabe",
    Kind.GOAL: "goal|doel|ziel",
    Kind.PROMPT: "question|ask|reflect|reflection|vraag|reflectie|frage|reflexion",
    Kind.FACT: "fact|remember|feit|onthouden|onthoud|fakt|merken",
}
MINE = re.compile(r"(?:i|me|ik|ich|coach)\s*:\s*", re.IGNORECASE)


def _mark(kind: Kind) -> str:
    # A list's own dash may stand before it; ">5 km" is a number, and no action.
    return rf"(?P<{kind}>(?:{LIKE[kind]})(?![0-9])|(?:{WORDS[kind]})\s*:)"


MARKED = re.compile(rf"\s*(?:[-*•]\s+)?(?:{'|'.join(map(_mark, Kind))})\s*(?P<text>.*)", re.IGNORECASE)


@dataclass(frozen=True)
class NoteLine:
    """One line that is to become something, as it is understood. `day`: by when, if it says so (`has_been`: it said a
    day that is over by now). `is_mine`: a promise of the coach's own [72]."""

    line: str
    kind: Kind
    text: str
    day: date | None = None
    has_been: bool = False
    is_mine: bool = False

    @property
    def mark(self) -> str:
        """Which line it is, wherever it stands in the note: the same words twice are one thing."""
        return mark_of(self.line)


def mark_of(line: str) -> str:
    return fingerprint(line)


def local_day(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def note_lines(note: str, when: When, *, today: date, without: Collection[str] = ()) -> list[NoteLine]:
    """The marked lines of a note, in their order, but for those whose `mark` was dealt with before."""
    found: dict[str, NoteLine] = {}
    for line in _lines(note):
        read = _read(line, when, today)
        if read and read.mark not in without:
            found.setdefault(read.mark, read)
    return list(found.values())[:AT_MOST]


def _lines(note: str) -> Iterator[str]:
    return (line.strip() for line in note.replace("\r", "\n").split("\n"))


def _read(line: str, when: When, today: date) -> NoteLine | None:
    match = MARKED.fullmatch(line)
    if not match or not any(letter.isalpha() for letter in match["text"]):
        return None
    kind, text = next(kind for kind in Kind if match[kind]), match["text"]
    if kind != Kind.ACTION:
        return NoteLine(line, kind, text)
    is_mine = bool(mine := MINE.match(text))
    text = text[mine.end() :] if mine else text
    said = day_said(text, when)
    if said is None or not text:
        return NoteLine(line, kind, text, is_mine=is_mine) if text else None
    has_been = said.day < today
    return NoteLine(line, kind, _without(text, said.start, said.end), None if has_been else said.day, has_been, is_mine)


def _without(text: str, start: int, end: int) -> str:
    """The words without the day, where the day stands at one end of them and something is left; else all of them."""
    before, after = text[:start].rstrip(" ,;–-"), text[end:].lstrip(" ,;:–-")
    left = after if not before else before if not after.strip(" .,;:!)") else ""
    return left if any(letter.isalpha() for letter in left) else text


def kinds_in(lines: Iterable[NoteLine]) -> list[Kind]:
    found = {line.kind for line in lines}
    return [kind for kind in Kind if kind in found]
