"""A measure with its numbers: what a plot of it shows, what a list of it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.trajectory.measure import Measure, State
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.measuring import Cell, Plot, Taken, is_due, plot, standing, weeks
from handrail.trajectory.report_draft import worded
from handrail.trajectory.whole import Whole

# Numbers that one plot draws, and that one page lists.
DRAWN, LISTED = 100, 30


@dataclass(frozen=True)
class Measured:
    """A measure with its numbers, the oldest first."""

    measure: Measure
    entries: Sequence[MeasureEntry]
    here: Whole

    @cached_property
    def taken(self) -> list[Taken]:
        return [Taken(each.measured_on, each.value, each.remark) for each in self.entries]

    @cached_property
    def plot(self) -> Plot | None:
        """The newest; what is older is in the sum from which the line begins."""
        measure, older = self.measure, self.taken[:-DRAWN]
        start = measure.start_value or Decimal(0)
        if measure.cumulative:
            start += sum((each.value for each in older), Decimal(0))
        return plot(self.taken[-DRAWN:], target=measure.target, start=start, adds_up=measure.cumulative)

    @cached_property
    def standing(self) -> Decimal | None:
        return standing(self.taken, adds_up=self.measure.cumulative, start=self.measure.start_value)

    @property
    def says(self) -> str:
        """What a picture of it shows, in words."""
        measure = self.measure
        told = {"name": measure.name, "value": worded(self.standing or Decimal(0), measure.unit)}
        if measure.target is None:
            return _("%(name)s, %(value)s by now") % told
        target = worded(measure.target, measure.unit)
        return _("%(name)s, %(value)s by now; the line is %(target)s") % {**told, "target": target}

    @property
    def weeks(self) -> tuple[Cell, ...]:
        return weeks(self.taken, today=self.here.today, adds_up=self.measure.cumulative)

    @property
    def is_due(self) -> bool:
        last_on = self.taken[-1].on if self.taken else None
        return self.is_active and is_due(self.measure.cadence, last_on=last_on, today=self.here.today)

    @property
    def is_active(self) -> bool:
        return self.measure.state == State.ACTIVE

    @property
    def newest_first(self) -> list[MeasureEntry]:
        return list(reversed(self.entries))[:LISTED]

    @property
    def by(self) -> str:
        """Whose it is."""
        who = self.here.people.get(self.measure.coachee_id) if self.measure.coachee_id else None
        return who.given_name if who else ""


def measured(here: Whole) -> list[Measured]:
    """Every measure of a whole that holds measures and their numbers."""
    taken: dict[UUID, list[MeasureEntry]] = {}
    for entry in sorted(here.every(MeasureEntry), key=lambda entry: (entry.measured_on, entry.pk)):
        taken.setdefault(entry.measure_id, []).append(entry)
    return [Measured(measure, taken.get(measure.pk, []), here) for measure in here.every(Measure)]
