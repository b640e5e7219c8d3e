"""What a list would bring, before anything is written."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from handrail.practice.person import Person
from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.header import Told
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.table import DAYS, Table
from handrail.trajectory.intake.trouble import Refused, Trouble, Unreadable
from handrail.trajectory.taking_in import foresee
from handrail.trajectory.upload import Upload
from handrail.web.manager.import_asked import ENCODINGS

# Lines a page takes in while somebody waits; the command takes any number.
LINES = 5_000
SHOWN = 5
ASK_ORDER = frozenset({Trouble.DAYS_UNTOLD, Trouble.DAYS_DIFFER})


@dataclass
class Preview:
    table: Table
    # Why it cannot come in like this; then there is nothing else to show.
    trouble: Unreadable | None = None
    counts: Counter[str] = field(default_factory=Counter)
    first: list[Line] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return self.counts.total()

    @property
    def brings(self) -> int:
        """How many lines would change something."""
        return self.counts["created"] + self.counts["updated"]

    @property
    def asks_order(self) -> bool:
        """Whether the order of days matters here: there are columns of days."""
        return any(self.table.header.has(column) for column in DAYS)

    @property
    def order_is_open(self) -> bool:
        return self.trouble is not None and self.trouble.why in ASK_ORDER

    @property
    def encoding(self) -> str:
        """How the letters are read, as one calls it; "" for a workbook, which says it itself."""
        letters = self.table.letters
        known = letters.encoding.removesuffix("-sig") if letters else ""
        return str(ENCODINGS.get(known, known.upper()))

    @property
    def shows(self) -> dict[str, bool]:
        """Which columns the first lines have anything to show in."""
        return {column: self.table.header.has(column) for column in Column}


def opened(upload: Upload, told: Told) -> Table:
    return Table(BytesIO(upload.content), told, most=LINES)


def preview(upload: Upload, told: Told, *, coach: Person, at: datetime) -> Preview:
    """Raises `Unreadable` where there is no table at all."""
    seen = Preview(opened(upload, told))
    try:
        lines = list(seen.table.lines())
    except Unreadable as unreadable:
        seen.trouble = unreadable
        return seen
    seen.first = [line for line in lines if isinstance(line, Line)][:SHOWN]
    for result in foresee(lines, by=coach, at=at):
        if isinstance(result, Refused):
            seen.refused.append(result)
        seen.counts["refused" if isinstance(result, Refused) else result.value] += 1
    return seen
