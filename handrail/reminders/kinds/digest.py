"""Who needs their coach, once a day at the coach's hour, so that a signal reaches them without being looked for [114].
Only when there is something new; on a Monday with all that still stands. What was seen, or rests, is not said again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from handrail.practice.membership import Membership, Role
from handrail.practice.membership import State as MembershipState
from handrail.reminders.claim import Claim
from handrail.reminders.item import Item, Someone, Words
from handrail.reminders.judge import Class, Due, Reason, wall_time
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.signals.judged import Judged, Raised, judged
from handrail.trajectory.trajectory import State, Trajectory

# So many clients are named; the start page has the rest.
NAMED = 5
MONDAY = 1


@dataclass(frozen=True)
class News:
    """One client with what there is to know of them, what helps most first."""

    judged: Judged
    signals: tuple[Raised, ...]

    @property
    def line(self) -> str:
        said = {"name": self.judged.life.name, "evidence": self.signals[0].words}
        return _("%(name)s: %(evidence)s") % said


class Digest(Kind):
    name = "digest"
    class_ = Class.ASKED
    title = gettext_lazy("Who needs me, when there is something new")
    subject = gettext_lazy("Your clients")

    def found(self, walls: Walls, *, back: int) -> Rows:
        rows = walls.awake(self._coaches(), "person").filter(hour__lte=F("minute"))
        meant = Q()
        for today in walls.dates:
            meant |= Q(today=today, their_days__contains=str(today.isoweekday()))
        return rows.filter(meant, self.unclaimed(row="person_id", moment="today"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._coaches().filter(person_id__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._coaches().filter(person_id__in=set(objects) & set(people))

    def _coaches(self) -> Rows:
        led = Trajectory.objects.filter(coach=OuterRef("person_id"), state__in=[*RUNNING_STATES, State.INVITED])
        coaches = Membership.objects.filter(Exists(led), role=Role.COACH, state=MembershipState.ACTIVE)
        return coaches.annotate(who=F("person_id"))

    def due(self, row: Any, someone: Someone) -> Due:
        today = someone.today
        return Due(
            row.who, self.name, self.class_, row.who, today, to_coach=True,
            over=self._over(someone),
            opens=wall_time(today, someone.facts.chosen.hour), closes=wall_time(today + timedelta(days=1), 0),
        )  # fmt: skip

    def _over(self, someone: Someone) -> Reason | None:
        """Whoever leaves it out costs no look at their clients."""
        chosen = someone.facts.chosen
        if chosen.stopped or self.name in chosen.without:
            return Reason.STOPPED_KIND
        return None if news(someone) else Reason.NOTHING

    def words(self, item: Item, someone: Someone) -> Words:
        found = news(someone)
        lines, more = [each.line for each in found[:NAMED]], len(found) - NAMED
        if more > 0:
            lines.append(ngettext("And one more.", "And %(number)d more.", more) % {"number": more})
        one, some = _("One of your clients may want a word from you:"), _("Who may want a word from you:")
        said = one if len(found) == 1 else some
        return Words(said=said, lines=tuple(lines), page=f"{settings.HANDRAIL_URL}{reverse('coach:morning')}")


def news(someone: Someone) -> list[News]:
    """Nobody's in a pause: they raise none."""
    last = _last_told(someone)
    found = [News(each, signals) for each in judged(someone.person, at=someone.at) if (signals := _open(each))]
    is_new = last is None or any(_is_new(raised, last) for each in found for raised in each.signals)
    return found if is_new or someone.today.isoweekday() == MONDAY else []


def _open(judged: Judged) -> tuple[Raised, ...]:
    """What was not looked at, or has come back."""
    return tuple(raised for raised in judged.signals if not raised.handled or raised.until)


def _is_new(raised: Raised, last: date) -> bool:
    return max(raised.since, raised.until or raised.since) > last


def _last_told(someone: Someone) -> date | None:
    told = Claim.objects.sent().filter(person_id=someone.person.pk, kind=Digest.name, moment__lt=someone.today)
    return told.order_by("-moment").values_list("moment", flat=True).first()
