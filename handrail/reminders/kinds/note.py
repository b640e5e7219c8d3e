"""A session that is over and of which its coach has written nothing yet [35]: once, on the device where they want to be
told of things, and from there straight into the note. Who lets no device show notices hears nothing of it."""

from collections.abc import Collection
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handrail.ledger.signs import since
from handrail.ledger.verbs import Verb
from handrail.outbox.push_subscription import PushSubscription
from handrail.reminders.days import day_and_hour
from handrail.reminders.item import Item, Someone, Words
from handrail.reminders.judge import Class, Due, Reason
from handrail.reminders.kinds.kind import RUNNING_STATES, Kind, Rows
from handrail.reminders.wall import Walls
from handrail.trajectory.session import Session, State

# After that it is no more fresh.
FRESH = timedelta(hours=20)
# Closed is what needs no word any more; held and not closed still does.
NOTED_IN = sorted({State.SCHEDULED, State.IN_PROGRESS, State.HELD})
DAY = timedelta(days=1)


class NoteToWrite(Kind):
    name = "note"
    class_ = Class.ASKED
    title = gettext_lazy("A session of which I wrote nothing yet")
    subject = gettext_lazy("A few lines while they are fresh")

    def found(self, walls: Walls, *, back: int) -> Rows:
        return self._over(walls, back=back).filter(self.unclaimed(turn="turn"), is_noted=False)

    def rows(self, people: Collection[UUID], walls: Walls, *, back: int) -> Rows:
        return self._over(walls, back=back).filter(trajectory__coach__in=people)

    def rows_again(self, objects: Collection[UUID], people: Collection[UUID]) -> Rows:
        return self._of_coach(Session.objects.filter(pk__in=objects, trajectory__coach__in=people))

    def _over(self, walls: Walls, *, back: int) -> Rows:
        """Begun in the last days, of coaches with a device; whether one is over, its length says."""
        shows = PushSubscription.objects.filter(person_id=OuterRef("trajectory__coach_id"))
        begun = Session.objects.filter(starts_at__gt=walls.at - DAY * (back + 1), starts_at__lte=walls.at)
        return self._of_coach(begun.filter(Exists(shows), state__in=NOTED_IN, trajectory__state__in=RUNNING_STATES))

    def _of_coach(self, rows: Rows) -> Rows:
        wrote = since("starts_at", Verb.NOTE_WRITTEN, stream="trajectory_id", by="trajectory__coach_id")
        return rows.annotate(who=F("trajectory__coach_id"), turn=F("sequence"), is_noted=wrote)

    def due(self, row: Any, someone: Someone) -> Due:
        over = someone.over(row.trajectory_id)
        if row.is_noted or row.state == State.CLOSED:
            over = Reason.DONE
        elif row.state not in NOTED_IN:
            over = Reason.ENDED
        return Due(
            row.who, self.name, self.class_, row.pk, row.starts_at.astimezone(UTC).date(), turn=row.sequence,
            trajectory_id=row.trajectory_id, opens=row.ends_at, closes=row.ends_at + FRESH, over=over, to_coach=True,
        )  # fmt: skip

    def words(self, item: Item, someone: Someone) -> Words:
        page = f"{settings.HANDRAIL_URL}{reverse('coach:session', args=[item.row.pk])}#text-shared"
        when = day_and_hour(item.row.starts_at, someone.person.zone)
        return Words(said=_("Your session is over. A few lines while they are fresh?"), quote=when, page=page)
