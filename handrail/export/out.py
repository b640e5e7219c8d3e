"""A whole practice as one file: everything, also what is private. A move and no view."""

import json
from collections.abc import Callable
from typing import IO, Any
from uuid import UUID

from handrail.export.attachments import Attach, hand_out
from handrail.export.format import TABLES, beginning
from handrail.ledger.carrying import AT_ONCE, ENTRIES, Table
from handrail.lib.ended import ended
from handrail.lib.snapshot import snapshot


def write_practice(
    file: IO[str], *, practice_id: UUID, attach: Attach, progress: Callable[[int], None] = lambda records: None
) -> int:
    """Record by record, as it is at one moment; the same bytes for the same practice. `attach` is handed the photos of
    that moment. Answers the number of entries."""
    with snapshot():
        file.write(beginning(practice_id))
        counts = {table.name: _write(file, table, practice_id, progress) for table in TABLES}
        file.write("}\n")
        hand_out(practice_id, attach)
    return counts[ENTRIES.name]


def _write(file: IO[str], table: Table, practice_id: UUID, progress: Callable[[int], None]) -> int:
    count = 0
    file.write(f",\n{_json(table.name)}:[")
    with ended(table.records(practice_id)) as records:
        for count, record in enumerate(records, start=1):
            file.write(",\n" if count > 1 else "\n")
            file.write(_json(record))
            if count % AT_ONCE == 0:
                progress(AT_ONCE)
    file.write("\n]" if count else "]")
    return count


def how_much(practice_id: UUID) -> int:
    """How many records there will be."""
    return sum(part.count() for table in TABLES for part in table.rows(practice_id))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
