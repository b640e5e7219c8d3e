"""MeasureEntry: one number of a measure, on a day, with what there is to say about it."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.db import models

from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import OutOfRange
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.measure import DIGITS, PLACES, Measure
from handrail.trajectory.measure import State as MeasureState


class MeasureEntry(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"measure_id", "coachee_id"})

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="entries")
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    measured_on = models.DateField()
    remark = Words(limit=500)

    objects = BelongingQuerySet["MeasureEntry"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["measure", "measured_on"], name="measure_entry_by_day")]

    @classmethod
    def record(
        cls, measure: Measure, *, by: Person, at: datetime, value: Decimal, measured_on: date | None = None,
        remark: str = "",
    ) -> "MeasureEntry":  # fmt: skip
        """One more number; of a day that was, or of the one it was said on."""
        day = _not_ahead(measured_on or by.said_on(at), by.today(at))
        entry = cls(
            practice_id=measure.practice_id, trajectory_id=measure.trajectory_id, coachee_id=measure.coachee_id,
            measure=measure, value=value, measured_on=day, remark=remark,
        )  # fmt: skip
        with write(Verb.MEASURE_RECORDED, by=by, at=at, subject=entry) as writing:
            measure.refresh_from_db(fields=["state"])
            if measure.state != MeasureState.ACTIVE:
                raise CannotMove(measure.table, state=measure.state, to=Verb.MEASURE_RECORDED)
            return writing.add(entry)

    def correct(
        self, *, by: Person, at: datetime, value: Decimal, measured_on: date | None = None, remark: str = ""
    ) -> "MeasureEntry":
        """It was another number; what stood there before stays in the history."""
        day = _not_ahead(measured_on or self.measured_on, by.today(at))
        return self._change(Verb.MEASURE_CORRECTED, by=by, at=at, value=value, measured_on=day, remark=remark)


def _not_ahead(day: date, today: date) -> date:
    if day > today:
        raise OutOfRange("measured_on", low=None, high=today)
    return day
