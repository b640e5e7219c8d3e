"""The folder that an export is written into: its owner's alone, and nothing in it is overwritten but an earlier one."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# Written under this ending and named when it is whole; one that was cut off is nobody's and may go.
PART = ".part"


class Taken(Exception):
    """Something else lies where the export was to go."""


class Folder:
    """`data` is the name of the file that every export of this kind has, `beginnings` how those of the same practice or
    person begin, of earlier releases too."""

    def __init__(self, path: Path, *, data: str, beginnings: Sequence[str]) -> None:
        self.path, self._data, self._beginnings = path, data, tuple(each.encode() for each in beginnings)
        self._written: set[Path] = set()

    def prepare(self) -> None:
        """Make it, or take one that is empty or holds an earlier export. Raises Taken, or OSError."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        others = {entry.name for entry in self.path.iterdir() if not entry.name.endswith(PART)}
        if others and not self._is_earlier():
            raise Taken
        self.path.chmod(0o700)

    def _is_earlier(self) -> bool:
        data = self.path / self._data
        if not data.is_file():
            return False
        with data.open("rb") as file:
            return file.read(max(map(len, self._beginnings))).startswith(self._beginnings)

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[str]]:
        """A text that is there whole or not at all."""
        with self._opened(name) as part, open(part, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    def keep(self, name: str, content: bytes) -> None:
        """Bytes, the same way."""
        with self._opened(name) as part, open(part, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _opened(self, name: str) -> Iterator[int]:
        path = self.path / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        part = path.with_name(path.name + PART)
        part.unlink(missing_ok=True)
        yield os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        part.replace(path)
        self._written.add(path)

    def drop_older(self, pattern: str) -> None:
        """Pages of an earlier export that this one has none of: their words may have been erased since."""
        for path in self.path.glob(pattern):
            if path not in self._written:
                path.unlink()
