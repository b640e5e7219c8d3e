"""A file of people and their work, opened: its sheet, its columns, the order of its days, and then each line.

Pure, and streaming: nothing is written here (handrail.trajectory.taking_in), and no more than a line is in memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from handrail.trajectory.intake.cells import Cell, Row, Sheet, words
from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.days import Evidence
from handrail.trajectory.intake.foreign import check_ours, is_workbook
from handrail.trajectory.intake.header import Header, Told, header_of
from handrail.trajectory.intake.letters import Letters, letters_of, told
from handrail.trajectory.intake.line import Line, Reading, split
from handrail.trajectory.intake.separated import Separated
from handrail.trajectory.intake.trouble import Reason, Refused, Trouble, Unreadable, shown
from handrail.trajectory.intake.workbook import Workbook

# The header stands among so many lines; before it there may be a title.
LOOKED_AT = 20
# Of a list that may have so many lines, so many times as many may be empty.
EMPTY_TOO = 20
# Workbooks for a page are allowed this part of what others may hold.
SMALL = 8
DAYS = (Column.DUE, Column.SESSION)


@dataclass(frozen=True)
class Nobody:
    """A contact without an address: nobody who could become a client, and nothing amiss."""

    number: int


class Table:
    """Raises `Unreadable` where this is no list at all; what can be told from outside waits until `lines`, so that
    a page can show the columns and ask."""

    def __init__(self, file: BinaryIO, said: Told | None = None, *, most: int = 0) -> None:
        """`most` is how many lines there may be, 0 for any number."""
        self.said, self.most = said or Told(), most
        self.letters: Letters | None = None
        sheets = self._sheets(file)
        found = [(sheet, _header(sheet, self.said)) for sheet in sheets]
        wanted = [(sheet, header) for sheet, header in found if sheet.name == self.said.sheet]
        named = [(sheet, header) for sheet, header in (wanted if self.said.sheet else found) if header]
        if not named:
            raise Unreadable(Trouble.EMPTY)
        self._sheet, self.header = next(((s, h) for s, h in named if h.is_usable), named[0])
        # Told to whoever brings the file: what stands on another sheet is not lost in silence.
        self.other_sheets = [shown(sheet.name) for sheet, header in found if header and sheet is not self._sheet]

    @property
    def sheet(self) -> str:
        """The name of the sheet, "" where the file has only one."""
        return self._sheet.name

    @property
    def left_out(self) -> list[str]:
        """Columns that are none of ours: a misspelt one would lose its words in silence."""
        return [shown(name) for name, column in self.header.pairs if column is None]

    def first(self, how_many: int) -> list[list[str]]:
        """What stands in the first lines, column by column, as it is written."""
        rows = (cells for number, cells in self._sheet.rows() if number > self.header.line)
        full = ([words(cell) for cell in cells] for cells in rows if isinstance(cells, list))
        return list(islice((cells for cells in full if any(cells)), how_many))

    def reading(self) -> Reading:
        """How its lines are read. Goes through the whole file once, to see what the days say of themselves."""
        self.header.check(self.said)
        absent = frozenset(column for column in Column if not self.header.has(column))
        columns = [column for column in DAYS if column not in absent]
        if self.letters and (self.said.date_order or not columns):
            return Reading(dict.fromkeys(columns, self.said.date_order), absent)
        # A workbook is gone through in any case: where it is broken is known before anything is written.
        seen = {column: Evidence() for column in columns}
        for number, cells in self._rows():
            if not isinstance(cells, Refused):
                for column in columns:
                    if isinstance(cell := cells.get(column), str):
                        seen[column].see(number, split(cell.strip())[0])
        if self.said.date_order:
            return Reading(dict.fromkeys(columns, self.said.date_order), absent)
        return Reading({column: evidence.order(seen.values()) for column, evidence in seen.items()}, absent)

    def lines(self) -> Iterator[Line | Refused | Nobody]:
        """What every line says, in order. Empty ones are nothing."""
        return self.read_by(self.reading())

    def read_by(self, reading: Reading) -> Iterator[Line | Refused | Nobody]:
        for number, cells in self._rows():
            if isinstance(cells, Refused):
                yield cells
            elif self.header.program and Column.EMAIL not in cells:
                yield Nobody(number)
            else:
                yield reading.line(number, cells)

    def _rows(self) -> Iterator[tuple[int, dict[Column, Cell] | Refused]]:
        for count, (number, cells) in enumerate(self._full_rows()):
            if self.most and count >= self.most:
                raise Unreadable(Trouble.TOO_MANY_LINES)
            if isinstance(cells, Refused):
                yield number, cells
            elif beyond := [words(cell) for cell in cells[len(self.header.columns) :] if words(cell)]:
                yield number, Refused(number, None, beyond[0], Reason.TOO_MANY_CELLS)
            else:
                yield number, self._named(cells)

    def _full_rows(self) -> Iterator[Row]:
        for count, (number, cells) in enumerate(self._sheet.rows()):
            if self.most and count >= self.most * EMPTY_TOO:
                raise Unreadable(Trouble.TOO_MANY_LINES)
            if number > self.header.line and (isinstance(cells, Refused) or any(words(cell) for cell in cells)):
                yield number, cells

    def _named(self, cells: Sequence[Cell]) -> dict[Column, Cell]:
        pairs = zip(self.header.columns, cells, strict=False)
        named = {column: cell for column, cell in pairs if column and words(cell)}
        if not named.keys() & {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME}:
            other = (words(cells[n]) for n in self.header.instead if n < len(cells))
            if name := next(filter(None, other), ""):
                named[Column.NAME] = name
        return named

    def _sheets(self, file: BinaryIO) -> "list[Sheet]":
        check_ours(file)
        if is_workbook(file):
            return list(Workbook(file, share=SMALL if self.most else 1).sheets)
        self.letters = told(self.said.encoding) if self.said.encoding else letters_of(file)
        return [Separated(file, self.letters, best=self._known)]

    def _known(self, lines: list[list[str]]) -> int:
        """How much sense these cells make: a line of known columns, or else many cells."""
        headers = [header_of(0, cells, self.said) for cells in lines]
        usable = max((sum(map(bool, h.columns)) for h in headers if h.is_usable), default=0)
        return usable * 1_000 + min(999, len(lines[0]))


def _header(sheet: Sheet, said: Told) -> Header | None:
    """The first line that names the columns; or else the first with anything in it, to be told what is what."""
    first = None
    for number, cells in islice(sheet.rows(), max(LOOKED_AT, said.line)):
        if number < said.line:
            continue
        if isinstance(cells, Refused):
            if first is None:
                raise Unreadable(Trouble.NOT_A_TABLE, detail=cells.value[:60])
            return first
        if any(words(cell) for cell in cells):
            header = header_of(number, [words(cell) for cell in cells], said)
            if header.is_usable or said.line:
                return header
            first = first or header
    return first
