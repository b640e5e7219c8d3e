"""A list of people and their work comes in, line by line."""

import sys

import click

from handrail.cli.intake.asked import Arrival
from handrail.lib.clock import now
from handrail.trajectory.intake.table import Refused, Table
from handrail.trajectory.taking_in import take_in


def bring_in(arrival: Arrival) -> None:
    """Every line by itself, so that what went in stays in, whatever stops the rest."""
    table = Table(arrival.opened)
    for name in table.left_out:
        arrival.report.tell(arrival.name, f"the column “{name}” is not one of ours and is left out.")
    size = arrival.path.stat().st_size
    # Drawn where somebody watches; a log needs no bar.
    seen = sys.stderr.isatty()
    with click.progressbar(length=size, label="Taking it in", file=sys.stderr, hidden=not seen) as bar:
        for result in take_in(table, by=arrival.asked.coach, at=now()):
            if isinstance(result, Refused):
                _refuse(arrival, result)
            else:
                arrival.report.count(result.value)
            bar.update(arrival.opened.tell() - bar.pos)


def _refuse(arrival: Arrival, refused: Refused) -> None:
    column = str(refused.column.label) if refused.column else ""
    arrival.report.refuse(
        arrival.name, line=refused.line, column=column, value=refused.value, reason=str(refused.reason.label)
    )
