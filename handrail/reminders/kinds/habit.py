"""A cue for a habit, at the hour that the client asked for. One that goes by itself falls silent [83]."""

from collections.abc import Collection
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.habit import Habit, State


class HabitCue(Kind):
    name = "habit"
    class_ = Class.ASKED
    title = gettext_lazy("A cue for a habit, at the hour I chose for it")
    subject = gettext_lazy("It is about time")

    def found(self, walls: Walls, *, back: int) -> Rows:
        rows = walls.awake(self._running(), "coachee")
        meant = Q()
        for (today, minute), zones in walls.shown.items():
            come = Q(coachee__zone__in=zones, cue_at__lte=time(*divmod(minute, 60)))
            meant |= come & Q(days__contains=str(today.isoweekday()))
        return rows.filter(meant, self.unclaimed(moment="today"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._running().filter(coachee_id__in=people).select_related("goal")

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        rows = Habit.objects.filter(pk__in=objects).annotate(who=F("coachee_id"))
        return rows.select_related("goal")

    def _running(self) -> Rows:
        rows = Habit.objects.filter(state=State.RUNNING, cue_at__isnull=False, trajectory__state__in=RUNNING_STATES)
        return rows.annotate(who=F("coachee_id"))

    def due(self, row: Any, someone: Someone) -> Due:
        cue = row.cue_at
        minute = cue.hour * 60 + cue.minute if cue else 0
        return Due(
            row.who, self.name, self.class_, row.pk, someone.today, trajectory_id=row.trajectory_id,
            over=self._over(row, someone), opens=wall_time(someone.today, minute),
            closes=wall_time(someone.today + timedelta(days=1), 0),
        )  # fmt: skip

    def _over(self, row: Any, someone: Someone) -> Reason | None:
        if row.state == State.STEADY:
            return Reason.STEADY
        if row.state != State.RUNNING or row.cue_at is None or str(someone.today.isoweekday()) not in row.days:
            return Reason.ENDED
        domain_id = row.domain_id or (row.goal.domain_id if row.goal else None)
        over = someone.over(row.trajectory_id) or someone.not_nudged(domain_id)
        return over or (Reason.DONE if (row.pk, someone.today) in someone.ticked else None)

    def words(self, item: Item, someone: Someone) -> Words:
        habit: Habit = item.row
        return Words(
            said=_("You asked for a word at this hour:"),
            quote=f"{habit.anchor}: {habit.text}" if habit.anchor else habit.text,
            why=habit.goal.why if habit.goal else "",
            ways=(Way(_("Done"), "kept"), Way(_("Not today"), "not_kept")),
        )
