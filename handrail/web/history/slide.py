"""The days of a trajectory on a slider: from its first to today."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Slide:
    first: date
    # Both counted from the first day: today, and the day that is shown.
    days: int
    at: int

    @classmethod
    def over(cls, first: date | None, *, today: date, on: date) -> "Slide | None":
        """None where there is nothing behind to slide over."""
        if first is None or first >= today:
            return None
        days = (today - first).days
        return cls(first, days, min(max((on - first).days, 0), days))
