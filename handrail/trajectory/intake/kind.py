"""What kind of file this is: told by its first bytes, for names lie."""

import re
from enum import Enum
from typing import BinaryIO

BEGINNING = 4_096
# As docs/export.md begins.
OURS = re.compile(rb'\{\s*"format"\s*:\s*"handrail')
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class Kind(Enum):
    TABLE = "table"
    CALENDAR = "calendar"
    PRACTICE = "practice"


def kind_of(file: BinaryIO) -> Kind:
    """The kind by the file's content; it is left at its beginning. A table is whatever is nothing else."""
    file.seek(0)
    words = _words(file.read(BEGINNING))
    file.seek(0)
    if words.startswith(b"begin:vcalendar"):
        return Kind.CALENDAR
    if OURS.match(words):
        return Kind.PRACTICE
    return Kind.TABLE


def _words(beginning: bytes) -> bytes:
    """The same in every encoding that writes ASCII as ASCII, with or without NULs between."""
    for bom in BOMS:
        beginning = beginning.removeprefix(bom)
    return beginning.replace(b"\0", b"").lstrip().lower()
