"""A question that waits for words: once, the day after it was asked, at the client's hour [85]."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, next_day_from, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.reflection import OPEN, Reflection

# After a week it is not sprung upon anybody any more; it stays where it is, to be written.
USEFUL_FOR = 7


class QuestionAsked(Kind):
    name = "reflection"
    class_ = Class.PROMPT
    title = gettext_lazy("A question my coach asked, the day after")
    subject = gettext_lazy("A question for you")
    sentence = gettext_lazy("There is a question that waits for your own words:")

    def found(self, walls: Walls, *, back: int) -> Rows:
        back = max(back, USEFUL_FOR)
        rows = walls.awake(self._open(walls, back=back), "coachee")
        return rows.filter(walls.since("asked_on", back=back), self.unclaimed(moment="asked_on"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return (
            self._open(walls, back=max(back, USEFUL_FOR)).filter(coachee_id__in=people).select_related("prompt__goal")
        )

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        rows = Reflection.objects.filter(pk__in=objects)
        return rows.annotate(who=F("coachee_id")).select_related("prompt__goal")

    def _open(self, walls: Walls, *, back: int) -> Rows:
        first, last = walls.days(back=back, ahead=0)
        mine = Reflection.objects.filter(coachee_id__isnull=False, trajectory__state__in=RUNNING_STATES)
        asked = mine.filter(written_on=None, state__in=sorted(OPEN), asked_on__gte=first, asked_on__lt=last)
        return asked.annotate(who=F("coachee_id"))

    def due(self, row: Any, someone: Someone) -> Due:
        chosen = someone.facts.chosen
        on = next_day_from(row.asked_on + timedelta(days=1), chosen.days)
        over = someone.over(row.trajectory_id)
        if row.state not in OPEN:
            over = Reason.DONE
        return Due(
            row.who, self.name, self.class_, row.pk, row.asked_on, trajectory_id=row.trajectory_id, over=over,
            opens=wall_time(on, chosen.hour), closes=wall_time(row.asked_on + timedelta(days=USEFUL_FOR), 0),
        )  # fmt: skip

    def words(self, item: Item, someone: Someone) -> Words:
        prompt = item.row.prompt
        return Words(
            quote=prompt.question,
            why=prompt.goal.why if prompt.goal else "",
            ways=(Way(_("Write"), "write"), Way(_("Not this one"), "skip")),
        )
