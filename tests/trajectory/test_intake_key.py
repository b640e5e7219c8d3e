"""The memory of files that were taken in: a practice's own, and none the shorter for an update."""

import importlib

from django.apps import apps
from django.db import connection
from django.test import override_settings
from django.utils.crypto import salted_hmac

from handrail.ledger.receipt import Receipt
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.taking_line import Outcome
from tests.cast import NextDoor
from tests.trajectory.test_taking_in import JONAS, bring

SAID = "line\0jonas@post.example\0Sleep"


def test_each_practice_has_a_key_of_its_own_and_keeps_it(mara: Person, next_door: NextDoor) -> None:
    key = IntakeKey.of(mara.practice_id)
    assert IntakeKey.of(mara.practice_id).key == key.key
    assert key.seal(SAID) != IntakeKey.of(next_door.coach.practice_id).seal(SAID)
    assert key.seal(SAID) == key.seal(SAID)


def test_a_practice_that_took_files_in_before_there_were_keys_knows_them_still(
    mara: Person, next_door: NextDoor
) -> None:
    before = salted_hmac("handrail.intake", SAID, algorithm="sha256").hexdigest()
    Receipt(practice_id=mara.practice_id, person_id=mara.pk, key=f"file {before[:56]}", made_at=now()).take()
    migration = importlib.import_module("handrail.trajectory.migrations.0003_memory_of_files")
    migration.go_on(apps, connection.schema_editor())
    assert IntakeKey.of(mara.practice_id).seal(SAID) == before
    assert not IntakeKey.objects.filter(practice_id=next_door.coach.practice_id).exists()


def test_a_file_is_known_again_by_an_installation_with_another_secret(mara: Person) -> None:
    bring(JONAS, by=mara)
    with override_settings(SECRET_KEY="of another house"):
        assert bring(JONAS, by=mara) == [Outcome.UNCHANGED] * 4
