"""A practice comes in as it left: entries, words and keys as they were, its rows made by folding. No verb runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import groupby, islice
from typing import Any, BinaryIO
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Model

from handrail.export.attachments import Attached, take_in
from handrail.export.format import SINCE, TABLES
from handrail.export.reading import Reading
from handrail.ledger.believing import NotBelieved, named
from handrail.ledger.carrying import AT_ONCE, ENTRIES, TEXTS, Record, Table
from handrail.ledger.rebuilding import check_receipts, check_who_acted, rebuild
from handrail.ledger.verify import verify_all
from handrail.ledger.writing import is_first
from handrail.lib.ended import ended
from handrail.lib.snapshot import snapshot
from handrail.practice.person import Person, zones
from handrail.practice.practice import Practice

# A record, and the row it describes.
Taken = tuple[Record, Model]
NAMED = {table.name: table for table in TABLES}


class Came(Enum):
    IN = "in"
    UNCHANGED = "unchanged"


class NotHere(Exception):
    """The file is sound, and this installation is not the place for it."""


@dataclass(frozen=True)
class Moved:
    """What came of it, and of how many entries."""

    came: Came
    entries: int


def come_in(
    file: BinaryIO, *, at: datetime, attached: Attached, say: Callable[[str], None] = lambda stage: None
) -> Moved:
    """Into an installation without a practice: all of it, or nothing. Into the one it left: nothing to do.

    Raises NotBelieved for a file that cannot be what it says, NotHere for another place."""
    reading = Reading(file)
    practice_id = UUID(reading.practice_id)
    if Practice.objects.exists():
        say("Comparing the file with what is here")
        return Moved(Came.UNCHANGED, _compare(reading, practice_id))
    try:
        with transaction.atomic():
            if not is_first("the first practice", at=at):
                raise NotHere("a practice began here in this very moment")
            entries = _move_in(reading, practice_id, say)
            take_in(practice_id, attached)
            # Or the command `demo` would tell its story a second time.
            if Practice.objects.filter(is_demo=True).exists():
                is_first("the demo", at=at)
    except (IntegrityError, DataError) as error:
        reason = named(str(error).split("\n")[0])
        raise NotBelieved(f"the database does not take it ({reason})") from None
    return Moved(Came.IN, entries)


def _move_in(reading: Reading, practice_id: UUID, say: Callable[[str], None]) -> int:
    say("Reading the file")
    entries = 0
    for table, records in _parts(reading, practice_id):
        table.write([row for _, row in records])
        entries += len(records) if table is ENTRIES else 0
    say("Making the rows")
    rebuild(practice_id)
    connection.check_constraints()
    _check_people(practice_id)
    say("Proving that every row is what its history says")
    # What lies beside the rows comes after them, and is looked at as it comes (attachments.py).
    with ended(verify_all(beside=False)) as differences:
        if difference := next(differences, None):
            raise NotBelieved(f"its history does not hold together: {difference}")
    return entries


def _check_people(practice_id: UUID) -> None:
    people = Person.objects.filter(practice_id=practice_id)
    if not Practice.objects.filter(pk=practice_id).exists():
        raise NotBelieved("its entries make no practice")
    if lost := people.exclude(zone__in=zones()).first():
        raise NotBelieved(f"person {lost.pk} lives by a time zone that this machine does not know")
    check_who_acted(practice_id, people=people)
    check_receipts(practice_id)


def _compare(reading: Reading, practice_id: UUID) -> int:
    """Whether all that the file says is here, word for word. What happened here since is no difference."""
    entries = 0
    if not Practice.objects.filter(pk=practice_id).exists():
        raise NotHere(
            "another practice lives in this installation; a practice moves into an empty one: "
            "name a new folder in HANDRAIL_DATA, or a new database in DATABASE_URL"
        )
    with snapshot():
        for table, records in _parts(reading, practice_id):
            if table not in (ENTRIES, TEXTS):
                continue
            entries += len(records) if table is ENTRIES else 0
            if other := table.differs([record for record, _ in records], practice_id):
                raise NotHere(
                    f"this practice is here already, and differently: of its {table.name}, {other['id']} is not here "
                    "or says something else; a practice is not mixed with itself, move it into an empty installation"
                )
    return entries


def _parts(reading: Reading, practice_id: UUID) -> Iterator[tuple[Table, list[Taken]]]:
    """Each table's records, some at a time, all of them believable; no table left out."""
    seen = set()
    for name, group in groupby(reading.records(), key=lambda pair: pair[0]):
        table = NAMED.get(name)
        if table is None:
            raise NotBelieved(f"there is no table “{named(name)}”")
        seen.add(name)
        records = _believed(table, (record for _, record in group if record is not None), practice_id)
        while part := list(islice(records, AT_ONCE)):
            yield table, part
    if left_out := [name for name in NAMED if name not in seen and SINCE.get(name, 1) <= reading.version]:
        raise NotBelieved(f"“{left_out[0]}” is missing")


def _believed(table: Table, records: Iterator[Any], practice_id: UUID) -> Iterator[Taken]:
    for number, record in enumerate(records, start=1):
        try:
            if not isinstance(record, dict):
                raise NotBelieved("this is no record")
            yield record, table.row(record, practice_id)
        except NotBelieved as reason:
            raise NotBelieved(f"{table.name}, record {number}: {reason}") from None
