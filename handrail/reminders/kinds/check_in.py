"""The daily check-in, which only comes to those who asked for it, and the weekly report to the coach [74, 75]."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import DateField, F, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls, reported_on
from handrail.trajectory.check_in import FRIDAY, CheckIn, open_period
from handrail.trajectory.check_in import Kind as Rhythm
from handrail.trajectory.participant import Participant


class _Rhythm(Kind):
    """Its object is the trajectory: what is asked for has no row before it is said."""

    rhythm: ClassVar[str]

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._taking_part().filter(person_id__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._whose(Participant.objects.filter(trajectory_id__in=objects, person_id__in=people))

    def _taking_part(self) -> Rows:
        rows = Participant.objects.filter(state="agreed", trajectory__state__in=RUNNING_STATES)
        return self._whose(rows)

    def _whose(self, rows: Rows) -> Rows:
        said = CheckIn.objects.filter(kind=self.rhythm, coachee_id=OuterRef("person_id"))
        newest = said.filter(trajectory_id=OuterRef("trajectory_id")).order_by("-period_on").values("period_on")[:1]
        return rows.annotate(who=F("person_id"), said_of=Subquery(newest))

    def _due_of(self, row: Any, someone: Someone, *, period: date, on: date, minute: int, closes: date) -> Due:
        over = someone.over(row.trajectory_id)
        if row.said_of and row.said_of >= period:
            over = Reason.DONE
        return Due(
            row.who, self.name, self.class_, row.trajectory_id, period, trajectory_id=row.trajectory_id, over=over,
            opens=wall_time(on, minute), closes=wall_time(closes, 0),
        )  # fmt: skip


class DailyCheckIn(_Rhythm):
    name = "check_in"
    class_ = Class.ASKED
    rhythm = Rhythm.DAILY
    title = gettext_lazy("My daily check-in")
    subject = gettext_lazy("Your check-in")
    sentence = gettext_lazy("How is it today? A number from 0 to 10 for your energy, and a line if you like.")

    def found(self, walls: Walls, *, back: int) -> Rows:
        wanted = self._taking_part().filter(person__reminder_choice__daily_at__isnull=False)
        rows = walls.awake(wanted, "person").filter(walls.daily("person"))
        return rows.filter(self.unclaimed(row="trajectory_id", moment="today"))

    def due(self, row: Any, someone: Someone) -> Due | None:
        today, minute = someone.today, someone.choice.daily_at
        if str(today.isoweekday()) not in someone.choice.daily_days:
            return None
        due = self._due_of(row, someone, period=today, on=today, minute=minute or 0, closes=today + timedelta(days=1))
        return due if minute is not None else replace(due, over=due.over or Reason.STOPPED_KIND)

    def words(self, item: Item, someone: Someone) -> Words:
        return Words(ways=(Way(_("Say how it is"), "say"), Way(_("Not today"), "skip")))


class WeeklyReport(_Rhythm):
    name = "weekly_report"
    by_week = True
    class_ = Class.PROMPT
    rhythm = Rhythm.WEEKLY
    title = gettext_lazy("My week, in a few lines to my coach")
    subject = gettext_lazy("Your week in a few lines")
    sentence = gettext_lazy("What moved this week, what got stuck, and what comes next? A line for each is plenty.")

    def found(self, walls: Walls, *, back: int) -> Rows:
        rows = walls.awake(self._taking_part(), "person").annotate(period=walls.per_day(_period, of=DateField))
        rows = rows.annotate(its_friday=walls.per_day(_its_friday, of=DateField))
        rows = rows.filter(trajectory__starts_on__lt=F("its_friday"))
        return rows.filter(walls.reported(back=back), self.unclaimed(row="trajectory_id", moment="period"))

    def due(self, row: Any, someone: Someone) -> Due | None:
        period, on = _period(someone.today), reported_on(someone.today, someone.choice.report_day)
        due = self._due_of(
            row, someone, period=period, on=on, minute=someone.facts.chosen.hour, closes=period + timedelta(days=11)
        )
        trajectory = someone.joined.get(row.trajectory_id)
        starts_on = trajectory.starts_on if trajectory else None
        # Of a week in which they had hardly begun there is nothing to report.
        return due if starts_on is None or starts_on < _its_friday(someone.today) else None

    def words(self, item: Item, someone: Someone) -> Words:
        return Words(ways=(Way(_("Write a few lines"), "say"), Way(_("Not this week"), "skip")))


def _period(today: date) -> date:
    return open_period(Rhythm.WEEKLY, today)


def _its_friday(today: date) -> date:
    return _period(today) + timedelta(days=FRIDAY - 1)
