"""Workbooks (XLSX): their sheets, row by row, through openpyxl; formulas as the values they had when it was saved."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse
from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from handrail.trajectory.intake.archive import SHEET, WORDS, Archive, Stream
from handrail.trajectory.intake.cells import Cell, Faulty, Row
from handrail.trajectory.intake.foreign import check_archive
from handrail.trajectory.intake.trouble import Reason, Trouble, Unreadable

# Colours and fonts that openpyxl does not know; nobody who brings a list has a use for it.
warnings.filterwarnings("ignore", module=r"openpyxl\..*")
WORD_TAG, PLAIN_TAG, RUN_TAG = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))
# More sheets than these are looked at by nobody; more rows and columns no spreadsheet has.
SHEETS, ROWS, COLUMNS = 100, 1_048_576, 16_384


class Workbook:
    """A workbook's own parts are read at once, its sheets when they are gone through."""

    def __init__(self, file: BinaryIO, *, share: int = 1) -> None:
        with _whatever_it_is():
            archive = Archive(file, share=share)
            check_archive(archive.namelist())
            self._reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
            self._reader.archive = archive
            self._reader.read_manifest()
            self._reader.read_workbook()
            apply_stylesheet(archive, self._reader.wb)
            parts = [(str(sheet.name), str(rel.target)) for sheet, rel in self._reader.parser.find_sheets()]
        self.archive = archive
        known = set(archive.namelist())
        self.sheets = [
            WorkbookSheet(self, name, part) for name, part in parts[:SHEETS] if part in known and "chart" not in part
        ]

    @cached_property
    def words(self) -> list[str]:
        """The words that cells point to: kept once for the whole workbook, and so in memory."""
        part = self._package.find(SHARED_STRINGS)
        return list(_words(self.archive.streamed(part.PartName[1:], largest=WORDS, each=b"si"))) if part else []

    @property
    def _package(self) -> Manifest:
        return self._reader.package

    def cells(self, stream: Stream) -> "_Cells":
        book = self._reader.wb
        return _Cells(
            stream, self.words, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip


class WorkbookSheet:
    def __init__(self, book: Workbook, name: str, part: str) -> None:
        self._book, self.name, self._part = book, name, part

    def rows(self) -> Iterator[Row]:
        with _whatever_it_is():
            stream = self._book.archive.streamed(self._part, largest=SHEET, each=b"row")
            parser = self._book.cells(stream)
            try:
                for count, element in enumerate(_rows(stream)):
                    if count >= ROWS or len(element) > COLUMNS:
                        raise Unreadable(Trouble.TOO_LARGE)
                    number, cells = parser.parse_row(element)
                    yield number, _in_their_places(cells)
            finally:
                stream.close()


class _Cells(WorkSheetParser):
    """openpyxl's own reader of cells; a formula that was never worked out is told apart from an empty cell."""

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.get("t") != "str" and element.find(FORMULA_TAG) is not None:
            cell["value"] = Faulty(f"={element.findtext(FORMULA_TAG) or ''}", Reason.NO_RESULT)
        elif cell["data_type"] == "e":
            cell["value"] = Faulty(str(cell["value"]), Reason.WENT_WRONG)
        return cell


def _rows(stream: Stream) -> Iterator[Element]:
    """Each row's element; those before it are let go of."""
    data: Element | None = None
    for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
        if element.tag == DATA_TAG:
            if event == "end":
                return
            data = element
        elif element.tag == ROW_TAG and event == "end" and data is not None:
            yield element
            data.clear()


def _words(stream: Stream) -> Iterator[str]:
    root: Element | None = None
    for event, element in iterparse(stream, ("start", "end"), forbid_dtd=True):
        root = element if root is None else root
        if element.tag == WORD_TAG and event == "end":
            # Its own text, or that of its runs; not how it is pronounced.
            plain = [part for part in element if part.tag == PLAIN_TAG]
            runs = [part.find(PLAIN_TAG) for part in element if part.tag == RUN_TAG]
            yield "".join(part.text or "" for part in (*plain, *runs) if part is not None)
            root.clear()


def _in_their_places(cells: list[dict[str, Any]]) -> list[Cell]:
    row: list[Cell] = [""] * max((cell["column"] for cell in cells), default=0)
    for cell in cells:
        row[cell["column"] - 1] = _cell(cell["value"])
    return row


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, str | datetime | date | time | timedelta | Faulty):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


@contextmanager
def _whatever_it_is() -> Iterator[None]:
    """openpyxl and zipfile raise almost anything over a file that somebody broke or made up."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(Trouble.BROKEN) from error
