"""Real commands in real installations: from the server these tests run on to SQLite, and back."""

import json
from pathlib import Path
from random import Random

import pytest

from handrail.ledger.verbs import Verb
from tests.commands.conftest import Handrail
from tests.export.moving import lived, moved_out

# They lie beside the file, and the demo has none; tests/export moves them.
PHOTOS = (Verb.PHOTO_ADDED, Verb.PHOTO_REMOVED)


@pytest.fixture
def on_sqlite(new_handrail: Handrail, tmp_path: Path) -> Handrail:
    """The same program on rows of its own."""
    there = {**new_handrail.environment, "HANDRAIL_DATA": str(tmp_path / "sqlite"), "DATABASE_URL": ""}
    return Handrail(new_handrail.root, there)


def test_the_demo_moves_from_sqlite_to_the_byte(on_sqlite: Handrail, new_handrail: Handrail, tmp_path: Path) -> None:
    assert on_sqlite("bin/handrail", "demo").returncode == 0
    left = exported(on_sqlite, tmp_path / "first")
    assert moves(new_handrail, tmp_path / "first", tmp_path / "second") == left
    unchanged = on_sqlite("bin/handrail", "import", str(tmp_path / "second" / "handrail.json"))
    assert unchanged.returncode == 0, unchanged.stderr
    entries = len(json.loads(left)["entries"])
    assert unchanged.stdout.startswith(f"0 created, 0 updated, {entries} unchanged")


@pytest.mark.django_db
def test_a_life_nobody_thought_of_moves_to_sqlite_to_the_byte(on_sqlite: Handrail, tmp_path: Path) -> None:
    practice_id = lived(Random(22), steps=500, never=PHOTOS).coach.practice_id
    left = moved_out(practice_id)
    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "handrail.json").write_text(left, encoding="utf-8")
    assert moves(on_sqlite, tmp_path / "first", tmp_path / "second") == left.encode()


def moves(into: Handrail, file: Path, out: Path) -> bytes:
    """In, proved, and out again."""
    taken_in = into("bin/handrail", "import", str(file / "handrail.json"))
    assert taken_in.returncode == 0, taken_in.stderr
    assert "Switch the old installation off" in taken_in.stderr
    verified = into("bin/handrail", "verify")
    assert verified.stdout.endswith(" entries, 0 differences\n"), verified.stdout
    return exported(into, out)


def exported(handrail: Handrail, folder: Path) -> bytes:
    written = handrail("bin/handrail", "export", str(folder))
    assert written.returncode == 0, written.stderr
    return (folder / "handrail.json").read_bytes()
