"""Who works on a data folder: any number of processes that use it, or one that puts another in its place.

The kernel keeps the lock as long as the process or any child of it lives, and gives it up however they end.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handrail.cli.mend import Mend

LOCK = "in-use.lock"
# Everything to be put in place is in this folder. Nobody may work until it is: see handrail/cli/keeping/swap.py.
ARRIVED = "restored"
_held: dict[Path, int] = {}


def hold(folder: Path) -> None:
    """Use the folder, until this process and all that it begets have ended."""
    if folder in _held:
        return
    file = _open(folder)
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        raise Mend(f"a restore into {folder} is under way: start again when it is done") from None
    _held[folder] = file
    if (folder / ARRIVED).exists():
        raise Mend(f"a restore into {folder} was cut short: start bin/handrail restore again, with the same file")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have the folder to oneself."""
    file = _open(folder)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Mend(f"Handrail runs in {folder}: end `serve`, `work` and any other command there first") from None
        yield
    finally:
        os.close(file)


def _open(folder: Path) -> int:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
