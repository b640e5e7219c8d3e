"""What one line says, or what is amiss with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handrail.trajectory.intake.cells import Cell, Faulty, words
from handrail.trajectory.intake.claims import SHARED, STATES, STATUSES, Held, Status
from handrail.trajectory.intake.column import Column, plain
from handrail.trajectory.intake.days import day
from handrail.trajectory.intake.letters import BROKEN
from handrail.trajectory.intake.trouble import Amiss, Reason, Refused

# A day, and behind it an hour.
MOMENT = re.compile(
    r"(.*?[^\s,T])(?:\s*[,T]\s*|\s+)([0-9]{1,2}[:.h][0-9]{2}.*|[0-9]{1,2}\s*[ap]\.?m\.?|[0-9]{1,2}h)", re.I | re.S
)
# The hour, the minutes, a.m. or p.m., how far from Greenwich.
HOUR = re.compile(
    r"""([0-9]{1,2}) (?:[:.h] ([0-9]{2})? (?: :[0-9]{2} (?:[.,][0-9]+)? )? )?
    \s* (?: ([ap])\.?m\.? | uur | uhr | h )? \s* (Z | [+-][0-9]{2}:?[0-9]{2})?""",
    re.I | re.X,
)
LENGTH = re.compile(r"([0-9]{1,3})\s*(?:m|min|mins|minutes?|minuten|minutos|[’'])?\.?", re.I)
HOURS = re.compile(
    r"([0-9]{1,2})\s*(?::|h|hr|hrs|hours?|u|uur|std|stunden?|heures?|horas?)\.?\s*([0-9]{2})?(?::00)?\s*(?:m|min)?",
    re.I,
)


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
    # On the coach's wall clock, unless the file says how far from Greenwich.
    starts: datetime | None = None
    minutes: int | None = None
    held: Held | None = None
    note: str = ""
    is_shared: bool = False

    @property
    def cells(self) -> dict[Column, str]:
        """What stands in the columns, to say what something is amiss with."""
        return {
            Column.NAME: self.name, Column.EMAIL: self.email, Column.GOAL: self.goal, Column.ACTION: self.action,
            Column.DUE: str(self.due_on or ""), Column.STATUS: self.status,
            Column.SESSION: self.starts.isoformat(" ", "minutes") if self.starts else "",
            Column.MINUTES: str(self.minutes or ""), Column.STATE: self.held or "", Column.NOTE: self.note,
        }  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """How cells are read: the order of the days in each column of days."""

    orders: Mapping[Column, str]
    # Which columns the file does not have, or has under a heading that nobody knows.
    absent: frozenset[Column] = frozenset()

    def line(self, number: int, cells: Mapping[Column, Cell]) -> Line | Refused:
        """`cells` holds no empty ones."""
        try:
            return self._line(number, cells)
        except Amiss as amiss:
            return Refused(number, amiss.column, words(cells.get(amiss.column, "")), amiss.reason)

    def _line(self, number: int, cells: Mapping[Column, Cell]) -> Line:
        said = {column: _sound(column, cell) for column, cell in cells.items()}
        if Column.EMAIL not in said:
            raise Amiss(Column.EMAIL, Reason.MISSING)
        for one, other in ((Column.ACTION, Column.DUE), (Column.DUE, Column.ACTION), (Column.NOTE, Column.SESSION)):
            if one in said and other not in said:
                raise Amiss(other, Reason.NO_COLUMN if other in self.absent else Reason.MISSING)
        status = _meant(said, Column.STATUS, STATUSES, Reason.NOT_A_STATUS)
        held = _meant(said, Column.STATE, STATES, Reason.NOT_A_STATE)
        return Line(
            number, _name(said), said[Column.EMAIL].split(" ::: ")[0], said.get(Column.GOAL, ""),
            said.get(Column.ACTION, ""), self._day(cells[Column.DUE]) if Column.DUE in said else None,
            status if isinstance(status, Status) else Status.OPEN,
            self._starts(cells) if Column.SESSION in said else None, _minutes(cells.get(Column.MINUTES, "")),
            held if isinstance(held, Held) else None, said.get(Column.NOTE, ""),
            bool(_meant(said, Column.VISIBILITY, SHARED, Reason.NOT_A_VISIBILITY)),
        )  # fmt: skip

    def _day(self, cell: Cell) -> date:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text, _hour = split(words(cell))
        return self._found(Column.DUE, text)

    def _found(self, column: Column, text: str) -> date:
        if found := day(text, self.orders.get(column, "")):
            return found
        raise Amiss(column, Reason.NOT_A_DAY)

    def _starts(self, cells: Mapping[Column, Cell]) -> datetime:
        cell, hour = cells[Column.SESSION], cells.get(Column.TIME, "")
        if isinstance(cell, datetime):
            # Midnight is how a workbook writes a day without an hour.
            on, beside = cell.date(), "" if cell.time() == time() else cell.time().isoformat()
        elif isinstance(cell, date):
            on, beside = cell, ""
        else:
            text, beside = split(words(cell))
            on = self._found(Column.SESSION, text)
        if isinstance(hour, datetime):
            hour = hour.time()
        return _at(on, words(hour) or beside)


def split(text: str) -> tuple[str, str]:
    """The day and the hour in "5/3/2026 14:30"."""
    found = MOMENT.fullmatch(text) if len(text) < 80 else None
    return (found[1], found[2]) if found else (text, "")


def _at(on: date, hour: str) -> datetime:
    if not hour:
        raise Amiss(Column.TIME, Reason.MISSING)
    found = HOUR.fullmatch(hour)
    if not found or not (found[2] or found[3] or hour.lower().endswith(("h", "uur", "uhr"))):
        raise Amiss(Column.TIME, Reason.NOT_AN_HOUR)
    hours = int(found[1])
    if found[3] and 1 <= hours <= 12:
        hours = hours % 12 + (12 if found[3].lower() == "p" else 0)
    try:
        zone = datetime.strptime(found[4].upper(), "%z").tzinfo if found[4] else None
        return datetime.combine(on, time(hours, int(found[2] or 0)), zone)
    except ValueError:
        raise Amiss(Column.TIME, Reason.NOT_AN_HOUR) from None


def _minutes(cell: Cell) -> int | None:
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    if isinstance(cell, timedelta):
        return int(cell.total_seconds() // 60)
    if not (text := words(cell)):
        return None
    if found := LENGTH.fullmatch(text):
        return int(found[1])
    if found := HOURS.fullmatch(text):
        return int(found[1]) * 60 + int(found[2] or 0)
    raise Amiss(Column.MINUTES, Reason.NOT_MINUTES)


def _sound(column: Column, cell: Cell) -> str:
    if isinstance(cell, Faulty):
        raise Amiss(column, cell.reason)
    text = words(cell)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Amiss(column, Reason.NOT_LETTERS if BROKEN in text else Reason.NOT_TEXT)
    if "\0" in text:
        raise Amiss(column, Reason.NOT_TEXT)
    return text


def _name(said: Mapping[Column, str]) -> str:
    parts = (said.get(column, "") for column in (Column.FIRST_NAME, Column.MIDDLE_NAME, Column.LAST_NAME))
    return said.get(Column.NAME) or " ".join(part for part in parts if part)


def _meant(
    said: Mapping[Column, str], column: Column, known: Mapping[str, Status | Held | bool], reason: Reason
) -> Status | Held | bool | None:
    text = said.get(column, "")
    if not text:
        return None
    # A tick is no letter and so is nothing to `plain`.
    found = known.get(plain(text) or text)
    if found is None:
        raise Amiss(column, reason)
    return found
