"""The backup file: a zip with a manifest. Its list of contents stands at its end, so half a file is seen to be one."""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from handrail.cli.keeping.manifest import Content, Facts, Manifest, NotABackup

PIECE = 1 << 20
MANIFEST = "manifest.json"
# A few hundred names of migrations are some ten thousand bytes.
LARGEST_MANIFEST = 1 << 20
Told = Callable[[int], None]
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)


def pack(file: Path, *, database: str, made_at: str, facts: Facts, contents: dict[str, Path], told: Told) -> Manifest:
    """Write the contents and what they are into `file`; `told` hears of each piece's bytes."""
    seen = {name: _seen(path) for name, path in contents.items()}
    manifest = Manifest(database, made_at, facts, seen)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        package.writestr(MANIFEST, manifest.write())
        for name, path in contents.items():
            # A dump is packed already.
            how = zipfile.ZIP_STORED if name.endswith(".pgdump") else zipfile.ZIP_DEFLATED
            with path.open("rb") as source, package.open(_entry(name, how), "w", force_zip64=True) as kept:
                for piece in pieces(source):
                    kept.write(piece)
                    told(len(piece))
    sync(file)
    return manifest


class Package:
    """A backup that is read. Whatever it holds, no more is written than its manifest said there is."""

    def __init__(self, opened: zipfile.ZipFile, manifest: Manifest) -> None:
        self._opened, self.manifest = opened, manifest

    def unpack(self, name: str, to: Path, *, told: Told = lambda count: None) -> None:
        """Write one of the contents to `to`, or raise NotABackup where it is not what it was."""
        with to.open("xb") as kept:
            for piece in self._pieces(name):
                kept.write(piece)
                told(len(piece))
            kept.flush()
            os.fsync(kept.fileno())

    def check(self, *, told: Told = lambda count: None) -> None:
        """Read all of it once."""
        for name in self.manifest.contents:
            for piece in self._pieces(name):
                told(len(piece))

    def _pieces(self, name: str) -> Iterator[bytes]:
        expected = self.manifest.contents[name]
        seen, length = hashlib.sha256(), 0
        try:
            with self._opened.open(name) as content:
                for piece in pieces(content):
                    length += len(piece)
                    if length > expected.bytes:
                        break
                    seen.update(piece)
                    yield piece
        except (*BROKEN, KeyError):
            raise NotABackup(f"{name} in it is damaged") from None
        if (length, seen.hexdigest()) != (expected.bytes, expected.sha256):
            raise NotABackup(f"{name} in it is damaged")


@contextmanager
def opened(file: Path) -> Iterator[Package]:
    """The backup in `file`. Raises NotABackup for anything else, OSError where it cannot be read."""
    if file.exists() and not file.is_file():
        raise NotABackup("it is no file")
    with file.open("rb") as source:
        try:
            package = zipfile.ZipFile(source)
            manifest = Manifest.read(_first_page(package))
        except (*BROKEN, KeyError):
            raise NotABackup("it is not a backup, or not a whole one") from None
        with package:
            yield Package(package, manifest)


def _first_page(package: zipfile.ZipFile) -> bytes:
    with package.open(MANIFEST) as page:
        return page.read(LARGEST_MANIFEST)


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk and not on their way there."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _seen(path: Path) -> Content:
    seen = hashlib.sha256()
    with path.open("rb") as source:
        for piece in pieces(source):
            seen.update(piece)
    return Content(path.stat().st_size, seen.hexdigest())


def _entry(name: str, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = how
    entry.external_attr = 0o600 << 16
    return entry
