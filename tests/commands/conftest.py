"""Real processes: a copy of the checkout, and a database of their own on whichever server the tests run on."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ("bin", "handrail", "requirements.txt", "requirements-test.txt", "pyproject.toml")
# Generous: other tests run at the same time. What has to be quick says so itself.
PATIENCE = 60


@dataclass
class Handrail:
    """A checkout, and the environment its commands run in."""

    root: Path
    environment: dict[str, str]
    running: list["subprocess.Popen[str]"] = field(default_factory=list)

    def __call__(
        self, *command: str, cwd: Path | None = None, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.root / command[0], *command[1:]], env={**self.environment, **environment}, cwd=cwd or self.root,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=100,
        )  # fmt: skip

    def start(self, *command: str, **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [self.root / command[0], *command[1:]], env={**self.environment, **environment}, cwd=self.root,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        self.running.append(process)
        return process

    def serve(self, *command: str) -> "subprocess.Popen[str]":
        """Start, and wait for the first page."""
        process = self.start(*(command or ("bin/run", "--empty")))
        assert self.comes_up(process), self.end(process)
        return process

    def comes_up(self, process: "subprocess.Popen[str]") -> bool:
        return until(lambda: self.answers() or process.poll() is not None, seconds=PATIENCE) and process.poll() is None

    def answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.environment['PORT']}/", timeout=5) as page:
                return int(page.status) in (200, 302)
        except (URLError, OSError):
            return False

    @staticmethod
    def end(process: "subprocess.Popen[str]") -> tuple[str, str]:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.communicate()


def until(holds: Callable[[], object], *, seconds: float) -> bool:
    """Wait until it holds, `seconds` at most; say whether it does."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def tree(session: int) -> list[int]:
    """The live processes of a session, which is what `start` makes of each command."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            state, _, _, its_session = (entry / "stat").read_text().rpartition(") ")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append(int(entry.name))
    return sorted(found)


def worked(session: int) -> float:
    """Seconds of processor time that the processes of a session have used, their ended children's included."""
    stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split() for pid in tree(session)]
    return sum(int(ticks) for stat in stats for ticks in stat[11:15]) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def ship(root: Path) -> Path:
    """A copy of what is shipped, without an environment."""
    root.mkdir()
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    return root


def installed(root: Path, *, data: Path, database: str) -> Handrail:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    ours = {"HANDRAIL_DATA": str(data), "PORT": str(free_port()), "DATABASE_URL": database}
    return Handrail(root, {**kept, **ours})


@contextmanager
def database(*, like: str = "") -> Iterator[str]:
    """On PostgreSQL a database of its own, dropped afterwards. On SQLite nothing: the data folder has its own."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield ""
        return
    name = f"commands_{uuid4().hex}"
    template = urlsplit(like).path[1:] or "template1"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return ship(tmp_path / "checkout")


@pytest.fixture(scope="session")
def with_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that has its environment: the one these tests run in. Nothing that runs writes into it."""
    root = ship(tmp_path_factory.mktemp("shipped") / "checkout")
    (root / ".venv").symlink_to(sys.prefix)
    return root


@pytest.fixture
def new_handrail(with_environment: Path, tmp_path: Path) -> Iterator[Handrail]:
    """Installed, never started."""
    with database() as url:
        yield from _while_it_runs(installed(with_environment, data=tmp_path / "var", database=url))


@pytest.fixture
def handrail(started: Handrail, with_environment: Path, tmp_path: Path) -> Iterator[Handrail]:
    """Started before; nobody has used it yet."""
    shutil.copytree(started.environment["HANDRAIL_DATA"], tmp_path / "var")
    with database(like=started.environment["DATABASE_URL"]) as url:
        yield from _while_it_runs(installed(with_environment, data=tmp_path / "var", database=url))


def _while_it_runs(handrail: Handrail) -> Iterator[Handrail]:
    yield handrail
    for process in handrail.running:
        handrail.end(process)


@pytest.fixture(scope="session")
def started(with_environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handrail]:
    """The one whose data the others begin with: preparing a database takes some seconds each time."""
    with database() as url:
        handrail = installed(with_environment, data=tmp_path_factory.mktemp("started") / "var", database=url)
        handrail.end(handrail.serve("bin/handrail", "serve"))
        yield handrail
