"""The zip that a workbook is: its parts, none larger than it may be, and read no further than makes sense.

What a zip says of its own sizes is held against it while reading: Python's reader gives out no more than was said.
"""

import struct
from typing import IO, Any, BinaryIO
from zipfile import ZipFile, ZipInfo

from handrail.trajectory.intake.trouble import Trouble, Unreadable

MEGABYTE = 1 << 20
# Bytes: the file; its list of parts; a part of the workbook's own; all its words; a sheet.
FILE, LIST, PART, WORDS, SHEET = 128 * MEGABYTE, MEGABYTE, 2 * MEGABYTE, 48 * MEGABYTE, 256 * MEGABYTE
# Between the beginnings of two rows (or words): many times what a spreadsheet's largest row takes.
GAP = 4 * MEGABYTE
END, END_64, END_SIZE = b"PK\x05\x06", b"PK\x06\x07", 22


class Archive(ZipFile):
    """`largest` is how large a part may be that is opened now; `share` divides what large parts may be."""

    largest = PART

    def __init__(self, file: BinaryIO, *, share: int = 1) -> None:
        _check(file)
        self.share = share
        super().__init__(file)

    def open(self, name: str | ZipInfo, *args: Any, **given: Any) -> IO[bytes]:
        info = name if isinstance(name, ZipInfo) else self.getinfo(name)
        if info.file_size > self.largest:
            raise Unreadable(Trouble.TOO_LARGE, detail=info.filename)
        return super().open(info, *args, **given)

    def streamed(self, name: str, *, largest: int, each: bytes) -> "Stream":
        """A large part, to be read piece by piece: elements named `each` have to come again and again."""
        self.largest = largest // self.share
        try:
            return Stream(self.open(name), each)
        finally:
            self.largest = PART


class Stream:
    """Plain elements only. A declaration, comment or CDATA, or a gap without an element, could be of any size and
    has to be in memory whole; no spreadsheet writes them here."""

    def __init__(self, part: IO[bytes], each: bytes) -> None:
        self._part, self._marks = part, (b"<" + each, b":" + each)
        self._since, self._tail, self._is_first = 0, b"", True

    def read(self, size: int = -1) -> bytes:
        block = self._part.read(min(size, 65_536) if size > 0 else 65_536)
        seen = self._tail + block
        if b"<!" in seen or b"<?" in (seen[2:] if self._is_first else seen):
            raise Unreadable(Trouble.BROKEN)
        last = max(seen.rfind(mark) for mark in self._marks)
        self._since = len(seen) - last if last >= 0 else self._since + len(block)
        if self._since > GAP:
            raise Unreadable(Trouble.TOO_LARGE)
        self._tail, self._is_first = seen[-8:], False
        return block

    def close(self) -> None:
        self._part.close()


def _check(file: BinaryIO) -> None:
    """Before Python reads the list of parts, which it does whole: a list of millions is no workbook."""
    size = file.seek(0, 2)
    if size > FILE:
        raise Unreadable(Trouble.TOO_LARGE)
    file.seek(max(0, size - END_SIZE - 65_535 - 20))
    tail = file.read()
    at = len(tail) - END_SIZE
    if not (tail[at : at + 4] == END and tail[-2:] == b"\0\0"):
        at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        raise Unreadable(Trouble.BROKEN)
    (list_size,) = struct.unpack_from("<L", tail, at + 12)
    if list_size > LIST or tail[max(0, at - 20) : at].startswith(END_64):
        raise Unreadable(Trouble.TOO_LARGE)
