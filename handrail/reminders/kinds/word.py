"""A word that the coach wrote, brought to the client where they want to hear of things; and to the coach, that there is
an answer. It is the coach's own word and no reminder: it is counted with none, stopped with none, and held back by no
silence. At night it waits for the morning."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.item import Item, Someone, Way, Words
from handrail.reminders.judge import Class, Due, Reason, opens_again, wall_time
from handrail.reminders.kinds.kind import Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import ENDED

DAY = timedelta(days=1)
# After that it is found on the page alone: it was written for these days.
USEFUL_FOR = timedelta(days=7)


class WordSent(Kind):
    name = "word"
    class_ = Class.ESSENTIAL
    where_they_chose = True
    title = gettext_lazy("A word from my coach")
    subject = gettext_lazy("A word from your coach")

    def found(self, walls: Walls, *, back: int) -> Rows:
        return self._lately(walls, back=back).filter(self.unclaimed())

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._lately(walls, back=back).filter(coachee_id__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._to(Outreach.objects.filter(pk__in=objects, coachee_id__in=people))

    def _lately(self, walls: Walls, *, back: int) -> Rows:
        # What waits for the end of somebody's night was written the day before.
        lately = Outreach.objects.filter(sent_at__gt=walls.at - DAY * (back + 1), sent_at__lte=walls.at)
        return self._to(lately.exclude(trajectory__state__in=sorted(ENDED)))

    def _to(self, rows: Rows) -> Rows:
        return rows.annotate(who=F("coachee_id"))

    def due(self, row: Any, someone: Someone) -> Due:
        over = someone.over(row.trajectory_id)
        return Due(
            row.who, self.name, self.class_, row.pk, row.sent_at.date(), trajectory_id=row.trajectory_id,
            # A pause stops what is asked by itself, and nobody's own word.
            over=None if over == Reason.PAUSED else over,
            opens=_by_day(row.sent_at, someone), closes=row.sent_at + USEFUL_FOR,
        )  # fmt: skip

    def words(self, item: Item, someone: Someone) -> Words:
        coach = someone.joined[item.row.trajectory_id].coach
        said = _("%(coach)s wrote to you") % {"coach": coach.given_name}
        return Words(
            said=said, letter=f"{item.row.text.rstrip()}\n\n{coach.given_name}", ways=(Way(_("Write back"), "reply"),)
        )


class WordAnswered(WordSent):
    """That there is an answer, and where: the words themselves stay on the page."""

    name = "word_back"
    class_ = Class.ASKED
    title = gettext_lazy("An answer to what I wrote to a client")
    subject = gettext_lazy("An answer to your word")

    def found(self, walls: Walls, *, back: int) -> Rows:
        return self._lately(walls, back=back).filter(self.unclaimed(moment="replied_on"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._lately(walls, back=back).filter(who__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._to(Outreach.objects.filter(pk__in=objects)).filter(who__in=people)

    def _lately(self, walls: Walls, *, back: int) -> Rows:
        first, last = walls.days(back=back, ahead=0)
        answered = Outreach.objects.filter(replied_on__gte=first, replied_on__lte=last)
        return self._to(answered.exclude(trajectory__state__in=sorted(ENDED)))

    def _to(self, rows: Rows) -> Rows:
        later = Outreach.objects.filter(
            trajectory=OuterRef("trajectory_id"), coachee=OuterRef("coachee_id"), sent_at__gt=OuterRef("sent_at")
        )
        return rows.annotate(who=F("trajectory__coach_id"), went_on=Exists(later)).select_related("coachee")

    def due(self, row: Any, someone: Someone) -> Due:
        due = super().due(row, someone)
        on = row.replied_on or someone.today
        return replace(
            due, moment=on, over=due.over or (Reason.DONE if row.went_on else None), to_coach=True, opens=someone.at,
            closes=wall_time(on + USEFUL_FOR, 0),
        )  # fmt: skip

    def words(self, item: Item, someone: Someone) -> Words:
        word: Outreach = item.row
        name = word.coachee.given_name if word.coachee else ""
        page = reverse("coach:words", args=[word.trajectory_id])
        return Words(
            said=_("%(name)s wrote back to you.") % {"name": name},
            page=f"{settings.HANDRAIL_URL}{page}?to={word.coachee_id}",
        )


def _by_day(at: datetime, someone: Someone) -> datetime:
    """At once; in somebody's quiet hours, by their wall, when those are over."""
    wall, chosen = someone.facts.wall(at), someone.facts.chosen
    return opens_again(chosen, wall) if chosen.is_quiet(wall.hour * 60 + wall.minute) else at
