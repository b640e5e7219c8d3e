"""When rows were last changed, for those who must say so beside them: calendars, feeds."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from handrail.ledger.entry import Entry


def changed_at(practice_id: UUID, rows: Collection[UUID]) -> dict[UUID, datetime]:
    """Of each row, when the newest entry was recorded that is about it. One query, over an index."""
    about = Entry.objects.filter(practice_id=practice_id, subject_id__in=rows).values("subject_id").order_by()
    return dict(about.annotate(at=Max("recorded_at")).values_list("subject_id", "at"))
