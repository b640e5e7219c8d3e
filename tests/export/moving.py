"""Moving a practice out of the test's database, and into it again when nothing is left there."""

import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from random import Random
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from handrail.export.coming_in import Came, come_in
from handrail.export.out import write_practice
from handrail.ledger.verbs import Verb
from handrail.lib.clock import now
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.draft import Draft
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.session import Session
from tests.ledger.history import World

APPS = ("ledger", "practice", "trajectory", "outbox", "reminders")
# What lies beside the files of this test.
ATTACHED: dict[UUID, bytes] = {}
# Without these nothing much happens.
OFTEN = [
    Verb.TRAJECTORY_DRAFTED, Verb.TRAJECTORY_STARTED, Verb.SESSION_BOOKED, Verb.GOAL_PROPOSED, Verb.ACTION_PROPOSED,
    Verb.NOTE_WRITTEN, Verb.REFLECTION_SAVED,
]  # fmt: skip


# After these there is less to read than before.
ENDINGS = frozenset(
    verb for verb in Verb if verb.split(".")[1] in ("erased", "ended", "ended_early", "left", "completed")
)


def lived(random: Random, *, steps: int, never: Collection[Verb] = ()) -> World:
    """A practice in which anything may have happened."""
    world = World(random)
    verbs = [verb for verb in (*Verb, *OFTEN) if verb not in never]
    for _ in range(steps):
        world.step(random.choice(verbs))
    if random.random() < 0.5:
        IntakeKey.of(world.coach.practice_id)
    if trajectory := world.coach.led.first():
        Draft.keep(world.coach, trajectory=trajectory, place="note:1:shared", text="Half a th", base="", at=world.at)
    if session := Session.objects.filter(practice_id=world.coach.practice_id).first():
        known = {"calendar": "a", "starts_at": world.at, "minutes": 45, "session": session}
        for recurrence in ("20260302T090000Z", "20260309T090000Z"):
            KnownEvent.objects.create(
                practice_id=session.practice_id, coach=world.coach, uid="b", recurrence=recurrence, **known
            )
    return world


def moved_out(practice_id: UUID) -> str:
    file = io.StringIO()
    write_practice(file, practice_id=practice_id, attach=ATTACHED.__setitem__)
    return file.getvalue()


def moved_in(written: str | bytes) -> Came:
    file = io.BytesIO(written.encode() if isinstance(written, str) else written)
    return come_in(file, at=now(), attached=lambda photo_id, length: ATTACHED.get(photo_id)).came


@contextmanager
def an_empty_installation() -> Iterator[None]:
    """The test's database without a row in it; what was there is there again afterwards."""
    with transaction.atomic():
        mark = transaction.savepoint()
        _empty()
        try:
            yield
        finally:
            transaction.savepoint_rollback(mark)


def _empty() -> None:
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.app_label in APPS]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Nothing may be left to check when a table is emptied.
            connection.check_constraints()
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        for _, sql in triggers:
            cursor.execute(sql)
