"""What there is to know before a session, mailed to its coach where and when they asked for it [13]. What only they
read, and what was shared in a reflection, stays on the page: a mail lies about in more hands than two."""

from collections.abc import Collection, Iterator
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.reminders.choice import PREPARE
from handrail.reminders.days import day_and_hour
from handrail.reminders.item import Item, Someone, Words
from handrail.reminders.judge import Class, Due, Reason
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.session import Session, State
from handrail.trajectory.since_last import ROWS, SinceLast
from handrail.trajectory.whole import Whole

# Things of one sort in one line of the mail.
NAMED = 3


class PreparationDue(Kind):
    name = "preparation"
    # It was asked for to the minute: an early session has its mail in quiet hours too.
    class_ = Class.ESSENTIAL
    title = gettext_lazy("What I want to know before a session")
    subject = gettext_lazy("Before your session")

    def found(self, walls: Walls, *, back: int) -> Rows:
        return self._near(walls).filter(self.unclaimed(turn="turn"))

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._near(walls).filter(trajectory__coach__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._of_coach(Session.objects.filter(pk__in=objects, trajectory__coach__in=people))

    def _near(self, walls: Walls) -> Rows:
        near = Q()
        for minutes in PREPARE:
            wanted = Q(trajectory__coach__reminder_choice__prepare_minutes=minutes)
            near |= wanted & Q(starts_at__lte=walls.at + timedelta(minutes=minutes))
        ahead = Session.objects.filter(near, starts_at__gt=walls.at, state=State.SCHEDULED)
        return self._of_coach(ahead.filter(trajectory__state__in=RUNNING_STATES))

    def _of_coach(self, rows: Rows) -> Rows:
        return rows.annotate(who=F("trajectory__coach_id"), turn=F("sequence"))

    def due(self, row: Any, someone: Someone) -> Due:
        minutes, over = someone.choice.prepare_minutes, someone.over(row.trajectory_id)
        if minutes is None:
            over = Reason.STOPPED_KIND
        elif row.state != State.SCHEDULED:
            over = Reason.ENDED
        return Due(
            row.who, self.name, self.class_, row.pk, row.starts_at.astimezone(UTC).date(), turn=row.sequence,
            trajectory_id=row.trajectory_id, opens=row.starts_at - timedelta(minutes=minutes or 0),
            closes=row.starts_at, over=over, to_coach=True,
        )  # fmt: skip

    def subject_of(self, item: Item, someone: Someone) -> str:
        return _("Before your session: %(when)s") % {"when": self._when(item, someone)}

    def words(self, item: Item, someone: Someone) -> Words:
        page = f"{settings.HANDRAIL_URL}{reverse('coach:preparation', args=[item.row.pk])}"
        return Words(
            said=_("What there is to know before you meet:"), quote=self._when(item, someone), page=page,
            lines=tuple(self._lines(item.row, someone)),
        )  # fmt: skip

    def _lines(self, session: Session, someone: Someone) -> Iterator[str]:
        trajectory = someone.led[session.trajectory_id]
        whole = Whole.of_each([trajectory], someone.person, at=someone.at, nouns=ROWS)[0]
        names: dict[UUID | None, str] = {person.pk: person.given_name for person in whole.people.values()}
        since = SinceLast(whole, whole.rows[Session].get(session.pk, session))
        for said in since.said:
            energy = "" if said.energy is None else _("energy %(number)d of 10") % {"number": said.energy}
            brings = ", ".join(filter(None, (said.topic, said.wish, energy)))
            name = names.get(said.coachee_id, "")
            yield _("%(name)s brings: %(words)s") % {"name": name, "words": brings}
        weeks = [f"{each.newest.text} {' → '.join(map(str, each.percents))} %" for each in since.tried if each.percents]
        yield from _line(_("The weeks: %(things)s"), weeks)
        yield from _line(_("Done: %(things)s"), [action.text for action in since.done])
        yield from _line(_("Still open: %(things)s"), [each.action.text for each in since.carried])
        yield from _line(_("To look at together: %(things)s"), [goal.text for goal in since.agenda.goal_reviews])
        yield from _line(_("What you promised: %(things)s"), [action.text for action in since.promises])

    def _when(self, item: Item, someone: Someone) -> str:
        return day_and_hour(item.row.starts_at, someone.person.zone)


def _line(sentence: str, things: list[str]) -> Iterator[str]:
    if things:
        more = _(" and %(number)d more") % {"number": len(things) - NAMED} if len(things) > NAMED else ""
        yield sentence % {"things": "; ".join(things[:NAMED]) + more}
