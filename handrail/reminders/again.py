"""Judged again, a few seconds before a message goes: what is done, moved, paused, stopped or erased by now is not said.

This is what the outbox is handed as its judge. It may be asked about the same message more than once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from handrail.outbox.message import Message
from handrail.outbox.message import State as MessageState
from handrail.reminders.claim import Claim, Outcome
from handrail.reminders.item import Item, Someone
from handrail.reminders.judge import Class, Reason, opens_again, still
from handrail.reminders.kinds.every import KINDS
from handrail.reminders.letter import compose
from handrail.reminders.people import look_at


@dataclass
class _Here:
    """Everything about a handful of messages, as it is now."""

    claims: Mapping[UUID, list[Claim]]
    items: Mapping[tuple[str, UUID, UUID], Item]
    everybody: Mapping[UUID, Someone]
    # When a prompt last really went to each of these people.
    prompted: dict[UUID, list[datetime]] = field(default_factory=dict)


def judge_again(messages: list[Message], at: datetime) -> dict[UUID, str]:
    """Which of these are not to go, and why. A message of which only a part is over is written anew without it; one
    that came into somebody's quiet hours waits for their end."""
    here = _look([message.pk for message in messages], at=at)
    refused: dict[UUID, str] = {}
    for message in messages:
        claims = here.claims.get(message.pk, [])
        over = {claim.pk: reason for claim in claims if (reason := _over(claim, here, at=at))}
        if len(over) == len(claims):
            refused[message.pk] = next(iter(over.values()), Reason.ENDED)
        _write_down(over)
        left = [claim for claim in claims if claim.pk not in over]
        if left and over:
            _without(message, left, here, at=at)
        if left and (waits_until := _quiet(left, here, at=at)):
            waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
            # Whoever holds it finds that it is not theirs any more, and goes on with the next.
            waiting.update(due_at=waits_until, lease=None, leased_until=None)
        elif any(claim.counts_as == Class.PROMPT for claim in left):
            here.prompted.setdefault(left[0].person_id, []).append(at)
    return refused


def _look(message_ids: Collection[UUID], *, at: datetime) -> _Here:
    claims: dict[UUID, list[Claim]] = defaultdict(list)
    objects: dict[str, set[UUID]] = defaultdict(set)
    people: set[UUID] = set()
    for claim in Claim.objects.sent().filter(message_id__in=message_ids).order_by("pk"):
        if claim.message_id and claim.kind in KINDS:
            claims[claim.message_id].append(claim)
            objects[claim.kind].add(claim.object_id)
            people.add(claim.person_id)
    rows = {name: list(KINDS[name].rows_again(ids, people)) for name, ids in objects.items()}
    everybody = look_at(people, at=at, rows=[row for found in rows.values() for row in found])
    items = {}
    for name, found in rows.items():
        for item in KINDS[name].items(found, everybody):
            items[name, item.due.object_id, item.due.person_id] = item
    return _Here(claims, items, everybody, _really_prompted(people, message_ids, at=at))


def _really_prompted(
    people: Collection[UUID], but_these: Collection[UUID], *, at: datetime
) -> dict[UUID, list[datetime]]:
    """When prompts have gone out, which after a standstill is not when they were written."""
    lately = Claim.objects.sent().filter(person_id__in=people, counts_as=Class.PROMPT, at__gte=at - timedelta(days=14))
    others = lately.filter(message_id__isnull=False).exclude(message_id__in=but_these)
    by_message = {message: person for message, person in others.values_list("message_id", "person_id") if message}
    prompted: dict[UUID, list[datetime]] = defaultdict(list)
    gone = Message.objects.filter(pk__in=by_message, state=MessageState.SENT)
    for message_id, ended_at in gone.values_list("pk", "ended_at"):
        if ended_at:
            prompted[by_message[message_id]].append(ended_at)
    return prompted


def _over(claim: Claim, here: _Here, *, at: datetime) -> Reason | None:
    item = here.items.get((claim.kind, claim.object_id, claim.person_id))
    someone = here.everybody.get(claim.person_id)
    if item is None or someone is None:
        return Reason.LEFT
    if (item.due.moment, item.due.turn) != (claim.moment, claim.turn):
        return item.due.over or Reason.MOVED
    if reason := still(someone.facts, item.due, at=at):
        return reason
    # What was written down before its day was chosen anew is as fresh as it was then.
    if claim.counts_as == Class.PROMPT and someone.today in _days(here.prompted.get(claim.person_id, []), someone):
        return Reason.BUDGET
    return None


def _days(instants: Collection[datetime], someone: Someone) -> set[object]:
    return {someone.facts.wall(instant).date() for instant in instants}


def _write_down(over: Mapping[UUID, Reason]) -> None:
    for claim_id, reason in over.items():
        Claim.objects.sent().filter(pk=claim_id).update(outcome=Outcome.WITHHELD, reason=reason)


def _without(message: Message, left: list[Claim], here: _Here, *, at: datetime) -> None:
    """The same message, without what is over."""
    someone = here.everybody[left[0].person_id]
    told = [(here.items[claim.kind, claim.object_id, claim.person_id], claim) for claim in left]
    compose(someone, told, at=at, message=message).tidy()
    words = {
        name: getattr(message, name) for name in ("subject", "text", "short", "html", "link", "reply_to", "unsubscribe")
    }
    with transaction.atomic():
        Message.objects.filter(pk=message.pk, state=MessageState.WAITING).update(**words)


def _quiet(left: list[Claim], here: _Here, *, at: datetime) -> datetime | None:
    """Until when it is quiet where they are, if it is; what is essential, or asked for at this hour, never waits."""
    dues = [here.items[claim.kind, claim.object_id, claim.person_id].due for claim in left]
    if any(due.class_ == Class.ESSENTIAL or due.wakes for due in dues):
        return None
    facts = here.everybody[left[0].person_id].facts
    wall = facts.wall(at)
    if not facts.chosen.is_quiet(wall.hour * 60 + wall.minute):
        return None
    return opens_again(facts.chosen, wall).replace(tzinfo=ZoneInfo(facts.zone))
