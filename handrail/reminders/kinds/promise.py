"""What a coach promised a client: to the coach, on their last day before it [72]."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.days import said
from handrail.reminders.item import Item, Someone, Words
from handrail.reminders.judge import Class
from handrail.reminders.kinds.action import ActionDue
from handrail.reminders.kinds.kind import RUNNING_STATES, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.action import OPEN, Action


class PromiseDue(ActionDue):
    """They wrote it down for themselves: asked for, and not counted."""

    name = "promise"
    class_ = Class.ASKED
    title = gettext_lazy("What I promised a client, the day before")
    subject = gettext_lazy("What you promised")
    sentence = ""
    to_coach = True

    def _open(self, walls: Walls, *, back: int) -> Rows:
        first, last = walls.days(back=back, ahead=7)
        mine = Action.objects.filter(owner_id=F("trajectory__coach_id"))
        mine = mine.filter(trajectory__state__in=RUNNING_STATES)
        return mine.filter(ended_on=None, state__in=sorted(OPEN), due_on__gte=first, due_on__lte=last)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return super().rows_again(objects, people).filter(owner_id__in=people)

    def words(self, item: Item, someone: Someone) -> Words:
        action: Any = item.row
        whose, clients = action.coachee_id, someone.clients.get(action.trajectory_id, ())
        clients = [client for client in clients if whose in (None, client.pk)]
        names = {"name": ", ".join(client.name for client in clients), "day": said(action.due_on, someone.today)}
        return Words(
            said=_("You promised %(name)s this by %(day)s:") % names,
            quote=action.text,
            page=f"{settings.HANDRAIL_URL}{reverse('coach:trajectory', args=[action.trajectory_id])}",
        )
