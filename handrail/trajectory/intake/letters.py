"""How the letters of a text file are written: told by its bytes, or by whoever brings it.

Bytes that are no letters come through as half a surrogate pair, so that they break one cell and not the file.
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from handrail.trajectory.intake.likely import likely
from handrail.trajectory.intake.trouble import Trouble, Unreadable

BLOCK = 65_536
# So many bytes of lines with marked letters are enough to tell an old encoding by.
SAMPLE = 16_384
# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
# Python calls these encodings too; no list of people is written in one.
NO_LETTERS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf_7"})
BROKEN = "\udc80"


def _broken(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return BROKEN, error.end
    raise error


codecs.register_error("handrail.broken", _broken)


@dataclass(frozen=True)
class Letters:
    encoding: str
    # Whether this was guessed among several that are possible, and so has to be said.
    is_guess: bool = False

    def read(self, file: BinaryIO) -> io.TextIOWrapper:
        """The file as text, from its beginning."""
        file.seek(0)
        return io.TextIOWrapper(file, encoding=self.encoding, errors="handrail.broken", newline=None)


def told(name: str) -> Letters:
    """The encoding of this name."""
    try:
        known = codecs.lookup(name.strip())
        "".encode(known.name)
        b"".decode(known.name)
    except (LookupError, ValueError, TypeError):
        raise Unreadable(Trouble.NO_SUCH_ENCODING, detail=name) from None
    if known.name.replace("-", "_") in NO_LETTERS:
        raise Unreadable(Trouble.NO_SUCH_ENCODING, detail=name)
    return Letters("utf-8-sig" if known.name == "utf-8" else known.name)


def letters_of(file: BinaryIO) -> Letters:
    """By the mark at the beginning; else UTF-16 by its NULs, UTF-8 where it is, and otherwise what is likely."""
    file.seek(0)
    beginning = file.read(4_096)
    if marked := next((name for mark, name in MARKS.items() if beginning.startswith(mark)), None):
        return Letters(marked)
    if wide := _wide(beginning):
        return Letters(wide)
    good, broken, sample = _looked_through(file)
    # A few broken letters do not make another encoding of a file whose others are UTF-8.
    return Letters("utf-8-sig") if good >= broken else Letters(likely(sample), is_guess=True)


def _wide(beginning: bytes) -> str:
    """UTF-16 without a mark: every second byte of its commas and spaces is NUL."""
    pairs = len(beginning) // 2
    low, high = beginning[0::2].count(0), beginning[1::2].count(0)
    if pairs >= 4 and max(low, high) > pairs / 5 and min(low, high) < pairs / 50:
        return "utf-16-be" if low > high else "utf-16-le"
    return ""


def _looked_through(file: BinaryIO) -> tuple[int, int, bytes]:
    """Letters beyond ASCII that are UTF-8, bytes that are not, and lines to tell another encoding by."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="handrail.broken")
    good, broken, sample = 0, 0, b""
    for block in _blocks(file):
        text = decoder.decode(block)
        if not text.isascii():
            here = text.count(BROKEN)
            broken += here
            good += len(text) - len(text.encode("ascii", "ignore")) - here
        if len(sample) < SAMPLE and not block.isascii():
            sample += b"\n".join(line for line in block.split(b"\n") if not line.isascii())[:SAMPLE]
    return good, broken + decoder.decode(b"", final=True).count(BROKEN), sample[:SAMPLE]


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(BLOCK):
        yield block
