"""The last numbers of a measure as a line of letters: it is read in every mail program, and weighs nothing."""

from collections.abc import Sequence
from decimal import Decimal

BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[Decimal], *, target: Decimal | None = None) -> str:
    """The first and the last number with a bar for each between them, and the target behind; nothing for none."""
    if not values:
        return ""
    low, high = min(values), max(values)
    span = high - low
    bars = "".join(BARS[int((value - low) * 7 / span) if span else 3] for value in values)
    toward = f" → {plain(target)}" if target is not None else ""
    return f"{plain(values[0])} {bars} {plain(values[-1])}{toward}"


def plain(value: Decimal) -> str:
    """Without the noughts that a column keeps."""
    return f"{value.normalize():f}"
