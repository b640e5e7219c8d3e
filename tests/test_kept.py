"""Databases of earlier days: each issue leaves one, and every later release has to read it.

Made at the end of the issue by `bin/handrail demo` in an empty folder; the sessions of browsers taken out."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

KEPT = sorted((Path(__file__).parent / "kept").glob("*.sqlite3.gz"))
ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name.split(".")[0])
def test_a_database_of_that_day_is_brought_here_and_its_history_still_gives_its_rows(
    kept: Path, tmp_path: Path
) -> None:
    (tmp_path / "handrail.sqlite3").write_bytes(gzip.decompress(kept.read_bytes()))
    environment = {**os.environ, "HANDRAIL_DATA": str(tmp_path), "DATABASE_URL": "", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "handrail", "verify"]
    verified = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    entries, _, rest = verified.stdout.strip().partition(" ")
    assert int(entries) > 300
    assert rest == "entries, 0 differences"
