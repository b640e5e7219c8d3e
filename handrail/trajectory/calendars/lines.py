"""The lines of a calendar file, an event at a time, without what nobody asks for.

Counted in steps of the file's length whatever stands in it: nothing is copied per nesting, and lines of properties
that are not read (pictures, formatted bodies, alarms) are dropped before anybody parses them.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handrail.trajectory.calendars.event import LARGEST, Trouble
from handrail.trajectory.intake.trouble import Unreadable

# Empty lines belong to no line, and a file may be a million of them.
END = re.compile(rb"(?:\r?\n)+(?![ \t])|\Z")
FOLD = re.compile(rb"\r?\n[ \t]")
NAME = re.compile(r"[A-Za-z0-9-]+")
# Characters of one line that is read. Descriptions are cut there; anything else so long is broken.
LONGEST = 20_000
MOST_PEOPLE = 200
READ = frozenset({
    "UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE",
    "RECURRENCE-ID", "STATUS", "SEQUENCE", "ATTENDEE", "ORGANIZER", "TZID", "TZOFFSETFROM", "TZOFFSETTO",
})  # fmt: skip
CUT = frozenset({"SUMMARY", "DESCRIPTION"})
OF_CALENDAR = frozenset({"METHOD", "X-OWNER", "X-WR-CALNAME", "X-WR-RELCALID", "X-WR-TIMEZONE"})
ZONE_PARTS = frozenset({"STANDARD", "DAYLIGHT"})


@dataclass
class Block:
    """One component: its kind, where it begins, and the lines of it that are read. A zone has parts."""

    kind: str
    number: int
    lines: list[str] = field(default_factory=list)
    parts: list["Block"] = field(default_factory=list)
    people: int = 0
    is_broken: bool = False
    has_long_line: bool = False

    def add(self, name: str, line: str) -> None:
        if name not in READ or (name == "ATTENDEE" and self.people >= MOST_PEOPLE):
            return
        self.people += name == "ATTENDEE"
        if len(line) > LONGEST:
            self.has_long_line = self.has_long_line or name not in CUT
            line = line[:LONGEST]
        self.lines.append(line)


@dataclass
class File:
    """What is in a file: its components, and what the calendar says of itself."""

    blocks: list[Block] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    # Whether its last line is missing: then anything else may be missing, too.
    is_cut: bool = True


def file_of(content: bytes) -> File:
    """Raises Unreadable."""
    _check(content)
    file = File()
    began = False
    stack: list[Block] = []
    for number, line in _lines(content):
        if not (named := NAME.match(line)):
            continue
        name = named[0].upper()
        if name == "BEGIN":
            kind = line[6:].strip().upper()
            began = began or kind == "VCALENDAR"
            file.is_cut = True
            _open(file, stack, Block(kind, number))
        elif name == "END":
            kind = line[4:].strip().upper()
            file.is_cut = kind != "VCALENDAR"
            _close(stack, kind)
        elif stack:
            stack[-1].add(name, line)
        elif name in OF_CALENDAR:
            file.says.setdefault(name, _said_in(line))
    if not began:
        raise Unreadable(Trouble.NOT_A_CALENDAR)
    for block in stack:
        block.is_broken = True
    return file


def _said_in(line: str) -> str:
    return line.partition(":")[2].strip()[:500]


def _check(content: bytes) -> None:
    if len(content) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE)
    if content.startswith(b"PK\x03\x04"):
        raise Unreadable(Trouble.PACKED)
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable(Trouble.EMPTY)


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """Whole lines with the number of their first one. Unfolded as bytes: a fold may stand inside a letter."""
    content = _as_utf8(content)
    number, begins = 1, 0
    for end in END.finditer(content):
        yield number, _decoded(FOLD.sub(b"", content[begins : end.start()]))
        number += content.count(b"\n", begins, end.end())
        begins = end.end()


def _as_utf8(content: bytes) -> bytes:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", "replace").encode()
    content = content.removeprefix(codecs.BOM_UTF8)
    # The oldest Macs ended lines so.
    return content if b"\n" in content else content.replace(b"\r", b"\n")


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        # Old Outlooks write the letters of Western Europe.
        return line.decode("cp1252", "replace")


def _open(file: File, stack: list[Block], block: Block) -> None:
    if block.kind == "VCALENDAR":
        return
    if stack and block.kind == stack[-1].kind:
        # Its end is missing: what follows is another one and no part of it.
        stack.pop().is_broken = True
    if not stack:
        file.blocks.append(block)
    elif stack[-1].kind == "VTIMEZONE" and block.kind in ZONE_PARTS:
        stack[-1].parts.append(block)
    if len(stack) < 4:
        stack.append(block)


def _close(stack: list[Block], kind: str) -> None:
    """What was left open inside is closed with it, and is broken."""
    if kind == "VCALENDAR":
        for block in stack:
            block.is_broken = True
        stack.clear()
    elif any(block.kind == kind for block in stack):
        while stack[-1].kind != kind:
            stack.pop().is_broken = True
        stack.pop()
