"""A whole practice as one file: everything, also what is private. A move and no view."""

import json
from collections.abc import Callable
from typing import IO, Any
from uuid import UUID

from handrail.export.format import FORMAT, TABLES, VERSION
from handrail.ledger.carrying import AT_ONCE
from handrail.lib.snapshot import snapshot


def write_practice(file: IO[str], *, practice_id: UUID, progress: Callable[[int], None] = lambda records: None) -> int:
    """Record by record, as it is at one moment; the same bytes for the same practice. Answers the number of entries."""
    entries = 0
    with snapshot():
        file.write(f'{{"format":{_json(FORMAT)},\n"version":{VERSION},\n"practice_id":{_json(str(practice_id))}')
        for table in TABLES:
            count = 0
            file.write(f",\n{_json(table.name)}:[")
            for count, record in enumerate(table.records(practice_id), start=1):
                file.write(",\n" if count > 1 else "\n")
                file.write(_json(record))
                if count % AT_ONCE == 0:
                    progress(AT_ONCE)
            file.write("\n]" if count else "]")
            entries += count if table.name == "entries" else 0
        file.write("}\n")
    return entries


def how_much(practice_id: UUID) -> int:
    """How many records there will be."""
    return sum(part.count() for table in TABLES for part in table.rows(practice_id))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
