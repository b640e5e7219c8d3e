"""Make .venv from a locked list of packages. Run by bin/_environment, with nothing but Python's own library.

What is killed half-way is done again: the copy of the list that marks a finished environment is written last.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
LOG = ENVIRONMENT / "install.log"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


class Mend(Exception):
    """What is missing, and what to do about it, in one line."""


def main(locked: str) -> None:
    ENVIRONMENT.mkdir(exist_ok=True)
    with open(ENVIRONMENT / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(locked):
            say("Setting up Handrail's packages; once, for about half a minute…")
            make_environment()
            install(locked)
            mark(locked)


def is_current(locked: str) -> bool:
    mark = ENVIRONMENT / f"installed-{locked}"
    return PYTHON.exists() and mark.exists() and mark.read_bytes() == (ROOT / locked).read_bytes()


def make_environment() -> None:
    """A new one also when the machine's Python was replaced by another version: its packages would not be seen."""
    if PYTHON.exists() and can(
        f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})", str(PYTHON)
    ):
        return
    if not can("import ensurepip, venv", sys.executable):
        raise Mend(f"this Python {VERSION} cannot make environments: install python{VERSION}-venv "
                   f"(Debian, Ubuntu: apt-get install python3-venv)")  # fmt: skip
    shutil.rmtree(ENVIRONMENT / "lib", ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], capture_output=True, text=True, check=False)
    if made.returncode:
        raise Mend(f"python{VERSION} -m venv failed ({last_line(made.stdout + made.stderr)}): "
                   f"install python{VERSION}-venv, or free some space")  # fmt: skip


def can(code: str, python: str) -> bool:
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


def install(locked: str) -> None:
    """uv is quicker where it is at hand; where it is not, or stumbles, pip does."""
    for old in ENVIRONMENT.glob("installed-*"):
        old.unlink()
    tail = ["--require-hashes", "--quiet", "-r", locked]
    uv = shutil.which("uv")
    if uv and run([uv, "pip", "install", "--python", str(PYTHON), *tail]):
        return
    if not run([str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *tail]):
        said = last_line(LOG.read_text(encoding="utf-8", errors="replace"))
        raise Mend(f"the packages could not be fetched ({said}): is there a network? Then start again; "
                   f"all that was said is in {LOG.relative_to(ROOT)}")  # fmt: skip


def run(command: list[str]) -> bool:
    with open(LOG, "w", encoding="utf-8") as log:
        return subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False).returncode == 0


def mark(locked: str) -> None:
    """The tests' list holds all of the other one, in the same versions."""
    for name in {locked, "requirements.txt"}:
        draft = ENVIRONMENT / "draft"
        shutil.copyfile(ROOT / name, draft)
        os.replace(draft, ENVIRONMENT / f"installed-{name}")


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("[notice]")]
    return lines[-1] if lines else "it said nothing"


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Mend as mend:
        sys.exit(f"handrail: {mend}")
    except KeyboardInterrupt:
        sys.exit("handrail: stopped; start again to go on")
    except OSError as error:
        sys.exit(f"handrail: cannot write {error.filename or ENVIRONMENT} ({error.strerror}): "
                 "make Handrail's folder writable, or copy it to one that is")  # fmt: skip
