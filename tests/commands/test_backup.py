"""bin/handrail backup and restore: nothing is touched before it is proved, and nothing is lost on the way."""

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from handrail.cli import in_use
from handrail.cli.keeping.clients import Clients, environment
from handrail.cli.keeping.manifest import Manifest, NotABackup
from handrail.cli.keeping.package import opened
from handrail.cli.keeping.swap import finish, is_cut_short, stage, swap
from handrail.cli.mend import Mend
from handrail.lib.database_url import postgresql
from handrail.lib.sqlite.library import newest
from tests.commands.conftest import ROOT, Handrail, until

# Of those that are kept the latest but the present; that each of them is brought here, tests/test_kept.py sees.
KEPT = ROOT / "tests" / "kept" / "fourth-issue.sqlite3.gz"


@pytest.fixture(scope="session")
def made_once(started: Handrail, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a practice that has just begun."""
    file = tmp_path_factory.mktemp("backup") / "handrail.backup"
    run = started("bin/handrail", "backup", str(file))
    assert run.returncode == 0, run.stderr
    return file


@pytest.fixture
def backup(made_once: Path, tmp_path: Path) -> Path:
    """In a folder of its own, to be done with as one likes."""
    file = tmp_path / "handrail.backup"
    shutil.copy2(made_once, file)
    return file


def data(handrail: Handrail) -> Path:
    return Path(handrail.environment["HANDRAIL_DATA"])


def restore(handrail: Handrail, file: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    return handrail("bin/handrail", "restore", str(file), *more)


def rewritten(file: Path, change: Callable[[Any], object]) -> None:
    """Give a backup another manifest."""
    with zipfile.ZipFile(file) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(contents["manifest.json"])
    change(manifest)
    contents["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in contents.items():
            package.writestr(name, content)


def damaged(whole: bytes) -> Iterator[bytes]:
    chance = random.Random(3)
    yield b""
    yield b"people,goals\n"
    yield chance.randbytes(5000)
    yield from (whole[: len(whole) * part // 50] for part in range(50))
    for _ in range(50):
        place = chance.randrange(len(whole))
        yield whole[:place] + chance.randbytes(20) + whole[place + 20 :]


def test_any_other_file_is_told_from_a_whole_backup(backup: Path) -> None:
    whole, sound = backup.read_bytes(), 0
    for content in damaged(whole):
        backup.write_bytes(content)
        try:
            with opened(backup) as package:
                package.check()
                sound += 1
        except NotABackup:
            continue
    # Some bytes of a zip say nothing: the time of a file, say.
    assert sound < 5


@pytest.mark.parametrize(
    "told",
    [b"[]", b"7", b"{", b"\xff", b"[" * 100_000, b'{"format": "handrail-backup"}',
     b'{"format": "handrail-backup", "version": 1, "database": "sqlite", "made_at": "", "facts": [], "contents": 7}'],
    ids=range(7),
)  # fmt: skip
def test_a_manifest_of_any_other_shape_is_refused(told: bytes) -> None:
    with pytest.raises(NotABackup):
        Manifest.read(told)


def test_what_does_not_fit_here_is_refused_in_one_sentence_and_nothing_is_touched(
    handrail: Handrail, backup: Path, tmp_path: Path
) -> None:
    before = handrail("bin/handrail", "verify").stdout
    key = (data(handrail) / "secret-key").read_bytes()
    entries = "is not whole" if handrail.environment["DATABASE_URL"] else "7 were counted"
    for what, change in {
        "newer Handrail": lambda manifest: manifest["facts"]["migrations"].append("practice.9999_later"),
        "bin/handrail export": lambda manifest: manifest.update(database="another"),
        "not those of a backup": lambda manifest: manifest["contents"].update({"../x": {"bytes": 1, "sha256": ""}}),
        entries: lambda manifest: manifest["facts"].update(entries=7),
    }.items():
        wrong = tmp_path / "wrong"
        shutil.copy(backup, wrong)
        rewritten(wrong, change)
        refused = restore(handrail, wrong, "--overwrite")
        lines = [line for line in refused.stderr.splitlines() if not line.startswith("Checking")]
        assert (refused.returncode in (2, 3), refused.stdout, len(lines)) == (True, "", 1), refused.stderr
        assert what in lines[0]
    assert handrail("bin/handrail", "verify").stdout == before
    assert (data(handrail) / "secret-key").read_bytes() == key


def test_what_is_here_is_replaced_only_when_that_was_said(handrail: Handrail, backup: Path) -> None:
    refused = restore(handrail, backup)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "--overwrite" in refused.stderr
    assert restore(handrail, backup, "--overwrite").returncode == 0
    aside = [each.name for each in data(handrail).glob("replaced-*/*")]
    assert ("handrail.sqlite3" in aside) is not bool(handrail.environment["DATABASE_URL"])


def test_nothing_is_restored_under_a_running_server_and_nothing_runs_under_a_restore(
    handrail: Handrail, backup: Path, tmp_path: Path
) -> None:
    worker = handrail.start("bin/handrail", "work")
    assert until(lambda: holds(worker.pid, in_use.LOCK), seconds=20)
    refused = restore(handrail, backup, "--overwrite")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "end `serve`, `work`" in refused.stderr
    handrail.end(worker)
    with in_use.alone(data(handrail)):
        meanwhile = handrail("bin/handrail", "verify")
    assert (meanwhile.returncode, meanwhile.stdout) == (3, "")
    assert "under way" in meanwhile.stderr
    with somebody_else_at_work(handrail, tmp_path):
        refused = restore(handrail, backup, "--overwrite")
        assert (refused.returncode, refused.stdout) == (3, "")
        assert "end" in refused.stderr
    assert restore(handrail, backup, "--overwrite").returncode == 0


def holds(pid: int, name: str) -> bool:
    with suppress(OSError):
        return any(os.readlink(each).endswith(name) for each in Path(f"/proc/{pid}/fd").iterdir())
    return False


@contextmanager
def somebody_else_at_work(handrail: Handrail, elsewhere: Path) -> Iterator[None]:
    """Whoever knows nothing of the lock: another machine on the same server, or a shell on the same file."""
    if url := handrail.environment["DATABASE_URL"]:
        there = postgresql(url)
        with psycopg.connect(
            dbname=there["NAME"],
            user=there["USER"],
            host=there["HOST"],
            application_name="handrail",
            **there["OPTIONS"],
        ):
            yield
    else:
        shell = newest().connect(data(handrail) / "handrail.sqlite3")
        shell.execute("SELECT count(*) FROM django_migrations").fetchone()
        yield
        shell.close()


def test_a_backup_may_replace_a_backup_and_nothing_else(handrail: Handrail, backup: Path, tmp_path: Path) -> None:
    assert handrail("bin/handrail", "backup", str(backup)).returncode == 0
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ann,")
    refused = handrail("bin/handrail", "backup", str(letter))
    assert (refused.returncode, letter.read_text()) == (3, "Dear Ann,")
    assert handrail("bin/handrail", "backup", str(tmp_path)).returncode == 3
    assert handrail("bin/handrail", "backup", str(tmp_path / "no" / "folder")).returncode == 3
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_what_is_no_file_is_not_renamed_away(handrail: Handrail, tmp_path: Path) -> None:
    """`backup /dev/null`, said by root, took it away from the whole machine."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    for name in ("pipe", "nowhere"):
        refused = handrail("bin/handrail", "backup", str(tmp_path / name))
        assert refused.returncode == 3
        assert "is no file" in refused.stderr
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "nowhere").is_symlink()


def test_a_draft_is_not_written_through_a_link(handrail: Handrail, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Ann,")
    (tmp_path / ".monday.handrail-partial").symlink_to(letter)
    assert handrail("bin/handrail", "backup", str(tmp_path / "monday")).returncode == 3
    assert letter.read_text() == "Dear Ann,"


def test_a_backup_killed_half_way_leaves_the_earlier_one_and_the_next_one_works(
    handrail: Handrail, backup: Path
) -> None:
    whole = backup.read_bytes()
    for half in (
        backup.with_name(".handrail.backup.handrail-copy"),
        backup.with_name(".handrail.backup.handrail-partial"),
    ):
        process = handrail.start("bin/handrail", "backup", str(backup))
        killed_at(process, half.parent, half.name)
        assert backup.read_bytes() == whole or zipfile.ZipFile(backup).testzip() is None
    assert handrail("bin/handrail", "backup", str(backup)).returncode == 0
    assert sorted(each.name for each in backup.parent.glob("handrail.backup*")) == ["handrail.backup"]
    assert restore(handrail, backup, "--overwrite").returncode == 0


def test_a_restore_killed_half_way_loses_nothing(handrail: Handrail, backup: Path) -> None:
    before = handrail("bin/handrail", "verify").stdout
    staged = data(handrail) / "restoring"
    for name in ("secret-key", "handrail.*", "handrail.sqlite3-*"):
        process = handrail.start("bin/handrail", "restore", str(backup), "--overwrite")
        killed_at(process, staged, name)
        if handrail("bin/handrail", "verify").returncode:
            assert restore(handrail, backup, "--overwrite").returncode == 0
        assert handrail("bin/handrail", "verify").stdout == before


def killed_at(process: "subprocess.Popen[str]", folder: Path, name: str) -> None:
    """Kill it as soon as there is something of that name, and it alone: what it started has to notice. Too late is
    an end as well."""
    while process.poll() is None and not has_something(folder, name):
        time.sleep(0.002)
    process.kill()
    process.wait()


def has_something(folder: Path, name: str) -> bool:
    try:
        return any(each.stat().st_size for each in folder.glob(name))
    except FileNotFoundError:
        return False  # It went while it was looked at: a journal of SQLite's comes and goes.


def test_a_backup_of_an_earlier_release_is_brought_to_this_one(new_handrail: Handrail, tmp_path: Path) -> None:
    if new_handrail.environment["DATABASE_URL"]:
        new_handrail.environment["DATABASE_URL"] = ""
    folder, backup = data(new_handrail), tmp_path / "old.backup"
    folder.mkdir()
    (folder / "handrail.sqlite3").write_bytes(gzip.decompress(KEPT.read_bytes()))
    entries = new_handrail("bin/handrail", "backup", str(backup)).stdout.split(",")[0]
    shutil.rmtree(folder)
    run = restore(new_handrail, backup)
    assert run.returncode == 0, run.stderr
    verified = new_handrail("bin/handrail", "verify")
    assert verified.stdout == f"{entries}, 0 differences\n"
    assert "Preparing" not in verified.stderr


OLD = {"handrail.sqlite3": "old rows", "handrail.sqlite3-wal": "old log", "secret-key": "old key"}
NEW = {"handrail.sqlite3": "new rows", "secret-key": "new key"}


def test_a_swap_stopped_after_any_of_its_steps_is_finished_by_the_next(tmp_path: Path) -> None:
    steps = [swapped_until(tmp_path / f"stopped-{step}", step) for step in range(40)]
    assert steps[0] is False
    assert steps[-1] is True


def swapped_until(folder: Path, step: int) -> bool:
    """Swap in a process that falls dead at this step; then look, finish, and look again."""
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_text(content)
    staged = stage(folder)
    for name, content in NEW.items():
        (staged / name).write_text(content)
    finished = fell_at(step, lambda: swap(staged, folder, also=["handrail.sqlite3-wal"]))
    assert (folder / "secret-key").exists()
    if is_cut_short(folder):
        with pytest.raises(Mend, match="cut short"):
            in_use.hold(folder)
        finish(folder)
    here = {each.name: each.read_text() for each in folder.iterdir() if each.is_file() and each.name != in_use.LOCK}
    aside = {each.name: each.read_text() for each in folder.glob("replaced-*/*")}
    assert (here, aside) == (NEW, OLD) or ((here, aside) == (OLD, {}) and not finished)
    return finished


def fell_at(step: int, act: Callable[[], object]) -> bool:
    """Whether a child of ours came to the end of it before it died at its so-manieth call of the system."""
    child = os.fork()
    if not child:
        seen = 0

        def watch(event: str, arguments: object) -> None:
            nonlocal seen
            if event in ("os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "open"):
                seen += 1
                if seen > step:
                    os._exit(9)

        sys.addaudithook(watch)
        act()
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def test_a_password_stands_in_the_environment_of_the_clients_alone() -> None:
    told = environment({"password": "s3cret", "host": "db.example", "dbname": "handrail", "sslmode": "require"})
    assert {name: told[name] for name in ("PGPASSWORD", "PGHOST", "PGDATABASE", "PGSSLMODE")} == {
        "PGPASSWORD": "s3cret", "PGHOST": "db.example", "PGDATABASE": "handrail", "PGSSLMODE": "require",
    }  # fmt: skip


def test_clients_older_than_the_server_are_refused_with_what_to_install() -> None:
    with pytest.raises(Mend, match="install postgresql-client-99"):
        Clients.at_least(99)
