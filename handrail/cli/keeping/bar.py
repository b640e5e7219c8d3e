"""Progress on standard error, drawn where somebody watches: a log needs no bar."""

import sys
from contextlib import AbstractContextManager
from typing import Any

import click


def bar(label: str, *, length: int) -> AbstractContextManager[Any]:
    """`length` and each update count bytes."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
