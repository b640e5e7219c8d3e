"""A list of people and their work comes in, line by line."""

import sys

import click

from handrail.cli.intake.asked import Arrival
from handrail.lib.clock import now
from handrail.trajectory.intake.header import Told
from handrail.trajectory.intake.table import Table
from handrail.trajectory.intake.trouble import Refused, Trouble, Unreadable, shown
from handrail.trajectory.taking_in import take_in

# What settles what the file does not tell: the command asks nothing.
SETTLED_BY = {
    Trouble.DAYS_UNTOLD: "--date-order dmy, mdy or ymd",
    Trouble.DAYS_DIFFER: "--date-order dmy, mdy or ymd",
    Trouble.NO_COLUMNS: "--map “their column=e-mail”",
    Trouble.COLUMN_TWICE: "--map “their column=” to leave one out",
    Trouble.WRONG_ENCODING: "--encoding",
}


# So many columns or sheets are named; of more, how many there are.
NAMED = 30


def bring_in(arrival: Arrival) -> None:
    """Every line by itself, so that what went in stays in, whatever stops the rest."""
    try:
        table = _table(arrival)
        _tell(arrival, table)
        _take_in(arrival, table)
    except Unreadable as unreadable:
        if unreadable.why in SETTLED_BY:
            raise Unreadable(f"{unreadable} Settle it with {SETTLED_BY[Trouble(unreadable.why)]}.") from None
        raise


def _table(arrival: Arrival) -> Table:
    asked = arrival.asked
    told = Told.by_names(asked.maps, date_order=asked.date_order or "", encoding=asked.encoding or "")
    table = Table(arrival.opened, told)
    table.header.check(told)
    return table


def _tell(arrival: Arrival, table: Table) -> None:
    """How it is read, so that a wrong guess is seen."""
    known = ", ".join(f"{shown(name)} → {column.label}" for name, column in table.header.pairs if column)
    read_as = f"contacts of {table.header.program}: {known}" if table.header.program else known
    arrival.report.tell(arrival.name, f"read as {read_as}")
    if table.left_out and not table.header.program:
        arrival.report.tell(arrival.name, f"left out: {_named(table.left_out)}")
    if table.other_sheets:
        others = _named(table.other_sheets)
        arrival.report.tell(arrival.name, f"only the sheet “{shown(table.sheet)}” is read; left out: {others}")
    if table.letters and table.letters.is_guess:
        arrival.report.tell(
            arrival.name, f"its letters look like {table.letters.encoding}; where they are not, say --encoding"
        )


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:NAMED]) + more


def _take_in(arrival: Arrival, table: Table) -> None:
    reading = table.reading()
    size = arrival.path.stat().st_size
    # Drawn where somebody watches; a log needs no bar.
    seen = sys.stderr.isatty()
    with click.progressbar(length=size, label="Taking it in", file=sys.stderr, hidden=not seen) as bar:
        for result in take_in(table.read_by(reading), by=arrival.asked.coach, at=now()):
            if isinstance(result, Refused):
                _refuse(arrival, result, column=table.header.called(result.column))
            else:
                arrival.report.count(result.value)
            bar.update(arrival.opened.tell() - bar.pos)


def _refuse(arrival: Arrival, refused: Refused, *, column: str) -> None:
    reason = str(refused.reason.label)
    arrival.report.refuse(arrival.name, line=refused.line, column=column, value=refused.value, reason=reason)
