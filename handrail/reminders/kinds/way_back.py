"""A pause is over: one welcome back, at the hour of that day, and nothing about what was in between."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, wall_time
from handrail.reminders.kinds.kind import Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.pause import Pause

USEFUL_FOR = 7


class WayBack(Kind):
    name = "way_back"
    class_ = Class.PROMPT
    title = gettext_lazy("A word at the end of a pause")
    subject = gettext_lazy("Welcome back")
    sentence = gettext_lazy(
        "Your pause was until today. Shall we go on? Nothing has piled up, and nothing counts from before."
    )

    def found(self, walls: Walls, *, back: int) -> Rows:
        rows = walls.awake(self._ending(walls, back=back), "trajectory__participants__person")
        come = Q(until_on=F("today"), hour__lte=F("minute")) | Q(until_on__lt=F("today"))
        return rows.filter(come, self.unclaimed(moment="until_on"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._ending(walls, back=back).filter(who__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._told(Pause.objects.filter(pk__in=objects)).filter(who__in=people)

    def _ending(self, walls: Walls, *, back: int) -> Rows:
        first, last = walls.days(back=max(back, USEFUL_FOR), ahead=0)
        ending = Pause.objects.filter(ended_on=None, until_on__gte=first, until_on__lte=last)
        # When a group goes on, its coach says.
        return self._told(ending.filter(trajectory__state="paused", trajectory__group_name=""))

    def _told(self, rows: Rows) -> Rows:
        taking_part = rows.filter(trajectory__participants__state="agreed")
        return taking_part.annotate(who=F("trajectory__participants__person_id"))

    def due(self, row: Any, someone: Someone) -> Due:
        over = Reason.DONE if row.ended_on or row.until_on is None else someone.over(row.trajectory_id)
        on = row.until_on or row.from_on
        return Due(
            row.who, self.name, self.class_, row.pk, on, trajectory_id=row.trajectory_id, over=over,
            opens=wall_time(on, someone.facts.chosen.hour), closes=wall_time(on + timedelta(days=USEFUL_FOR), 0),
        )  # fmt: skip

    def words(self, item: Item, someone: Someone) -> Words:
        return Words(ways=(Way(_("Yes, let us go on"), "back"), Way(_("A week more"), "longer")))
