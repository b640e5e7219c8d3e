"""Whether reminders help: of those that went to clients about something to be done, how many were followed by the
client doing something about that very thing. For whoever runs the practice, in numbers alone [143, 1O "s"].

Done, answered, moved, let go of and skipped all count: a decision is what a reminder asks for. Never counted is whether
somebody opened anything."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from handrail.ledger.signs import next_of
from handrail.ledger.verbs import Verb
from handrail.practice.person import Person
from handrail.reminders.claim import Claim
from handrail.reminders.kinds.action import ActionDue
from handrail.reminders.kinds.check_in import WeeklyReport
from handrail.reminders.kinds.reflection import QuestionAsked
from handrail.signals.tally import Part

# So long after it, a thing is still done because of it, and not merely done.
WITHIN = timedelta(days=3)
# What these are about is a row of its own; a weekly report is none before it is written.
OF_A_ROW = (ActionDue.name, QuestionAsked.name)
REPORTED = (Verb.CHECK_IN_SUBMITTED, Verb.CHECK_IN_SKIPPED)


def heeded(manager: Person, *, since: datetime, until: datetime) -> list[tuple[datetime, bool]]:
    """Each reminder of that time: when it was sent, and whether it was acted on. Of one sent in the last three days
    nobody can say yet. Two statements."""
    if not manager.is_manager:
        return []
    sent = Claim.objects.sent().filter(practice_id=manager.practice_id, at__gt=since, at__lte=until - WITHIN)
    rows, weeks = sent.filter(kind__in=OF_A_ROW), sent.filter(kind=WeeklyReport.name)
    here = {"practice_id": "practice_id"}
    about_a_row = rows.annotate(then=next_of({**here, "subject_id": "object_id"}, since="at", by="person_id"))
    about_a_week = weeks.annotate(
        then=next_of({**here, "stream_id": "trajectory_id"}, since="at", by="person_id", verbs=REPORTED)
    )
    return [*_told(about_a_row), *_told(about_a_week)]


def _told(sent: "QuerySet[Any]") -> Iterable[tuple[datetime, bool]]:
    for at, then in sent.order_by().values_list("at", "then"):
        yield at, then is not None and then < at + WITHIN


def together(told: Iterable[tuple[datetime, bool]], *, since: datetime, until: datetime) -> Part:
    mine = [was for at, was in told if since < at <= until]
    return Part(sum(mine), len(mine))
