"""A secret made once and kept in a file that only its owner can read."""

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept_secret(path: Path, make: Callable[[], str] = lambda: secrets.token_urlsafe(50)) -> str:
    """Read the secret in `path`, making it first where there is none. Raises OSError where the folder takes no file."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _keep(make(), path)


def _keep(secret: str, path: Path) -> str:
    """Two processes may come here at once: whoever links the file first wins, and both use that one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner alone
    with open(handle, "w", encoding="ascii") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
    return path.read_text(encoding="ascii").strip()
