"""A rule refused a line: in which column of the file, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

from handrail.lib.moment import NoSuchHour
from handrail.lib.refusal import Missing, NotText, NotUnderstood, OutOfRange, Refusal, TooLong
from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.trouble import Amiss, Reason

REASONS: dict[type[Refusal], Reason] = {
    Missing: Reason.MISSING,
    TooLong: Reason.TOO_LONG,
    NotText: Reason.NOT_TEXT,
    OutOfRange: Reason.OUT_OF_RANGE,
    NoSuchHour: Reason.NO_SUCH_HOUR,
}
COLUMNS = {
    "name": Column.NAME, "email": Column.EMAIL, "due_on": Column.DUE, "state": Column.STATUS,
    "starts_at": Column.SESSION, "minutes": Column.MINUTES,
}  # fmt: skip


@contextmanager
def blaming(column: Column) -> Iterator[None]:
    """A rule refused: say in which column of the file the reason stands."""
    try:
        yield
    except Amiss:
        raise
    except Refusal as refusal:
        reason = REASONS.get(type(refusal), Reason.NOT_POSSIBLE)
        if isinstance(refusal, NotUnderstood) and refusal.field == "email":
            reason = Reason.NOT_AN_ADDRESS
        if refusal.field == "minutes":
            reason = Reason.NOT_MINUTES
        raise Amiss(COLUMNS.get(refusal.field, column), reason) from None
