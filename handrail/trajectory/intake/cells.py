"""What may stand in a cell: words, and in a workbook also days and hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from handrail.trajectory.intake.trouble import Reason, Refused


@dataclass(frozen=True)
class Faulty:
    """A cell of a workbook without a value of its own."""

    shown: str
    reason: Reason


Cell = str | date | datetime | time | timedelta | Faulty
# The number of a line, as an editor or a spreadsheet counts, and its cells; or why it has none.
Row = tuple[int, list[Cell] | Refused]


class Sheet(Protocol):
    """Rows that can be gone through more than once."""

    @property
    def name(self) -> str: ...

    def rows(self) -> Iterator[Row]: ...


def words(cell: Cell) -> str:
    """The cell as text."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, Faulty):
        return cell.shown
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    return str(cell)
