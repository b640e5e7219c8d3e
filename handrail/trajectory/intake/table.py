"""Reading a file of people, goals and actions: what each line says, or what is amiss with it.

Pure, a line at a time: a file of any size needs no more memory than its longest line may have, and one broken
line does not take others along. Nothing is written here (handrail.trajectory.taking_in).
"""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.lib.refusal import Refusal
from handrail.trajectory.intake.trouble import Unreadable, shown

# Characters in one line, and lines in one quoted cell. More than that is a quote that was never closed.
LONGEST, TALLEST = 65_536, 100
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SEPARATORS = ",;"


class Column(models.TextChoices):
    NAME = "name", _("name")
    EMAIL = "email", _("e-mail")
    GOAL = "goal", _("goal")
    ACTION = "action", _("action")
    DUE = "due", _("due")
    STATUS = "status", _("status")


NEEDED = (Column.NAME, Column.EMAIL)


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    PROPOSED = "proposed", _("Proposed")
    DONE = "done", _("Done")
    RELEASED = "released", _("Let go")


STATUSES = {"": Status.OPEN, "agreed": Status.OPEN, "let go": Status.RELEASED} | {s.value: s for s in Status}


class Reason(models.TextChoices):
    """Why a line stays outside."""

    NOT_A_LINE = "not_a_line", _("This line cannot be taken apart. Look for a quotation mark that is not closed.")
    LINE_TOO_LONG = "line_too_long", _("This line is far too long to be one.")
    TOO_MANY_CELLS = "too_many_cells", _("There are more cells than columns. Put quotation marks around a comma.")
    NOT_UTF8 = "not_utf8", _("There are letters here that are not UTF-8. Save the file as “CSV UTF-8”.")
    NOT_TEXT = "not_text", _("There is a character here that cannot be kept.")
    MISSING = "missing", _("This is empty, and has to be there.")
    NOT_AN_ADDRESS = "not_an_address", _("This does not look like an e-mail address.")
    OWN_ADDRESS = "own_address", _("This is the coach’s own address.")
    NOT_A_DAY = "not_a_day", _("This is not a day. Write it like 2026-03-05.")
    OUT_OF_RANGE = "out_of_range", _("This year is out of reach. Is it a typing error?")
    NOT_A_STATUS = "not_a_status", _("Write open, proposed, done or released.")
    TOO_LONG = "too_long", _("This is too long to be kept.")
    MOVED_ON = "moved_on", _("The action here has moved on in another way since. It stays as it is.")
    NOT_POSSIBLE = "not_possible", _("This is not possible here.")


class Trouble(models.TextChoices):
    """Why a whole file stays outside."""

    EMPTY = "empty", _("The file is empty.")
    NOT_UTF8 = "not_utf8", _("The file is not UTF-8 text. Save it as “CSV UTF-8” and try again.")
    NOT_A_TABLE = "not_a_table", _("This is not a CSV file: its first line cannot be taken apart.")
    NO_COLUMNS = "no_columns", _("The first line has to name the columns, name and e-mail among them.")
    COLUMN_TWICE = "column_twice", _("The first line names a column twice.")


@dataclass(frozen=True)
class Line:
    """What one line says. `number` is that of its first line in the file, from 1, as an editor counts."""

    number: int
    name: str
    email: str
    goal: str = ""
    action: str = ""
    due_on: date | None = None
    status: Status = Status.OPEN


@dataclass(frozen=True)
class Refused:
    """A line that stays outside: where, what stood there, and why. Without a column it is the line as a whole."""

    line: int
    column: Column | None
    value: str
    reason: Reason

    @property
    def shown(self) -> str:
        return shown(self.value)

    def __str__(self) -> str:
        return f"line {self.line}, {f'{self.column.label} ' if self.column else ''}“{self.shown}”: {self.reason.label}"


class Amiss(Refusal):
    """A cell says something that cannot be. Becomes a `Refused` where the line is known."""

    def __init__(self, column: Column, reason: Reason) -> None:
        super().__init__(column)
        self.column, self.reason = column, reason


class Table:
    """A file, opened at its header. Raises `Unreadable`; afterwards only single lines are refused."""

    def __init__(self, file: BinaryIO) -> None:
        self._rows = _Rows(file)
        names = next((cells for _, cells in self._rows if isinstance(cells, Refused) or "".join(cells).strip()), None)
        if names is None:
            raise Unreadable(Trouble.EMPTY)
        if isinstance(names, Refused):
            raise Unreadable(Trouble.NOT_A_TABLE)
        self._columns = [_column(name) for name in names]
        _check_header(names, self._columns)
        # Told to whoever brings the file: a misspelt column would lose its words in silence.
        self.left_out = [shown(n) for n, column in zip(names, self._columns, strict=True) if n.strip() and not column]

    def __iter__(self) -> Iterator[Line | Refused]:
        for number, cells in self._rows:
            if isinstance(cells, Refused):
                yield cells
            elif beyond := [cell.strip() for cell in cells[len(self._columns) :] if cell.strip()]:
                yield Refused(number, None, beyond[0], Reason.TOO_MANY_CELLS)
            elif any(cell.strip() for cell in cells):
                yield _judged(number, {c: cell.strip() for c, cell in zip(self._columns, cells, strict=False) if c})


def _column(name: str) -> Column | None:
    plain = re.sub(r"[\s_-]", "", name).casefold()
    return Column(plain) if plain in Column.values else None


def _check_header(names: list[str], columns: list[Column | None]) -> None:
    if any(_is_broken(name) for name in names):
        raise Unreadable(Trouble.NOT_UTF8)
    for number, column in enumerate(columns):
        if column and column in columns[:number]:
            raise Unreadable(Trouble.COLUMN_TWICE, detail=names[number])
    if not set(NEEDED) <= set(columns):
        raise Unreadable(Trouble.NO_COLUMNS)


def _judged(number: int, cells: dict[Column, str]) -> Line | Refused:
    try:
        return _line(number, cells)
    except Amiss as amiss:
        return Refused(number, amiss.column, cells.get(amiss.column, ""), amiss.reason)


def _line(number: int, cells: dict[Column, str]) -> Line:
    for column, cell in cells.items():
        if _is_broken(cell):
            raise Amiss(column, Reason.NOT_UTF8)
        if "\0" in cell:
            raise Amiss(column, Reason.NOT_TEXT)
    email, action, due = (cells.get(c, "") for c in (Column.EMAIL, Column.ACTION, Column.DUE))
    if not email:
        raise Amiss(Column.EMAIL, Reason.MISSING)
    if bool(action) != bool(due):
        raise Amiss(Column.DUE if action else Column.ACTION, Reason.MISSING)
    status = STATUSES.get(" ".join(cells.get(Column.STATUS, "").casefold().split()))
    if status is None:
        raise Amiss(Column.STATUS, Reason.NOT_A_STATUS)
    name, goal = cells.get(Column.NAME, ""), cells.get(Column.GOAL, "")
    return Line(number, name, email, goal, action, _day(due) if due else None, status)


def _day(text: str) -> date:
    try:
        # Only the one way of writing it that reads the same everywhere.
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError:
        raise Amiss(Column.DUE, Reason.NOT_A_DAY) from None


def _is_broken(text: str) -> bool:
    """Whether bytes stood there that are no letters."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


@dataclass(frozen=True)
class _Physical:
    number: int
    text: str
    is_whole: bool


class _Rows:
    """The cells of each line, or why it has none. A quotation mark that is never closed costs its own line only."""

    def __init__(self, file: BinaryIO) -> None:
        # Bytes that are no letters come through as half surrogates, so that they break one cell and not the file.
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline=None)
        self._back: deque[_Physical] = deque()
        self._number = 0
        self._separator = ""

    def __iter__(self) -> Iterator[tuple[int, list[str] | Refused]]:
        while first := self._next():
            if not self._separator and first.text.strip():
                self._separator = max(SEPARATORS, key=first.text.count)
            yield first.number, self._cells(first)

    def _cells(self, first: _Physical) -> list[str] | Refused:
        if not first.is_whole:
            return Refused(first.number, None, first.text, Reason.LINE_TOO_LONG)
        taken = [first]
        try:
            return next(csv.reader(self._feed(taken), delimiter=self._separator or ",", strict=True))
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
        if self._back:
            return self._back.popleft()
        text = self._text.readline(LONGEST)
        if not text:
            return None
        self._number += 1
        is_whole = len(text) < LONGEST or text.endswith("\n")
        rest = text
        while not is_whole and rest and not rest.endswith("\n"):
            rest = self._text.readline(LONGEST)
        return _Physical(self._number, text if is_whole else text[:100], is_whole)
