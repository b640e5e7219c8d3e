"""What somebody agreed to do by a day: once, on their last day before it, at their hour [61]."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import F, Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.lib.said import Said
from handrail.reminders.days import said
from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, last_day_before, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.action import OPEN, UNDER_WAY, Action

OVER = {"blocked": Reason.BLOCKED, "done": Reason.DONE}


class ActionDue(Kind):
    name = "action"
    class_ = Class.PROMPT
    title = gettext_lazy("What I agreed to do, the day before")
    subject = gettext_lazy("A short reminder")
    sentence: ClassVar[Said] = gettext_lazy("By {day} you wanted to do this:")
    marks = frozenset({"name", "day"})
    to_coach = False

    def found(self, walls: Walls, *, back: int) -> Rows:
        rows = walls.awake(self._open(walls, back=back).annotate(who=F("owner_id")), "owner")
        return rows.filter(walls.last_chance("due_on") | Q(due_on__lte=F("today")), self.unclaimed(moment="due_on"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._known(self._open(walls, back=back).filter(owner_id__in=people))

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._known(Action.objects.filter(pk__in=objects))

    def _open(self, walls: Walls, *, back: int) -> Rows:
        first, last = walls.days(back=back, ahead=7)
        mine = Action.objects.filter(coachee_id=F("owner_id"), trajectory__state__in=RUNNING_STATES)
        return mine.filter(ended_on=None, state__in=sorted(OPEN), due_on__gte=first, due_on__lte=last)

    def _known(self, rows: Rows) -> Rows:
        moved_on = Max("due_date_changes__made_on")
        return rows.annotate(who=F("owner_id"), moved_on=moved_on).select_related("goal")

    def due(self, row: Any, someone: Someone) -> Due:
        chosen = someone.facts.chosen
        last_day = last_day_before(row.due_on, chosen.days)
        return Due(
            row.who, self.name, self.class_, row.pk, row.due_on, trajectory_id=row.trajectory_id,
            to_coach=self.to_coach,
            over=self._over(row, last_day, someone),
            opens=wall_time(last_day or row.due_on, chosen.hour), closes=wall_time(row.due_on, 24 * 60),
        )  # fmt: skip

    def _over(self, row: Any, last_day: date | None, someone: Someone) -> Reason | None:
        if row.state not in UNDER_WAY:
            return OVER.get(row.state, Reason.ENDED)
        # The day was chosen on the very day of the reminder, or after it: nobody has to be told what they just said.
        said_on = max(row.made_on, row.moved_on or row.made_on)
        if last_day is None or said_on >= last_day:
            return Reason.FRESH
        return someone.over(row.trajectory_id) or someone.not_nudged(row.goal.domain_id if row.goal else None)

    def words(self, item: Item, someone: Someone) -> Words:
        action: Action = item.row
        return Words(
            marks={"day": said(action.due_on, someone.today)},
            quote=action.text,
            why=action.goal.why if action.goal else "",
            ways=(Way(_("Done"), "done"), Way(_("Not yet"), "not_yet"), Way(_("Another day"), "later")),
        )
