"""A lived practice, again and again under other ids: a long history in a short time, made as a practice moves in."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from handrail.cli.measuring.life import FORTNIGHT, Life
from handrail.ledger.carrying import ENTRIES, STREAMS, TEXTS
from handrail.ledger.rebuilding import rebuild
from handrail.lib.clock import now
from handrail.lib.ids import uuid7
from handrail.practice.account import Account
from handrail.practice.joining import add_person, found_practice
from handrail.trajectory.beginning import draft_trajectory, join
from handrail.trajectory.trajectory import Trajectory

CLIENTS, FORTNIGHTS = 20, 20
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def copies() -> Iterator[int]:
    """Each turn makes one more practice. Says how many entries it has."""
    practice_id = _lived()
    records = {table.name: json.dumps(list(table.records(practice_id))) for table in (STREAMS, ENTRIES, TEXTS)}
    accounts = list(Account.objects.filter(people__practice_id=practice_id).values_list("pk", flat=True))
    while True:
        yield _copy(practice_id, records, accounts)


def _lived() -> UUID:
    at = now()
    since = at - (FORTNIGHTS + 2) * FORTNIGHT
    with transaction.atomic():
        email = f"{uuid7()}@copies.example"
        coach = found_practice(at=since, name="Copied", person_name="Mara", email=email, zone="Europe/Amsterdam")
        for number in range(CLIENTS):
            email = f"{uuid7()}@copies.example"
            client = add_person(by=coach, at=since, name=f"Client {number}", email=email, roles=("coachee",))
            drafted = draft_trajectory(by=coach, at=since, coachees=[client], length_months=12)
            join(by=client, at=since, invitation=drafted.invite(client, by=coach, at=since))
            walk = Trajectory.objects.get(pk=drafted.pk)
            until = at - timedelta(minutes=1)
            Life(walk, coach=coach, client=client, until=until, random=Random(number)).live([3] * FORTNIGHTS)
    found: UUID = coach.practice_id
    return found


def _copy(practice_id: UUID, records: dict[str, str], accounts: list[UUID]) -> int:
    others: dict[str, str] = {}

    def other(found: "re.Match[str]") -> str:
        return others.setdefault(found.group(), str(uuid7()))

    read: dict[str, list[dict[str, Any]]] = {name: json.loads(ID.sub(other, text)) for name, text in records.items()}
    new_id = UUID(others[str(practice_id)])
    with transaction.atomic():
        # Addresses are kept apart from what was written of them, and each serves one account.
        Account.objects.bulk_create(
            Account(id=UUID(others[str(each)]), email=f"{others[str(each)]}@copies.example", password="!")
            for each in accounts
        )
        for table in (STREAMS, ENTRIES, TEXTS):
            mine = [table.row(record, new_id) for record in read[table.name]]
            table.write(mine)
        rebuild(new_id)
    return len(read[ENTRIES.name])
