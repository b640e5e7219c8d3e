"""What a process keeps of what it read or made, from one request to the next: the things used last. Several threads ask
at once."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

Kept = TypeVar("Kept")


class Memory(Generic[Kept]):
    """At most so many things; the one longest unused is given up first."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        _all.add(self)

    def get(self, name: Hashable) -> Kept | None:
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
            return self._kept.get(name)

    def put(self, name: Hashable, kept: Kept) -> Kept:
        with self._lock:
            self._kept[name] = kept
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return kept

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


_all: "WeakSet[Memory[Any]]" = WeakSet()


def forget() -> None:
    """As a process that has just begun: for whoever measures a first look."""
    for memory in list(_all):
        memory.clear()
