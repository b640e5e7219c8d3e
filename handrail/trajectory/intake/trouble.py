"""Why something stays outside: a whole file, or one line of it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.lib.refusal import Refusal
from handrail.trajectory.intake.column import Column


class Trouble(models.TextChoices):
    """Why a whole file stays outside."""

    EMPTY = "empty", _("The file is empty.")
    NOT_A_TABLE = "not_a_table", _("This is no list: it is neither a CSV nor an XLSX file.")
    OTHER_PROGRAM = (
        "other_program",
        _("This is something else than a list. Save the list as CSV or XLSX."),
    )
    OLD_OR_LOCKED = "old", _("This is a workbook of before 2007 or one with a password. Save it as XLSX without one.")
    BROKEN = "broken", _("This workbook is broken: it cannot be opened. Save it once more, or save it as CSV.")
    TOO_LARGE = "too_large", _("This workbook is far larger inside than a list can be. Save the sheet as CSV.")
    TOO_MANY_LINES = (
        "too_many_lines",
        _("This is a long list. Bring it in with “bin/handrail import FILE”."),
    )
    NO_SUCH_ENCODING = "no_such_encoding", _("There is no such encoding. Try utf-8, windows-1252 or utf-16.")
    WRONG_ENCODING = "wrong_encoding", _("The letters of this file are written in another way.")
    NO_COLUMNS = "no_columns", _("No line names the columns, e-mail among them. Say which column is which.")
    COLUMN_TWICE = (
        "column_twice",
        _("Two columns could be the same one of ours. Say which it is."),
    )
    NO_SUCH_COLUMN = "no_such_column", _("The file has no column of this name.")
    NOT_OURS = "not_ours", _("This is none of our columns.")
    DAYS_UNTOLD = (
        "days_untold",
        _("Day and month cannot be told apart. Say in which order they are written."),
    )
    DAYS_DIFFER = (
        "days_differ",
        _("The days are written in two orders. Say which it is; the others are named then."),
    )


class Unreadable(Refusal):
    """The file as a whole cannot be read. `why` is a `Trouble` (or a calendar's) or a sentence; `detail` the word that
    it is about."""

    def __init__(self, why: models.TextChoices | str, *, detail: str = "") -> None:
        super().__init__("file")
        self.why, self.detail = why, shown(detail, most=200)

    def __str__(self) -> str:
        label = str(self.why.label if isinstance(self.why, models.TextChoices) else self.why)
        return f"{label} ({self.detail})" if self.detail else label


class Reason(models.TextChoices):
    """Why a line stays outside."""

    NOT_A_LINE = "not_a_line", _("This line cannot be taken apart. Look for a quotation mark that is not closed.")
    LINE_TOO_LONG = "line_too_long", _("This line is far too long to be one.")
    TOO_MANY_CELLS = "too_many_cells", _("There are more cells than columns. Put quotation marks around a comma.")
    NOT_LETTERS = "not_letters", _("There are bytes here that are no letters. Is the file in another encoding?")
    NOT_TEXT = "not_text", _("There is a character here that cannot be kept.")
    NO_RESULT = "no_result", _("There is a formula here without a result. Open and save the file once more.")
    WENT_WRONG = "went_wrong", _("The formula here went wrong.")
    MISSING = "missing", _("This is empty, and has to be there.")
    NO_COLUMN = "no_column", _("No column is read as this. Say which one is: on the page, or with --map.")
    NOT_AN_ADDRESS = "not_an_address", _("This does not look like an e-mail address.")
    OWN_ADDRESS = "own_address", _("This is the coach’s own address.")
    NOT_A_DAY = "not_a_day", _("This is not a day. Write it like 2026-03-05.")
    NOT_AN_HOUR = "not_an_hour", _("This is not a time of day. Write it like 14:30.")
    NO_SUCH_HOUR = "no_such_hour", _("The clocks went forward over this hour; it never was.")
    NOT_MINUTES = "not_minutes", _("This is not a length. Write the minutes, 5 to 480.")
    OUT_OF_RANGE = "out_of_range", _("This year is out of reach. Is it a typing error?")
    NOT_A_STATUS = "not_a_status", _("Write open, proposed, done or released.")
    NOT_A_STATE = "not_a_state", _("Write held, booked, cancelled or missed.")
    STILL_AHEAD = "still_ahead", _("This session lies ahead; it cannot have been held.")
    LONG_PAST = "long_past", _("This session lies behind. Write held, cancelled or missed.")
    NOT_A_VISIBILITY = "not_a_visibility", _("Write shared, or leave it empty for a note that only the coach reads.")
    NOTE_THERE = "note_there", _("This session has a note already; it stays as it is.")
    TOO_LONG = "too_long", _("This is too long to be kept.")
    NOT_POSSIBLE = "not_possible", _("This is not possible here.")


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


def shown(value: str, *, most: int = 60) -> str:
    """What stood in a cell, short, and safe to print on a terminal."""
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in value[:most])
    return f"{safe}…" if len(value) > most else safe
