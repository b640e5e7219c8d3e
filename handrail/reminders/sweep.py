"""What is due is found, judged, and said: claim and message in one transaction, a batch of people at a time.

A person is locked while they are judged: of two workers one comes to them, or the second finds what the first has said.
Killed anywhere, a batch is undone as a whole and found again."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import shuffle
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction

from handrail.practice.person import Person
from handrail.reminders.claim import Claim, Outcome
from handrail.reminders.erased import empty_what_is_erased
from handrail.reminders.finding import who_of
from handrail.reminders.item import Item, Someone
from handrail.reminders.judge import Due, Judgement, Reason, judge
from handrail.reminders.kinds.every import DIGEST, KINDS
from handrail.reminders.letter import Letters
from handrail.reminders.people import look_at
from handrail.reminders.wall import Walls

log = logging.getLogger("handrail.reminders")

BATCH = 100
FOUND_AT_ONCE = 2_000
# A sweep looks a day back; after a standstill, further.
NEAR, FAR = 1, 14


@dataclass(frozen=True)
class Weighed:
    """One person with everything that is due to them, and what was made of it."""

    someone: Someone
    items: dict[Due, Item]
    judgement: Judgement


@dataclass(frozen=True)
class Found:
    """Whom there may be something to say to, and of which kinds."""

    people: list[UUID]
    kinds: dict[str, frozenset[UUID]]


def sweep(
    *, at: datetime, back: int = NEAR, going: Callable[[], bool] = lambda: True, limit: int = FOUND_AT_ONCE
) -> int:
    """Say what is due, or write down why not; how many claims that made."""
    walls = Walls.at_once(at)
    if back > NEAR:
        empty_what_is_erased(at=at)
    found = find(walls, back=back, limit=limit)
    batches = [found.people[start : start + BATCH] for start in range(0, len(found.people), BATCH)]
    # Two workers who begin at the same end would go from one locked batch to the next.
    shuffle(batches)
    made = 0
    for batch in batches:
        if not going():
            break
        try:
            if coaches := found.kinds.get(DIGEST.name, frozenset()).intersection(batch):
                DIGEST.look_first(coaches, walls)
            made += _say(batch, found.kinds, walls, back=back)
        except OperationalError:
            raise
        except Exception:  # one person's row that breaks us is not to silence the others
            made += _say_each(batch, found.kinds, walls, back=back)
    return made


def _say_each(people: Collection[UUID], kinds: Collection[str], walls: Walls, *, back: int) -> int:
    """Everybody by themselves; whom it breaks for is named by id, and tried again at the next look."""
    made = 0
    for person_id in people:
        try:
            made += _say([person_id], kinds, walls, back=back)
        except OperationalError:
            raise
        except Exception as fault:
            log.error("What is due to %s could not be said", person_id, exc_info=fault)
    return made


def find(walls: Walls, *, back: int = NEAR, limit: int = FOUND_AT_ONCE) -> Found:
    """One statement a kind, whatever the number of people."""
    people: dict[UUID, None] = {}
    kinds: dict[str, frozenset[UUID]] = {}
    for kind in KINDS:
        if found := dict.fromkeys(who_of(kind, walls, back=back, limit=limit)):
            kinds[kind] = frozenset(found)
            people |= found
    return Found(list(people), kinds)


def look_ahead(*, at: datetime, back: int = NEAR) -> Iterator[Weighed]:
    """What a sweep would make of this moment. Nothing is written."""
    walls = Walls.at_once(at)
    found = find(walls, back=back)
    for start in range(0, len(found.people), BATCH):
        yield from weigh(found.people[start : start + BATCH], found.kinds, walls, back=back)


def weigh(people: Collection[UUID], kinds: Collection[str], walls: Walls, *, back: int) -> list[Weighed]:
    rows = {name: list(KINDS[name].rows(people, walls, back=back)) for name in kinds}
    everybody = look_at(people, at=walls.at, rows=[row for found in rows.values() for row in found])
    items: dict[UUID, dict[Due, Item]] = defaultdict(dict)
    for name, found in rows.items():
        for item in KINDS[name].items(found, everybody):
            items[item.due.person_id][item.due] = item
    claimed = _claimed(items)
    weighed = []
    for person_id, mine in items.items():
        mine = {due: item for due, item in mine.items() if due.key not in claimed}
        someone = everybody[person_id]
        weighed.append(Weighed(someone, mine, judge(someone.facts, mine, at=walls.at)))
    return weighed


def _claimed(items: dict[UUID, dict[Due, Item]]) -> set[tuple[Any, ...]]:
    objects = {due.object_id for mine in items.values() for due in mine}
    claims = Claim.objects.filter(object_id__in=objects, person_id__in=items)
    return set(claims.values_list("person_id", "kind", "object_id", "moment", "turn"))


def _say(people: Collection[UUID], kinds: Collection[str], walls: Walls, *, back: int) -> int:
    with transaction.atomic():
        mine = _locked(people)
        if not mine:
            return 0
        letters = Letters(at=walls.at)
        claims: list[Claim] = []
        for weighed in weigh(mine, kinds, walls, back=back):
            claims += _claims(weighed, letters, at=walls.at)
        Claim.objects.bulk_create(claims)
        letters.post()
        return len(claims)


def _locked(people: Collection[UUID]) -> list[UUID]:
    """Those whom no other worker holds. On SQLite there is one writer at a time anyway."""
    ours = Person.objects.filter(pk__in=people).order_by("pk").select_for_update(skip_locked=True, no_key=True)
    return list(ours.values_list("pk", flat=True))


def _claims(weighed: Weighed, letters: Letters, *, at: datetime) -> Iterator[Claim]:
    judgement, someone = weighed.judgement, weighed.someone
    # What a coach is told is not in the same message as what is said to them as a client.
    led = tuple(due for due in judgement.say if due.to_coach)
    own = tuple(due for due in judgement.say if not due.to_coach)
    for together in (own, led, *_letters_of(judgement.apart)):
        if together:
            yield from _said(weighed, together, letters, at=at)
    for due, reason in judgement.withhold.items():
        yield _claim(someone, due, at=at, outcome=Outcome.WITHHELD, reason=reason)
    if judgement.hand_over:
        held_back = [due for due, reason in judgement.withhold.items() if reason == Reason.HANDED_OVER]
        letters.hand_over(someone, min(held_back, key=lambda due: due.key).trajectory_id)


def _letters_of(apart: tuple[Due, ...]) -> Iterator[tuple[Due, ...]]:
    """A letter each; but a series that moved as one is one piece of news."""
    together: dict[tuple[str, UUID | None], list[Due]] = defaultdict(list)
    for due in apart:
        together[due.kind, due.trajectory_id].append(due)
    return (tuple(dues) for dues in together.values())


def _said(weighed: Weighed, together: tuple[Due, ...], letters: Letters, *, at: datetime) -> Iterator[Claim]:
    claims = {due: _claim(weighed.someone, due, at=at, outcome=Outcome.SENT) for due in together}
    message_id = letters.write(weighed.someone, [(weighed.items[due], claim) for due, claim in claims.items()])
    for claim in claims.values():
        claim.message_id = message_id
        if message_id is None:
            claim.outcome, claim.reason = Outcome.WITHHELD, Reason.NO_WAY
        yield claim


def _claim(someone: Someone, due: Due, *, at: datetime, outcome: str, reason: str = "") -> Claim:
    return Claim(
        practice_id=someone.person.practice_id, person_id=due.person_id, trajectory_id=due.trajectory_id,
        kind=due.kind, counts_as=due.class_, object_id=due.object_id, moment=due.moment, turn=due.turn, at=at,
        outcome=outcome, reason=reason, told=due.told,
    )  # fmt: skip
