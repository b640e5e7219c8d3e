"""The drill: people work, a backup is made, everything is destroyed, and comes back."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.commands.conftest import Handrail, until
from tests.commands.people import People

DONE = """
import django; django.setup()
from handrail.trajectory.action import Action
print(*Action.objects.filter(state="done").values_list("pk", flat=True))
"""


def test_what_was_answered_before_the_backup_began_is_there_after_the_restore(
    handrail: Handrail, tmp_path: Path
) -> None:
    server = handrail.serve("bin/handrail", "serve")
    people, backup = People.of(handrail), tmp_path / "handrail.backup"
    with people.at_work():
        assert until(lambda: len(people.done) > 40, seconds=20)
        before = set(people.done)
        kept = handrail("bin/handrail", "backup", str(backup))
        during = len(people.done)
    handrail.end(server)
    assert (kept.returncode, backup.stat().st_mode & 0o777) == (0, 0o600), kept.stderr
    assert len(before) < during, "nobody worked while it was made"

    destroy(handrail)
    restored = handrail("bin/handrail", "restore", str(backup))
    assert (restored.returncode, restored.stdout.split(",")[0]) == (0, kept.stdout.split(",")[0]), restored.stderr
    verified = handrail("bin/handrail", "verify")
    assert verified.stdout == f"{restored.stdout.split(',')[0]}, 0 differences\n"
    there = done(handrail)
    assert before <= there <= set(people.actions)
    handrail.serve("bin/handrail", "serve")
    assert people.is_known(), "who was signed in is so still"


def destroy(handrail: Handrail) -> None:
    shutil.rmtree(handrail.environment["HANDRAIL_DATA"])
    if url := handrail.environment["DATABASE_URL"]:
        name = urlsplit(url).path[1:]
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
            server.execute(f'CREATE DATABASE "{name}"'.encode())


def done(handrail: Handrail) -> set[str]:
    environment = {**handrail.environment, "DJANGO_SETTINGS_MODULE": "handrail.config.settings"}
    run = subprocess.run(
        [sys.executable, "-c", DONE], cwd=handrail.root, env=environment, capture_output=True, text=True, timeout=60
    )
    return set(run.stdout.split())
