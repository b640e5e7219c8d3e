"""Pause: a time in which nothing is asked and nothing counts. A row, so that afterwards it is known which days those
were. Made by `Trajectory.pause` and ended by `Trajectory.resume`, in their entries."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar

from django.db import models

from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import PauseReason


class Pause(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"from_on"})

    reason = models.CharField(max_length=16, choices=PauseReason)
    from_on = models.DateField()
    # The day on which things go on, as planned; and the one on which they did.
    until_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["until_on"], name="pause_ending", condition=models.Q(ended_on=None))]

    objects = BelongingQuerySet["Pause"].as_manager()

    def covers(self, day: date) -> bool:
        """Whether this day counts for nothing. A planned end is an end, also where nobody came back to say so."""
        ends = [end for end in (self.until_on, self.ended_on) if end is not None]
        return self.from_on <= day and (not ends or day < min(ends))


def days_away(pauses: Iterable[Pause], *, first: date, last: date) -> set[date]:
    """The days of a period, both ends included, that some pause covers."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    pauses = list(pauses)
    return {day for day in days if any(pause.covers(day) for pause in pauses)}
