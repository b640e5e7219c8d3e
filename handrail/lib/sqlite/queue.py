"""A queue of writers, one per database file.

SQLite lets one connection write and makes the others poll. Those who poll back off ever longer, so under load the
newcomer wins and somebody waits for seconds. A lock on a file beside the database is handed on by the kernel instead.
"""

import fcntl
import os


class Queue:
    """One connection's place in the queue. The kernel frees the place of a process that dies."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file: int | None = None
        self.held = False

    def enter(self) -> None:
        """Wait for our turn. Entering twice is entering once."""
        if self.held:
            return
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self.held = True

    def leave(self) -> None:
        if self.held and self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self.held = False

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
        self._file = None
        self.held = False
