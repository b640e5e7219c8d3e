"""`verify` names every row and column that somebody changed behind the ledger's back, and no text."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby, zip_longest
from operator import itemgetter
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from handrail.ledger.covered import Covered, covered_models
from handrail.ledger.verbs import Verb
from handrail.ledger.verify import verify_all
from handrail.lib.ids import uuid7
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from tests.ledger.history import World

STORY = [
    Verb.PERSON_ADDED, Verb.TRAJECTORY_DRAFTED, Verb.TRAJECTORY_INVITED, Verb.INVITATION_ACCEPTED,
    Verb.TRAJECTORY_STARTED, Verb.VISION_WRITTEN, Verb.GOAL_PROPOSED, Verb.GOAL_CONFIRMED, Verb.GOAL_REVIEWED,
    Verb.MILESTONE_ADDED, Verb.WEEKLY_GOAL_PROPOSED, Verb.SESSION_BOOKED, Verb.NOTE_WRITTEN, Verb.ACTION_PROPOSED,
    Verb.ACTION_POSTPONED, Verb.ACTION_REPLACED, Verb.EXERCISE_GIVEN, Verb.PROMPT_ASKED, Verb.REFLECTION_SUBMITTED,
    Verb.WIN_ADDED, Verb.MIDPOINT_HELD, Verb.DOMAIN_ADDED, Verb.STAGE_ENTERED, Verb.HABIT_ADDED, Verb.TICK_PUT,
    Verb.CHECK_IN_SUBMITTED, Verb.MEASURE_ADDED, Verb.MEASURE_RECORDED, Verb.LAPSE_NOTED, Verb.TRAJECTORY_PAUSED,
    Verb.TRAJECTORY_RESUMED, Verb.REMINDERS_CHOSEN, Verb.REMINDERS_HELD, Verb.PHOTO_ADDED,
    Verb.METHOD_WRITTEN, Verb.BRAINSTORM_BEGUN, Verb.IDEA_ADDED,
    Verb.SCALE_ANSWERED, Verb.AGENDA_ARRANGED, Verb.EXPLORATION_WRITTEN, Verb.COPING_PLAN_MADE,
    Verb.SESSION_PREPARED, Verb.FACT_KEPT, Verb.SUMMARY_SENT, Verb.FEEDBACK_GIVEN, Verb.INTENTION_KEPT,
    Verb.IMPRESSION_KEPT,
    Verb.ATTENDANCE_NOTED, Verb.GUEST_BROUGHT, Verb.SENTENCE_SAID, Verb.OUTREACH_SENT, Verb.SIGNAL_SEEN,
]  # fmt: skip


@pytest.mark.django_db
def test_each_column_of_each_covered_table_is_watched() -> None:
    _tell_a_story()
    assert list(verify_all()) == []
    rows = {table: model._base_manager.order_by("pk").first() for table, model in covered_models().items()}
    columns = [
        (table, row, field)
        for table, row in rows.items()
        if row is not None
        for field in row._meta.concrete_fields
        if not field.primary_key
    ]
    # One column of every table at a time: verify reads everything, and there are hundreds of columns.
    for several in zip_longest(*(list(each) for _table, each in groupby(columns, key=itemgetter(0)))):
        assert _unnoticed([one for one in several if one]) == []


@pytest.mark.django_db
def test_a_row_that_was_taken_away_or_smuggled_in_is_named(walk: Trajectory, jonas: Person) -> None:
    participant = walk.participants.get()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM trajectory_participant")
    assert [d.row_id for d in verify_all()] == [participant.pk]
    participant.pk = uuid7()
    models.Model.save(participant, force_insert=True)
    assert participant.pk in {d.row_id for d in verify_all()}


def _tell_a_story() -> None:
    world = World(Random(1))
    rounds = 0
    while rounds < 5 or not all(model._base_manager.exists() for model in covered_models().values()):
        for verb in STORY:
            world.step(verb)
        rounds += 1
        assert rounds < 50, "something is never made"


class _PutBack(Exception):
    pass


def _unnoticed(several: list[tuple[str, Covered, models.Field[Any, Any]]]) -> list[str]:
    """Change one column of one row in each of these tables by SQL: of which does verify not name the row, and the
    database refuse nothing? Then all is put back."""
    unnoticed: list[str] = []
    with suppress(_PutBack), transaction.atomic():
        changed = [one for one in several if _was_changed(one[1], one[2])]
        found = list(verify_all())
        assert not any("secret" in str(difference) for difference in found)
        named = {(difference.table, difference.row_id) for difference in found}
        unnoticed = [f"{table}.{field.column}" for table, row, field in changed if (table, row.pk) not in named]
        raise _PutBack
    return unnoticed


def _was_changed(row: Covered, field: models.Field[Any, Any]) -> bool:
    try:
        with transaction.atomic():
            _tamper(row, field)
    except IntegrityError:
        return False
    return True


def _tamper(row: Covered, field: models.Field[Any, Any]) -> None:
    quote = connection.ops.quote_name
    value = field.get_db_prep_save(_other(field, getattr(row, field.attname)), connection)
    key = row._meta.pk.get_db_prep_save(row.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {quote(row._meta.db_table)} SET {quote(str(field.column))} = %s WHERE id = %s", [value, key]
        )


def _other(field: models.Field[Any, Any], value: Any) -> Any:
    """A value of the column's kind that is not this one."""
    if field.is_relation or isinstance(field, models.UUIDField):
        return uuid7()
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField):
        return (value or datetime(2026, 3, 2, tzinfo=UTC)) + timedelta(seconds=1)
    if isinstance(field, models.DateField):
        return (value or date(2026, 3, 2)) + timedelta(days=1)
    if isinstance(field, models.TimeField):
        return time(4, 5) if value != time(4, 5) else time(4, 6)
    if isinstance(field, models.DecimalField):
        return Decimal(0) if value is None else value + 1
    if isinstance(field, models.IntegerField):
        return 0 if value is None else value + 1
    if field.choices:
        return next(choice for choice, _ in field.flatchoices if choice != value)
    return f"{value} secret"[-(field.max_length or 1_000) :]
