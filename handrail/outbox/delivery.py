"""Taking due messages to the mail server: claim, send, write down what came of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F

from handrail.outbox.attempt import Attempt, Outcome
from handrail.outbox.channels.email import Answer, Line, connected
from handrail.outbox.message import Message, State

# Longer than a batch may take, short enough that a sign-in mail held by a killed process still comes in time.
LEASE = timedelta(minutes=2)
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)


def deliver(*, at: datetime, limit: int = 100, going: Callable[[], bool] = lambda: True) -> int:
    """Send one batch of what is due over one connection; how many were sent.

    Without a mail server set, or with one that does not answer (`Unreachable`), nothing is
    claimed and no try is counted: an outage, however long, loses nothing. `going` is asked
    before each message; once it says no, the rest of the batch is handed back.
    """
    if not settings.HANDRAIL_SMTP or not Message.objects.claimable(at).exists():
        return 0
    with connected(settings.HANDRAIL_SMTP) as line:
        lease = uuid4()
        claimed = _claim(lease, at=at, limit=limit)
        try:
            return _send(claimed, lease, line, at=at, going=going)
        finally:
            Message.objects.held_under(lease).update(lease=None, leased_until=None)


def _claim(lease: UUID, *, at: datetime, limit: int) -> list[UUID]:
    """Compare and set: two processes never get the same message. SQLite takes one writer at a time anyway."""
    with transaction.atomic():
        due = Message.objects.claimable(at).order_by("due_at").select_for_update(skip_locked=True)
        wanted = list(due.values_list("pk", flat=True)[:limit])
        Message.objects.claimable(at).filter(pk__in=wanted).update(lease=lease, leased_until=at + LEASE)
    return wanted


def _send(claimed: list[UUID], lease: UUID, line: Line, *, at: datetime, going: Callable[[], bool]) -> int:
    sent = 0
    for pk in claimed:
        if not going():
            break
        # Read as late as possible: it may have been cancelled, or claimed by another, while those before it went out.
        message = Message.objects.held_under(lease).filter(pk=pk).first()
        if message is None:
            continue
        answer = line.send(message)
        if answer.outcome == Outcome.PUT_OFF and line.broken and line.carried:
            # It broke on a line that had worked (servers end those after some mails): not this message's
            # doing. On a fresh line it would be, and it is put off, so that it cannot hold up the others.
            break
        _record(message, answer, at=at)
        sent += answer.outcome == Outcome.SENT
        if line.broken:
            break
    return sent


def _record(message: Message, answer: Answer, *, at: datetime) -> None:
    """What was sent is sent, whoever holds the lease by now; anything else only its holder may say."""
    mine = Message.objects.waiting().filter(pk=message.pk)
    if answer.outcome != Outcome.SENT:
        mine = mine.filter(lease=message.lease)
    with transaction.atomic():
        mine.update(attempts=F("attempts") + 1, lease=None, leased_until=None, **_next(message, answer, at=at))
        Attempt.objects.create(
            practice_id=message.practice_id, message=message, at=at, outcome=answer.outcome, said=answer.said
        )


def _next(message: Message, answer: Answer, *, at: datetime) -> dict[str, Any]:
    if answer.outcome == Outcome.SENT:
        return {"state": State.SENT, "ended_at": at}
    if answer.outcome == Outcome.REFUSED or message.attempts >= len(BACK_OFF):
        return {"state": State.GIVEN_UP, "ended_at": at}
    return {"due_at": at + BACK_OFF[message.attempts]}
