"""What the ledger refuses, whoever asks."""

from handrail.lib.refusal import Refusal


class CannotMove(Refusal):
    """The lifecycle has no such step. `state` is where the row is, `to` where it was to go."""

    def __init__(self, table: str, *, state: str, to: str) -> None:
        super().__init__("state")
        self.table, self.state, self.to = table, state, to


class Stale(Refusal):
    """Somebody else wrote here since the form was opened. Both texts are kept: theirs in
    the row, yours in this refusal, for the surface to show side by side."""

    def __init__(self, field: str, *, theirs: str, yours: str) -> None:
        super().__init__(field)
        self.theirs, self.yours = theirs, yours


class Erased(Refusal):
    """The words of this stream were erased; nothing new is written into it."""
