"""A number of the week or of the month, asked for on the day of the weekly report; a daily one comes with the daily
check-in, to those who asked for that."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls, reported_on
from handrail.trajectory.check_in import Kind as Rhythm
from handrail.trajectory.check_in import open_period
from handrail.trajectory.measure import Cadence, Measure, State
from handrail.trajectory.measure_entry import MeasureEntry


class _OfMeasure(Kind):
    sentence = gettext_lazy("There is a number to keep:")

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._active().filter(coachee_id__in=people).select_related("goal")

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._known(Measure.objects.filter(pk__in=objects)).select_related("goal")

    def _active(self) -> Rows:
        return self._known(Measure.objects.filter(state=State.ACTIVE, trajectory__state__in=RUNNING_STATES))

    def _known(self, rows: Rows) -> Rows:
        newest = MeasureEntry.objects.filter(measure_id=OuterRef("pk")).order_by("-measured_on").values("measured_on")
        return rows.annotate(who=F("coachee_id"), said_on=Subquery(newest[:1]))

    def _due(self, row: Any, someone: Someone, *, moment: date, on: date, minute: int, closes: date) -> Due:
        over = someone.over(row.trajectory_id) or someone.not_nudged(row.goal.domain_id if row.goal else None)
        if row.state != State.ACTIVE:
            over = Reason.ENDED
        elif row.said_on and row.said_on >= moment:
            over = Reason.DONE
        return Due(
            row.who, self.name, self.class_, row.pk, moment, trajectory_id=row.trajectory_id, over=over,
            opens=wall_time(on, minute), closes=wall_time(closes, 0),
        )  # fmt: skip

    def words(self, item: Item, someone: Someone) -> Words:
        measure: Measure = item.row
        return Words(
            quote=f"{measure.name} ({measure.unit})" if measure.unit else measure.name,
            why=measure.goal.why if measure.goal else "",
            ways=(Way(_("Give the number"), "number"),),
        )


class MeasureDue(_OfMeasure):
    name = "measure"
    by_week = True
    class_ = Class.PROMPT
    title = gettext_lazy("A number of the week or the month")
    subject = gettext_lazy("A number, if you have it")

    def found(self, walls: Walls, *, back: int) -> Rows:
        rows = walls.awake(self._active().exclude(cadence=Cadence.DAILY), "coachee")
        week, month = walls.per_day(_week, of=DateField), walls.per_day(_month, of=DateField)
        rows = rows.annotate(period=Case(When(cadence=Cadence.MONTHLY, then=month), default=week))
        # Of a week that was over before it was agreed to measure, there is no number.
        rows = rows.filter(Q(made_on=None) | Q(made_on__lte=walls.per_day(_its_sunday, of=DateField)))
        return rows.filter(walls.reported(back=back), self.unclaimed(moment="period"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return super().rows(people, walls, back=back).exclude(cadence=Cadence.DAILY)

    def due(self, row: Any, someone: Someone) -> Due | None:
        if row.made_on and row.made_on > _its_sunday(someone.today):
            return None
        on = reported_on(someone.today, someone.choice.report_day)
        moment = _month(someone.today) if row.cadence == Cadence.MONTHLY else _week(someone.today)
        closes = _week(someone.today) + timedelta(days=11)
        return self._due(row, someone, moment=moment, on=on, minute=someone.facts.chosen.hour, closes=closes)


class DailyMeasure(_OfMeasure):
    name = "daily_measure"
    class_ = Class.ASKED
    title = gettext_lazy("A number of the day, with my check-in")
    subject = gettext_lazy("Your check-in")

    def found(self, walls: Walls, *, back: int) -> Rows:
        wanted = self._active().filter(cadence=Cadence.DAILY, coachee__reminder_choice__daily_at__isnull=False)
        rows = walls.awake(wanted, "coachee").filter(walls.daily("coachee"))
        return rows.filter(self.unclaimed(moment="today"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        wanted = super().rows(people, walls, back=back).filter(cadence=Cadence.DAILY)
        return wanted.filter(coachee__reminder_choice__daily_at__isnull=False)

    def due(self, row: Any, someone: Someone) -> Due | None:
        today, minute = someone.today, someone.choice.daily_at
        if str(today.isoweekday()) not in someone.choice.daily_days:
            return None
        closes = today + timedelta(days=1)
        due = self._due(row, someone, moment=today, on=today, minute=minute or 0, closes=closes)
        return due if minute is not None else replace(due, over=due.over or Reason.STOPPED_KIND)


def _week(today: date) -> date:
    return open_period(Rhythm.WEEKLY, today)


def _its_sunday(today: date) -> date:
    return _week(today) + timedelta(days=6)


def _month(today: date) -> date:
    """Of the week that can be told of: its last day says in which month it lies."""
    return _its_sunday(today).replace(day=1)
