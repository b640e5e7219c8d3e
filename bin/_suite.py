"""What bin/test runs. Everything runs even where something failed before it; the last lines say how it went."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from bin import _dovecot
from bin._chromium import chromium
from bin._postgresql import postgresql

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LINTERS = (
    (str(BIN / "ruff"), "check", "."),
    (str(BIN / "ruff"), "format", "--check", "."),
    (str(BIN / "mypy"),),
    (str(BIN / "lint-imports"),),
    (sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"),
)
# What has nothing to do with the database is asked once. So are the processes: how they start, end, are killed and
# examined is the same on both; what they carry (backup, drill, moving house) is asked on both.
ASK_NO_DATABASE = (
    "tests/test_house.py",
    "tests/test_words.py",
    "tests/test_kept.py",
    *(f"tests/commands/test_{what}.py" for what in ("from_nothing", "bench", "run", "demo", "doctor", "command")),
)
# What stands on a page is the same on both. That each page opens for whom it may, and for nobody else, tests/web asks
# on both (test_doors.py walks them all); so is a whole journey, in a browser.
PAGES = tuple(f"tests/web/{side}" for side in ("coach", "coachee", "history", "manager", "public", "rhythm"))
PYTEST = (sys.executable, "-m", "pytest", "-q")
# A third of a run is waiting for other processes: with one worker more than there are processors nobody is idle. And
# whoever is done takes from the others: one test takes a thousand times as long as another.
AS_MANY = ("-n", str((os.cpu_count() or 1) + 1))
WORKERS = (*AS_MANY, "--dist", "worksteal")
# Journeys are few and long: the longest begin first (tests/journeys/conftest.py), the others are given out one by one.
ONE_BY_ONE = (*AS_MANY, "--dist", "load", "--maxschedchunk", "1")


@dataclass
class Outcome:
    """How one run of tests went. `why` says why there was none."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    why: str = ""

    def __add__(self, more: "Outcome") -> "Outcome":
        counts = (self.passed + more.passed, self.failed + more.failed, self.skipped + more.skipped)
        return Outcome(self.name, *counts)

    def __str__(self) -> str:
        return f"{self.name}: {self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main(fast: bool) -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="handrail-test-") as place:
        folder = Path(place)
        environment = {"HANDRAIL_DATA": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "handrail.config.settings"}
        # Some forty processes read the same files: compiled once, whatever this machine says of that.
        environment["PYTHONDONTWRITEBYTECODE"] = ""
        run((sys.executable, "-m", "compileall", "-q", "handrail", "bin"), environment)
        # Its tests are among the others, and skip where there is none.
        no_mailbox = _dovecot.missing()
        # A linter keeps one processor busy, and most of them look at everything: they do so beside the first tests.
        with ThreadPoolExecutor(1) as beside:
            linting = beside.submit(lint, folder, environment)
            outcomes = [on_sqlite(folder, environment)]
            broken = linting.result()
        if no_mailbox:
            outcomes.append(Outcome("mailbox", why=no_mailbox))
        if not fast:
            outcomes += on_postgresql_and_in_browser(folder, environment)
    for linter in broken:
        say(f"NOT CLEAN: {Path(linter).name}")
    for outcome in outcomes:
        if outcome.why:
            say(f"!!! {outcome.name} WAS LEFT OUT: {outcome.why} !!!")
    say(f"{time.monotonic() - started:.0f} seconds in all")
    for outcome in outcomes:
        say(str(outcome))
    # Whoever runs this by hand may lack a browser; a machine that judges for others may not.
    left_out = os.environ.get("CI") and any(outcome.why for outcome in outcomes)
    return 1 if broken or left_out or any(outcome.failed for outcome in outcomes) else 0


def lint(folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Which of them found something."""
    return [" ".join(linter) for linter in LINTERS if not run(linter, environment, told=folder / "linter.txt")]


def on_sqlite(folder: Path, environment: Mapping[str, str]) -> Outcome:
    return pytest("sqlite", folder, environment, *WORKERS, "--ignore=tests/journeys")


def on_postgresql_and_in_browser(folder: Path, environment: Mapping[str, str]) -> list[Outcome]:
    with postgresql() as (url, why):
        if not url:
            return [Outcome("postgresql", why=why), in_browser(folder, environment)]
        there = {**environment, "DATABASE_URL": url}
        outcome = on_postgresql(folder, there)
        browser, _ = chromium()
        if not browser:
            return [outcome, in_browser(folder, environment)]
        # A browser mostly waits: meanwhile another takes the golden walk here.
        with ThreadPoolExecutor(1) as beside:
            golden = beside.submit(golden_walk, folder, {**there, "CHROMIUM": browser})
            journeys = in_browser(folder, environment)
        return [outcome + golden.result(), journeys]


def on_postgresql(folder: Path, there: Mapping[str, str]) -> Outcome:
    left = [f"--ignore={path}" for path in ("tests/journeys", *ASK_NO_DATABASE, *PAGES)]
    return pytest("postgresql", folder, there, *WORKERS, *left)


def golden_walk(folder: Path, there: Mapping[str, str]) -> Outcome:
    """What the browser does is the same on both; that the ledger agrees afterwards is worth a walk of its own."""
    return pytest("postgresql-in-browser", folder, there, "tests/journeys/test_g1.py", told=folder / "golden-walk.txt")


def in_browser(folder: Path, environment: Mapping[str, str]) -> Outcome:
    browser, why = chromium()
    if not browser:
        return Outcome("browser", why=why)
    return pytest("browser", folder, {**environment, "CHROMIUM": browser}, *ONE_BY_ONE, "tests/journeys")


def pytest(
    name: str, folder: Path, environment: Mapping[str, str], *arguments: str, told: Path | None = None
) -> Outcome:
    report, command = folder / f"{name}.xml", (*PYTEST, f"--junitxml={folder / name}.xml", *arguments)
    return count(name, report, run(command, environment, title=f"tests: {name}", told=told))


def count(name: str, report: Path, clean: bool) -> Outcome:
    """Read the counts from pytest's own report. A run that ended badly without naming a failure counts as one."""
    outcome = Outcome(name)
    if report.exists():
        suite = next(ElementTree.parse(report).iter("testsuite"))
        outcome.failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        outcome.skipped = int(suite.get("skipped", 0))
        outcome.passed = int(suite.get("tests", 0)) - outcome.failed - outcome.skipped
    if not clean and not outcome.failed:
        outcome.failed = 1
    return outcome


def run(command: tuple[str, ...], environment: Mapping[str, str], title: str = "", told: Path | None = None) -> bool:
    """`told`: where another runs meanwhile, what this one says; shown once it is over."""
    title = f"— {title or ' '.join((Path(command[0]).name, *command[1:]))}"
    if told is None:
        say(title)
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0
    with told.open("w") as output:
        ended = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **environment}, check=False, stdout=output, stderr=subprocess.STDOUT
        )
    say(f"{title}\n{told.read_text()}")
    return ended.returncode == 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def ended(number: int, frame: object) -> None:
    """Leave through the `finally`s: a database server must not outlive its tests."""
    sys.exit(128 + number)


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["fast"]):
        sys.exit("usage: bin/test [fast]")
    signal.signal(signal.SIGTERM, ended)
    sys.exit(main(fast=bool(sys.argv[1:])))
