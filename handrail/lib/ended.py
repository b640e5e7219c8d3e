"""Rows that come one by one, let go of as soon as nobody reads on."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


@contextmanager
def ended(items: Iterator[Item]) -> Iterator[Iterator[Item]]:
    """A server's cursor that is left in the middle lives in the error's traceback, outlives its transaction, and breaks
    the next one."""
    try:
        yield items
    finally:
        if isinstance(items, Generator):
            items.close()
