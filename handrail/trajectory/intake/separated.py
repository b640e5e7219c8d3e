"""Text with separated cells: CSV, with whatever stands between them. A line at a time.

A file of any size needs no more memory than its longest line may have, and one broken line does not take others along:
a quotation mark that is never closed costs its own line only.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, TextIO

from handrail.trajectory.intake.cells import Cell, Row
from handrail.trajectory.intake.letters import Letters
from handrail.trajectory.intake.trouble import Reason, Refused, Trouble, Unreadable

# Characters in one line, and lines in one quoted cell. More than that is a quote that was never closed.
LONGEST, TALLEST = 65_536, 200
SEPARATORS = ",;\t|"
# What Excel writes into a first line of its own.
SAID = re.compile(r'"?sep=(.)"?')


@dataclass(frozen=True)
class _Physical:
    number: int
    text: str
    is_whole: bool


class Separated:
    """A sheet of text. Which separator it has is decided by `best`, given what the first lines hold by each."""

    name = ""

    def __init__(self, file: BinaryIO, letters: Letters, *, best: Callable[[list[list[str]]], int]) -> None:
        self.file, self.letters = file, letters
        first = list(islice((line for line in self._physical() if line.text.strip()), 10))
        if not first:
            raise Unreadable(Trouble.EMPTY)
        self.separator = (
            _said(first[0].text)
            or SEPARATORS[
                max(range(len(SEPARATORS)), key=lambda n: best([_cells(line, SEPARATORS[n]) for line in first]))
            ]
        )

    def rows(self) -> Iterator[Row]:
        """Every line with its cells, from the beginning of the file."""
        lines = _Lines(self._physical(), self.separator)
        for number, cells in lines:
            if number > 1 or not (isinstance(cells, list) and _said(self.separator.join(map(str, cells)))):
                yield number, cells

    def _physical(self) -> Iterator[_Physical]:
        text = self.letters.read(self.file)
        try:
            yield from _physical(text)
        except UnicodeError:
            raise Unreadable(Trouble.WRONG_ENCODING, detail=self.letters.encoding) from None
        finally:
            # Else the file would be closed with its reader, and could not be gone through again.
            text.detach()


class _Lines:
    """The cells of each line; lines that a broken quotation mark took along are given back."""

    def __init__(self, physical: Iterator[_Physical], separator: str) -> None:
        self._physical, self._separator = physical, separator
        self._back: deque[_Physical] = deque()

    def __iter__(self) -> Iterator[Row]:
        while first := self._next():
            yield first.number, self._cells(first)

    def _cells(self, first: _Physical) -> list[Cell] | Refused:
        if not first.is_whole:
            return Refused(first.number, None, first.text, Reason.LINE_TOO_LONG)
        taken = [first]
        try:
            return list(next(csv.reader(self._feed(taken), delimiter=self._separator, strict=True)))
        except csv.Error:
            self._back.extendleft(reversed(taken[1:]))
            return Refused(first.number, None, first.text.strip(), Reason.NOT_A_LINE)

    def _feed(self, taken: list[_Physical]) -> Iterator[str]:
        """The line, and those after it for as long as a quoted cell asks for more."""
        yield taken[0].text
        while len(taken) < TALLEST and (following := self._next()):
            taken.append(following)
            if not following.is_whole:
                return
            yield following.text

    def _next(self) -> _Physical | None:
        return self._back.popleft() if self._back else next(self._physical, None)


def _physical(file: TextIO) -> Iterator[_Physical]:
    number = 0
    while text := file.readline(LONGEST):
        number += 1
        is_whole = len(text) < LONGEST or text.endswith("\n")
        rest = text
        while not is_whole and rest and not rest.endswith("\n"):
            rest = file.readline(LONGEST)
        yield _Physical(number, text if is_whole else text[:100], is_whole)


def _said(line: str) -> str:
    found = SAID.fullmatch(line.strip("\r\n"))
    return found[1] if found and found[1] in SEPARATORS else ""


def _cells(line: _Physical, separator: str) -> list[str]:
    return next(csv.reader([line.text], delimiter=separator), [])
