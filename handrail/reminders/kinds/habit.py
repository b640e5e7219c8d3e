"""A cue for a habit, at the hour that the client asked for. One that goes by itself is asked after a few times more,
each time after a longer while, and then left to itself [83]."""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.habit import OPEN, Habit, State

# After it goes by itself: in the first days of these weeks, a cue on the first day that it is meant for.
STILL_CUED = (1, 2, 4)
LAST = 7 * max(STILL_CUED) + 6


class HabitCue(Kind):
    name = "habit"
    class_ = Class.ASKED
    title = gettext_lazy("A cue for a habit, at the hour I chose for it")
    subject = gettext_lazy("It is about time")
    sentence = gettext_lazy("You asked for a word at this hour:")

    def found(self, walls: Walls, *, back: int) -> Rows:
        rows = walls.awake(self._running(), "coachee")
        meant = Q()
        for (today, minute), zones in walls.shown.items():
            come = Q(coachee__zone__in=zones, cue_at__lte=time(*divmod(minute, 60)))
            fewer = Q(steady_on=None) | Q(steady_on__range=(today - timedelta(days=LAST), today - timedelta(days=7)))
            meant |= come & Q(days__contains=str(today.isoweekday())) & fewer
        return rows.filter(meant, self.unclaimed(moment="today"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._running().filter(coachee_id__in=people).select_related("goal")

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        rows = Habit.objects.filter(pk__in=objects).annotate(who=F("coachee_id"))
        return rows.select_related("goal")

    def _running(self) -> Rows:
        known = Q(state=State.RUNNING) | Q(state=State.STEADY, steady_on__isnull=False)
        rows = Habit.objects.filter(known, state__in=OPEN, cue_at__isnull=False, trajectory__state__in=RUNNING_STATES)
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
        if row.state == State.STEADY and not still_cued(row, someone.today):
            return Reason.STEADY
        if row.state not in OPEN or row.cue_at is None or str(someone.today.isoweekday()) not in row.days:
            return Reason.ENDED
        domain_id = row.domain_id or (row.goal.domain_id if row.goal else None)
        over = someone.over(row.trajectory_id) or someone.not_nudged(domain_id)
        return over or (Reason.DONE if (row.pk, someone.today) in someone.ticked else None)

    def words(self, item: Item, someone: Someone) -> Words:
        habit: Habit = item.row
        return Words(
            quote=f"{habit.anchor}: {habit.text}" if habit.anchor else habit.text,
            why=habit.goal.why if habit.goal else "",
            ways=(Way(_("Done"), "kept"), Way(_("Not today"), "not_kept")),
        )


def still_cued(habit: Habit, today: date) -> bool:
    """Whether today is the first day that it is meant for in one of its weeks after it became steady."""
    weeks, days = divmod((today - habit.steady_on).days, 7) if habit.steady_on else (0, 0)
    earlier = (today - timedelta(days=ago) for ago in range(1, days + 1))
    return weeks in STILL_CUED and not any(habit.is_meant_for(day) for day in earlier)
