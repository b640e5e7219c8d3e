"""Taking due messages to where they go: claim, ask, send, write down what came of it."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from handrail.outbox.attempt import Attempt, Outcome
from handrail.outbox.channels.every import OPEN
from handrail.outbox.channels.line import Answer, Line
from handrail.outbox.channels.server import Unreachable
from handrail.outbox.message import Channel, Message, State
from handrail.outbox.push_subscription import had_by_some
from handrail.outbox.statements import is_held, note_sent
from handrail.outbox.stopped import Stopped

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
# Until somebody else's machine is asked again after it was silent.
SILENCE = timedelta(minutes=5)
# For how long another channel is tried for what could go by mail.
INSTEAD = timedelta(minutes=30)
# How many are read and judged together, and for how many seconds a judgement holds.
HANDFUL, FRESH = 100, 5.0

# Asked about messages that want it, just before they go: which of them are not to go, and why, in a word.
Judge: TypeAlias = Callable[[list[Message], datetime], dict[UUID, str]]


def deliver(
    *,
    at: datetime,
    limit: int = 100,
    going: Callable[[], bool] = lambda: True,
    judge: Judge | None = None,
    channels: Iterable[str] = tuple(OPEN),
) -> int:
    """Send one batch of what is due on each channel; how many were sent.

    On a channel that is not set up, or does not answer, nothing is claimed and no try is counted: an
    outage, however long, loses nothing. The other channels go on; then `Unreachable` is raised. `going`
    is asked before each message; once it says no, the rest of the batch is handed back. Without a
    `judge`, what wants to be judged waits.
    """
    lines = Lines()
    try:
        return lines.deliver(at=at, limit=limit, going=going, judge=judge, channels=channels)
    finally:
        lines.hang_up()


class Lines:
    """Delivers batch after batch, and keeps the lines open in between for as long as there is something to send."""

    def __init__(self) -> None:
        self._open: dict[str, Line] = {}

    def deliver(
        self,
        *,
        at: datetime,
        limit: int = 100,
        going: Callable[[], bool] = lambda: True,
        judge: Judge | None = None,
        channels: Iterable[str] = tuple(OPEN),
    ) -> int:
        """As the function `deliver`, but lines with more to carry stay open."""
        sent, trouble = 0, None
        for channel in channels:
            try:
                sent += self._batch(channel, at=at, limit=limit, going=going, judge=judge)
            except Unreachable as unreachable:
                trouble = unreachable
        if trouble and not sent:
            raise trouble
        return sent

    def hang_up(self) -> None:
        for channel in list(self._open):
            self._open.pop(channel).hang_up()

    def _batch(self, channel: str, *, at: datetime, limit: int, going: Callable[[], bool], judge: Judge | None) -> int:
        due = Message.objects.claimable(at).of(channel, judged=judge is not None)
        line = self._line(channel) if due.exists() else None
        if line is None:
            self._drop(channel)
            return 0
        batch = _Batch(line, uuid4(), at=at, going=going, judge=judge)
        try:
            batch.claim(channel, limit)
            return batch.send()
        finally:
            batch.hand_back()
            if line.broken:
                self._drop(channel)

    def _line(self, channel: str) -> Line | None:
        if channel not in self._open and (line := OPEN[channel]()):
            self._open[channel] = line
        return self._open.get(channel)

    def _drop(self, channel: str) -> None:
        if line := self._open.pop(channel, None):
            line.hang_up()


class _Batch:
    """What is held under one lease and goes over one line."""

    def __init__(
        self, line: Line, lease: UUID, *, at: datetime, going: Callable[[], bool], judge: Judge | None
    ) -> None:
        self.line, self.lease, self.at, self.going, self.judge = line, lease, at, going, judge
        self.claimed: list[UUID] = []
        self._began = time.monotonic()

    def claim(self, channel: str, limit: int) -> None:
        """Compare and set: two processes never get the same message. SQLite takes one writer at a time anyway."""
        claimable = Message.objects.claimable(self.at).of(channel, judged=self.judge is not None)
        with transaction.atomic():
            due = claimable.order_by("judged_by", "due_at").select_for_update(skip_locked=True)
            self.claimed = list(due.values_list("pk", flat=True)[:limit])
            claimable.filter(pk__in=self.claimed).update(lease=self.lease, leased_until=self.at + LEASE)

    def hand_back(self) -> None:
        if self.claimed:
            Message.objects.held_under(self.lease).update(lease=None, leased_until=None)

    def send(self) -> int:
        sent = 0
        for message in self._judged():
            if not self.going():
                break
            # As late as possible: it may have been cancelled, or claimed by another, while those before it went out.
            if not is_held(message.pk, self.lease):
                continue
            answer = self.line.send(message)
            if answer.outcome == Outcome.PUT_OFF and self.line.broken and self.line.carried:
                # It broke on a line that had worked (servers end those after some mails): not this message's
                # doing. On a fresh line it would be, and it is put off, so that it cannot hold up the others.
                break
            self._record(message, answer)
            sent += answer.outcome == Outcome.SENT
            if self.line.broken:
                break
        self.claimed = [] if sent == len(self.claimed) else self.claimed
        return sent

    def _judged(self) -> Iterator[Message]:
        """One after the other, those that may go. What wants to be judged is, a handful at a time, and again when
        the handful takes long."""
        for start in range(0, len(self.claimed), HANDFUL):
            held = Message.objects.held_under(self.lease).filter(pk__in=self.claimed[start : start + HANDFUL])
            handful = list(held.order_by("judged_by", "due_at"))
            # What nobody asks about goes first: a judge who stumbles does not hold up a way in.
            yield from (message for message in handful if not message.judged_by)
            waiting, asked = [message for message in handful if message.judged_by], float("-inf")
            while waiting:
                if time.monotonic() - asked > FRESH:
                    waiting, asked = self._without_refused(waiting), time.monotonic()
                if waiting:
                    yield waiting.pop(0)

    def _without_refused(self, messages: list[Message]) -> list[Message]:
        if self.judge is None:
            return []
        moment = self.at + timedelta(seconds=int(time.monotonic() - self._began))
        refused = self.judge(messages, moment)
        for message in messages:
            if message.pk in refused:
                self._record(message, Answer(Outcome.WITHHELD, refused[message.pk][:60]))
        return [message for message in messages if message.pk not in refused]

    def _record(self, message: Message, answer: Answer) -> None:
        """What was sent is sent, whoever holds the lease by now, and one statement says so. Anything else
        only its holder may say, and why is kept beside it."""
        if answer.outcome == Outcome.SENT:
            note_sent(message.pk, at=self.at)
            return
        mine = Message.objects.held_under(self.lease).filter(pk=message.pk)
        tried = {"attempts": F("attempts") + 1} if answer.counted and answer.outcome != Outcome.WITHHELD else {}
        change = {**tried, "lease": None, "leased_until": None, **_next(message, answer, at=self.at)}
        if not answer.counted:
            mine.update(**change)
            return
        with transaction.atomic():
            if not mine.update(**change):
                return
            Attempt.objects.create(
                practice_id=message.practice_id, message=message, at=self.at, outcome=answer.outcome, said=answer.said
            )
            if answer.gone:
                Stopped.stop(message.practice_id, message.channel, message.to, why=answer.gone, at=self.at)


def _next(message: Message, answer: Answer, *, at: datetime) -> dict[str, Any]:
    if answer.outcome == Outcome.WITHHELD:
        return {"state": State.CANCELLED, "ended_at": at}
    left = {"to": answer.left} if answer.left else {}
    if message.mail_to and not had_by_some(answer.left) and _has_waited_enough(message, answer, at=at):
        return {"channel": Channel.EMAIL, "to": message.mail_to, "mail_to": "", "attempts": 0, "due_at": at}
    if not answer.counted:
        return {"due_at": at + SILENCE, **left}
    if answer.outcome == Outcome.REFUSED or message.attempts >= len(BACK_OFF):
        return {"state": State.SENT if had_by_some(answer.left) else State.GIVEN_UP, "ended_at": at}
    return {"due_at": at + BACK_OFF[message.attempts], **left}


def _has_waited_enough(message: Message, answer: Answer, *, at: datetime) -> bool:
    """What can go by mail instead waits for no outage, and for no second day."""
    return answer.outcome == Outcome.REFUSED or at - message.created_at >= INSTEAD
