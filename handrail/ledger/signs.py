"""Signs of life: when somebody last did anything, and who last did something to a row."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from handrail.ledger.entry import Entry
from handrail.ledger.verbs import Verb


def last_signs(people: Collection[UUID], *, streams: Collection[UUID], since: datetime) -> dict[UUID, datetime]:
    """When each of these people last wrote an entry in one of these histories; who did not is not named."""
    lately = Entry.objects.filter(stream_id__in=streams, recorded_at__gte=since, by_id__in=people)
    return dict(lately.values_list("by_id").annotate(last=Max("recorded_at")))


def last_done(
    practice_ids: Collection[UUID], rows: Collection[UUID], verbs: Collection[Verb]
) -> dict[UUID, tuple[datetime, UUID | None]]:
    """Of each row, when one of these verbs was last carried out on it, and by whom."""
    done = Entry.objects.filter(practice_id__in=practice_ids, subject_id__in=rows, verb__in=verbs).order_by("seq")
    return {row: (at, by) for row, at, by in done.values_list("subject_id", "recorded_at", "by_id")}
