"""Databases and files of earlier days: each issue leaves one, and every later release has to read it.

Made at the end of the issue by `bin/handrail demo` in an empty folder; the sessions of browsers taken out. Of each
version of the format of docs/export.md, the demo as `bin/handrail export` wrote it."""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

KEPT = sorted((Path(__file__).parent / "kept").glob("*.sqlite3.gz"))
MOVED = sorted((Path(__file__).parent / "kept").glob("*.handrail.json.gz"))
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def an_empty_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("empty")
    assert run(data, "verify").returncode == 0
    return data


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name.split(".")[0])
def test_a_database_of_that_day_is_brought_here_and_its_history_still_gives_its_rows(
    kept: Path, tmp_path: Path, an_empty_one: Path
) -> None:
    """An empty one begins in a few steps of its own (docs/decisions/beginning.md), and comes out the same."""
    (tmp_path / "handrail.sqlite3").write_bytes(gzip.decompress(kept.read_bytes()))
    assert verified(tmp_path) > 300
    assert tables(tmp_path) == tables(an_empty_one)


@pytest.mark.parametrize("kept", MOVED, ids=lambda path: path.name.split(".")[0])
def test_a_practice_that_left_in_that_version_still_moves_in(kept: Path, tmp_path: Path, an_empty_one: Path) -> None:
    shutil.copytree(an_empty_one, tmp_path / "var")
    file = tmp_path / "handrail.json"
    file.write_bytes(gzip.decompress(kept.read_bytes()))
    taken_in = run(tmp_path / "var", "import", str(file))
    assert taken_in.returncode == 0, taken_in.stdout + taken_in.stderr
    assert verified(tmp_path / "var") > 300


def verified(data: Path) -> int:
    """How many entries there are, all of them proved."""
    proof = run(data, "verify")
    assert proof.returncode == 0, proof.stdout + proof.stderr
    entries, _, rest = proof.stdout.strip().partition(" ")
    assert rest == "entries, 0 differences"
    return int(entries)


def tables(data: Path) -> list[tuple[str, ...]]:
    """What the database says of its columns, constraints, indexes and triggers. Columns may stand in any order."""
    with closing(sqlite3.connect(data / "handrail.sqlite3")) as there:
        made = there.execute("SELECT type, name, sql FROM sqlite_master WHERE sql > '' AND name NOT LIKE 'sqlite%'")
        return sorted((kind, name, *sorted(sql.removesuffix(")").split(", "))) for kind, name, sql in made)


def run(data: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "HANDRAIL_DATA": str(data), "DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    whole = [sys.executable, "-m", "handrail", *command]
    return subprocess.run(whole, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
