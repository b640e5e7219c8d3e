"""A handrail.json, read piece by piece: whatever stands in the file, no more than one record of it is ever held."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

from handrail.export.format import FORMAT, VERSION
from handrail.ledger.believing import NotBelieved, is_id, named

# Bytes and levels of one record. The largest honest one is the entry that erased a long trajectory.
LARGEST, DEEPEST = 64 * 2**20, 8
CLOSES = {"start_map": "end_map", "start_array": "end_array"}
# What the parser says of a text that is no JSON.
BROKEN = (ijson.JSONError, ValueError, OverflowError, RecursionError)


class NewerFormat(NotBelieved):
    """A later release of Handrail wrote this."""


class Reading:
    """`version` and `practice_id`, then `records`: each with the name of its table, in the order of the file."""

    def __init__(self, file: BinaryIO) -> None:
        self._portion = _Portion(file)
        self._events = _sure(ijson.basic_parse(self._portion, use_float=True))
        self._expect("start_map")
        if self._value("format") != FORMAT:
            raise NotBelieved(f"it does not begin with the format “{FORMAT}”")
        self.version = self._checked(self._value("version"))
        self.practice_id = self._value("practice_id")
        if not is_id(self.practice_id):
            raise NotBelieved("it does not say whose practice it is")

    def _checked(self, version: Any) -> int:
        """Records of every version are today's: what came later, an earlier one has none of (format.SINCE)."""
        if type(version) is not int or version < 1:
            raise NotBelieved(f"there never was a version “{named(version)}” of this format")
        if version > VERSION:
            raise NewerFormat(
                f"it was written by a newer Handrail (version {version} of the format, this one reads {VERSION})"
            )
        return version

    def records(self) -> Iterator[tuple[str, Any]]:
        """(table, None) where a table begins, and (table, record) for each record of it."""
        seen: set[str] = set()
        for event, name in self._events:
            if event == "end_map":
                break
            if name in seen:
                raise NotBelieved(f"“{named(name)}” stands there twice")
            seen.add(name)
            self._expect("start_array")
            yield name, None
            for begun, value in self._events:
                if begun == "end_array":
                    break
                yield name, self._built(begun, value)
                self._portion.begin()
        for _ in self._events:
            raise NotBelieved("something stands after its end")

    def _expect(self, wanted: str) -> Any:
        event, value = next(self._events)
        if event != wanted:
            raise NotBelieved("it is not built as this format is")
        return value

    def _value(self, name: str) -> Any:
        if self._expect("map_key") != name:
            raise NotBelieved(f"“{name}” is missing at its beginning")
        return self._built(*next(self._events))

    def _built(self, event: str, value: Any, depth: int = 0) -> Any:
        if event not in CLOSES:
            return value
        if depth > DEEPEST:
            raise NotBelieved("something in it is nested deeper than anything of ours")
        return self._map(depth) if event == "start_map" else self._list(depth)

    def _map(self, depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for event, key in self._events:
            if event == "end_map":
                return made
            if key in made:
                raise NotBelieved(f"“{named(key)}” stands twice in one record")
            made[key] = self._built(*next(self._events), depth + 1)
        raise NotBelieved("it ends in the middle")

    def _list(self, depth: int) -> list[Any]:
        made: list[Any] = []
        for event, value in self._events:
            if event == "end_array":
                return made
            made.append(self._built(event, value, depth + 1))
        raise NotBelieved("it ends in the middle")


def _sure(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The parser's events; what it cannot read is one sentence, and the end is never in the middle."""
    try:
        yield from events
    except BROKEN:
        raise NotBelieved("it is cut off or is no JSON") from None


class _Portion:
    """Hands the file to the parser, and not more than one record's worth without a record coming of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._taken = file, 0

    def begin(self) -> None:
        self._taken = 0

    def read(self, size: int = -1) -> bytes:
        self._taken += size
        if self._taken > LARGEST:
            raise NotBelieved(f"one record in it is larger than {LARGEST // 2**20} MB")
        return self._file.read(size)
