"""SQLite as Handrail wants it, on a database file of its own, whichever database the other tests run on."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

WORK = """
import os, sys, time
import django
from django.conf import settings
settings.configure(USE_TZ=True, DATABASES={"default": {
    "ENGINE": "handrail.lib.sqlite", "NAME": sys.argv[1], "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
    },
}})
django.setup()
from django.db import connection, transaction
def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
"""
COUNT = """
for _ in range(int(sys.argv[2])):
    with transaction.atomic():
        ((seen,),) = run("SELECT n FROM counter")
        run(f"UPDATE counter SET n = {seen + 1}")
    run("INSERT INTO line VALUES (1)")
"""


def start(database: Path, code: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WORK + code, str(database), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(process: "subprocess.Popen[str]") -> str:
    out, error = process.communicate(timeout=100)
    assert process.returncode == 0, error
    return out.strip()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "rows.sqlite3"
    said(
        start(
            path, "run('CREATE TABLE counter (n)'); run('CREATE TABLE line (n)'); run('INSERT INTO counter VALUES (0)')"
        )
    )
    return path


def test_what_is_recorded_is_on_the_disk(database: Path) -> None:
    assert said(start(database, "print(run('PRAGMA journal_mode'), run('PRAGMA synchronous'))")) == "[('wal',)] [(2,)]"


def test_of_many_writers_that_read_first_none_fails_and_none_is_lost(database: Path) -> None:
    for writer in [start(database, COUNT, "100") for _ in range(3)]:
        said(writer)
    assert (
        said(start(database, "print(run('SELECT n FROM counter'), run('SELECT count(*) FROM line'))"))
        == "[(300,)] [(300,)]"
    )


def test_a_writer_that_dies_in_its_turn_leaves_the_queue(database: Path) -> None:
    holder = start(database, "with transaction.atomic():\n    print('in', flush=True); time.sleep(60)")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "in\n"
    waiting = start(database, COUNT, "1")
    time.sleep(0.5)
    assert waiting.poll() is None
    holder.kill()
    holder.communicate()
    said(waiting)


def test_the_turn_ends_with_the_transaction_however_it_ends(database: Path) -> None:
    code = """
with transaction.atomic():
    print(connection.queue.held)
print(connection.queue.held)
try:
    with transaction.atomic():
        raise KeyError
except KeyError:
    print(connection.queue.held)
try:
    run("INSERT INTO nowhere VALUES (1)")
except Exception:
    print(connection.queue.held)
run("SELECT 1"); print(connection.queue.held)
"""
    assert said(start(database, code)).split() == ["True", "False", "False", "False", "False"]


def test_other_users_of_sqlite3_keep_the_one_they_asked_for(database: Path) -> None:
    assert said(start(database, "import sqlite3; print(sqlite3.__file__.endswith('sqlite3/__init__.py'))")) == "True"
