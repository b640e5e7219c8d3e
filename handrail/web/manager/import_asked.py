"""What somebody says of their list on the page: which column is which, in which order days are written, its letters.

It stands in the address while they look, and in the form by which they say yes: what comes in is what was shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.days import ORDERS
from handrail.trajectory.intake.header import Told
from handrail.trajectory.intake.table import Table

ORDER_LABELS = {"dmy": _("day, month, year"), "mdy": _("month, day, year"), "ymd": _("year, month, day")}
ENCODINGS = {
    "utf-8": _("UTF-8"), "cp1252": _("Windows, western Europe"), "cp1250": _("Windows, central Europe"),
    "cp1251": _("Windows, Cyrillic"), "cp1253": _("Windows, Greek"), "cp1254": _("Windows, Turkish"),
    "mac_roman": _("Mac, western Europe"), "cp850": _("DOS, western Europe"), "utf-16": _("UTF-16"),
}  # fmt: skip
# So many columns of a list are asked about; those that are ours always.
ASKED = 60


@dataclass(frozen=True)
class ColumnChoice:
    """One column of the file, and the one of ours that it is taken for."""

    place: int
    heading: str
    samples: list[str]
    chosen: str
    # Whether it means nothing as long as another is left out.
    is_aside: bool

    @property
    def name(self) -> str:
        return f"c{self.place}"


def told_in(given: QueryDict) -> Told:
    """What the page said, as far as it makes sense."""
    places = {key[1:]: value for key, value in given.items() if key[0:1] == "c" and key[1:].isdecimal()}
    return Told(
        columns={int(n): Column(v) if v in Column.values else None for n, v in places.items() if len(n) < 6},
        date_order=_one_of(given.get("order", ""), ORDERS),
        encoding=_one_of(given.get("encoding", ""), ENCODINGS),
        line=int(line) if (line := given.get("line", "")).isdecimal() and len(line) < 8 else 0,
        sheet=given.get("sheet", ""),
    )


def said(table: Table) -> Iterator[tuple[str, str]]:
    """What was shown, to be said again with the yes."""
    for place, column in enumerate(table.header.meant):
        if column or table.header.names[place].strip():
            yield f"c{place}", column or ""
    yield from place_of(table)
    yield "order", table.said.date_order
    yield "encoding", table.said.encoding


def place_of(table: Table) -> Iterator[tuple[str, str]]:
    """Where the header stands: said again, since another line may look like one once columns are chosen."""
    yield "line", str(table.header.line)
    yield "sheet", table.sheet


def choices(table: Table) -> list[ColumnChoice]:
    """The columns to ask about. Of a contact export only those that are read: it has ninety."""
    rows = table.first(3)
    found: list[ColumnChoice] = []
    for place, (heading, column) in enumerate(zip(table.header.names, table.header.meant, strict=True)):
        samples = [row[place][:80] for row in rows if place < len(row) and row[place]]
        is_asked = not table.header.program and (heading.strip() or samples) and len(found) < ASKED
        if column or is_asked:
            found.append(
                ColumnChoice(place, heading.strip()[:80], samples, column or "", table.header.columns[place] is None)
            )
    return found


def _one_of(given: str, known: object) -> str:
    return given if isinstance(known, dict | tuple) and given in known else ""
