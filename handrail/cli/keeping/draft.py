"""A file written beside the one it will be, and put in its place when it is whole."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handrail.cli.keeping.manifest import NotABackup
from handrail.cli.keeping.package import opened, sync
from handrail.cli.mend import Mend


@dataclass(frozen=True)
class Draft:
    """`file` becomes the backup; `copy` is room for the copy of the database that it is made from."""

    file: Path
    copy: Path


@contextmanager
def drafted(file: Path) -> Iterator[Draft]:
    """Whatever happens inside, `file` is what it was before, or the whole new one. Killed, a draft stays behind;
    the next one to the same place clears it away."""
    _may_stand(file)
    # Names that nobody gives a file of their own: what a killed backup left under them is cleared away.
    draft = Draft(file.with_name(f".{file.name}.handrail-partial"), file.with_name(f".{file.name}.handrail-copy"))
    with _lone(draft.file):
        try:
            draft.copy.unlink(missing_ok=True)
            yield draft
            draft.file.chmod(0o600)
            os.replace(draft.file, file)
            sync(file.parent)
        finally:
            draft.file.unlink(missing_ok=True)
            draft.copy.unlink(missing_ok=True)


def _may_stand(file: Path) -> None:
    """An earlier backup may be replaced; anything else in its place is there by somebody's mistake."""
    if file.is_dir():
        raise Mend(f"{file} is a folder: name a file in it")
    if os.path.lexists(file) and not file.is_file():
        # /dev/null, a pipe, a link that leads nowhere: renaming over one would take it away from everybody.
        raise Mend(f"{file} is no file: name one that may be written")
    if not file.exists() or not file.stat().st_size:
        return
    try:
        with opened(file):
            pass
    except NotABackup:
        raise Mend(f"{file} is something else than a backup, and stays: name another file") from None


@contextmanager
def _lone(file: Path) -> Iterator[None]:
    """Two at once would write into each other's draft."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        if not _is_ours(handle, file):
            raise Mend(f"another backup is being written to {file}: wait for it, or name another file")
        yield
    finally:
        os.close(handle)


def _is_ours(handle: int, file: Path) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    # Another may have finished between opening and locking: then this is its finished file, and no draft.
    return file.exists() and file.stat().st_ino == os.fstat(handle).st_ino
