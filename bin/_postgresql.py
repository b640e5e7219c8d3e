"""A private PostgreSQL: its data in a folder of its own, reached over a socket in that folder, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bin._debian import install

# Nothing of this outlives the tests, so nothing has to reach the disk.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")
PATIENCE = 30


@contextmanager
def postgresql() -> Iterator[tuple[str, str]]:
    """Its DATABASE_URL; or nothing, and why there is none."""
    binaries = _binaries()
    why = "" if binaries else install("postgresql")
    binaries = binaries or _binaries()
    if binaries is None:
        yield "", why or "its package was installed, but initdb is nowhere"
        return
    with tempfile.TemporaryDirectory(prefix="handrail-pg-") as place:
        folder = Path(place)
        user = _owner(folder)
        made = subprocess.run(
            [binaries / "initdb", "-D", folder / "data", "-U", "handrail", "-A", "trust", "-E", "UTF8", "--no-locale"],
            user=user, cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if made.returncode:
            yield "", f"initdb failed: {made.stderr.strip()[-300:]}"
            return
        with _server(binaries, folder, user):
            yield f"postgresql:///postgres?host={folder}&user=handrail", ""


def _binaries() -> Path | None:
    """On the PATH, or where Debian keeps them (newest first)."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: -float(each.parent.name))
    return next((each for each in places if (each / "initdb").exists() and (each / "postgres").exists()), None)


def _owner(folder: Path) -> int | None:
    """PostgreSQL refuses to run as root: then its folder goes to another user, and so does the server."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return user.pw_uid
    return None


@contextmanager
def _server(binaries: Path, folder: Path, user: int | None) -> Iterator[None]:
    settings = [part for setting in HASTY for part in ("-c", setting)]
    with open(folder / "log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", "-k", folder, *settings],
            user=user, cwd=folder, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _await(binaries, folder, server)
        yield
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _await(binaries: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if not subprocess.run([binaries / "pg_isready", "-q", "-h", folder], check=False).returncode:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()[-2000:]}")
