"""When rows were last changed, for those who must say so beside them: calendars, feeds."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from handrail.ledger.entry import AlsoChanged, Entry


def changed_at(practice_id: UUID, rows: Collection[UUID]) -> dict[UUID, datetime]:
    """Of each row, when the newest entry was recorded that is about it or changed it besides. Two queries, each over
    an index."""
    about = Entry.objects.filter(practice_id=practice_id, subject_id__in=rows).values("subject_id").order_by()
    at = dict(about.annotate(at=Max("recorded_at")).values_list("subject_id", "at"))
    besides = AlsoChanged.objects.filter(practice_id=practice_id, row_id__in=rows).values("row_id").order_by()
    for row, when in besides.annotate(at=Max("entry__recorded_at")).values_list("row_id", "at"):
        at[row] = max(when, at.get(row, when))
    return at
