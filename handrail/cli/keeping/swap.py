"""Put a whole set of files in the place of another, so that being killed in between loses neither."""

import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shutil import rmtree

from handrail.cli.in_use import ARRIVED
from handrail.cli.keeping.package import sync
from handrail.lib.clock import now

STAGED = "restoring"
ASIDE = "aside"
REPLACED = "replaced"
# What every start makes anew: put aside only beside a database that it belongs to.
WORTHLESS_ALONE = {"secret-key", "started-empty"}


def stage(folder: Path) -> Path:
    """An empty place for what will be swapped in. What a killed restore left there was never in use."""
    clear(folder)
    staged = folder / STAGED
    staged.mkdir(mode=0o700)
    return staged


def clear(folder: Path) -> None:
    rmtree(folder / STAGED, ignore_errors=True)


def swap(staged: Path, folder: Path, *, also: Iterable[str] = ()) -> Path | None:
    """Take everything in `staged` into `folder`; what it replaces, and the files of the names in `also`, are put
    aside. From the first rename on, a restore cut short is finished by the next one, and nobody works until then."""
    (staged / ASIDE).write_text("\n".join(also), encoding="utf-8")
    sync(staged)
    os.rename(staged, folder / ARRIVED)
    sync(folder)
    return finish(folder)


def is_cut_short(folder: Path) -> bool:
    return (folder / ARRIVED).exists()


def finish(folder: Path) -> Path | None:
    """Any of these steps may have been taken already."""
    arrived = folder / ARRIVED
    names = [each.name for each in arrived.iterdir() if each.name not in (ASIDE, REPLACED)]
    also = (arrived / ASIDE).read_text(encoding="utf-8").split("\n")
    kept = _place_for_the_old(folder, arrived)
    # Logs first: one that lay beside another's database would be read into it.
    for name in filter(None, also):
        with suppress(FileNotFoundError):
            os.rename(folder / name, kept / name)
    for name in names:
        # Never without: a program that finds no secret key makes itself one.
        with suppress(FileNotFoundError, FileExistsError):
            os.link(folder / name, kept / name)
    sync(kept)
    for name in names:
        os.replace(arrived / name, folder / name)
    # One step from "not yet" to "done"; clearing away takes several.
    os.rename(arrived, folder / STAGED)
    sync(folder)
    clear(folder)
    if {each.name for each in kept.iterdir()} - WORTHLESS_ALONE:
        return kept
    rmtree(kept)
    return None


def _place_for_the_old(folder: Path, arrived: Path) -> Path:
    """Named once: what was put aside before the interruption and after it belong together."""
    note = arrived / REPLACED
    if not note.exists() or not (name := note.read_text(encoding="utf-8")):
        name = f"replaced-{_stamp(now())}"
        note.write_text(name, encoding="utf-8")
        sync(note)
    kept = folder / name
    kept.mkdir(mode=0o700, exist_ok=True)
    return kept


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%S%fZ")
