"""The ledger is written once: no UPDATE, no DELETE, whoever tries, on either database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from handrail.ledger.covered import OutsideAVerb
from handrail.ledger.entry import Entry, Text
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action

ATTEMPTS = [
    "UPDATE ledger_entry SET verb = 'action.declined'",
    "UPDATE ledger_entry SET recorded_at = '2020-01-01'",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_text",
    "UPDATE ledger_text SET content = 'other words'",
    "UPDATE ledger_text SET seq = 1, content = NULL WHERE seq > 1",
    "DELETE FROM ledger_alsochanged",
]


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_a_hurried_hand_in_a_shell_is_stopped(call_ann: Action, jonas: Person, statement: str) -> None:
    call_ann.replace(by=jonas, at=now(), text="Find Ann’s number", due_on=call_ann.due_on)
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_words_can_be_emptied_and_nothing_else(call_ann: Action) -> None:
    Text.objects.filter(row_id=call_ann.pk).update(content=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Text.objects.filter(row_id=call_ann.pk).update(content="back again")


def test_rows_change_only_through_verbs(call_ann: Action) -> None:
    call_ann.state = "done"
    attempts: list[Callable[[], Any]] = [
        call_ann.save,
        call_ann.delete,
        Action.objects.all().delete,
        lambda: Action.objects.update(state="done"),
        lambda: Action.objects.create(text="x"),
        lambda: Action.objects.bulk_create([Action(text="x")]),
        lambda: Action.objects.bulk_update([call_ann], ["state"]),
    ]
    for attempt in attempts:
        with pytest.raises(OutsideAVerb):
            attempt()
    assert Entry.objects.filter(subject_id=call_ann.pk).count() == 1
