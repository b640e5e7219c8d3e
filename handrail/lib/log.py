"""A log that tells where something broke, never what people wrote."""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

_Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WordlessFormatter(logging.Formatter):
    """The type of an exception and the lines it passed, without its message: databases quote values in theirs."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", datefmt="%Y-%m-%dT%H:%M:%S%z")

    def formatException(self, ei: _Raised) -> str:
        kind, _, trace = ei
        lines = traceback.format_tb(trace)
        return "".join([*lines, kind.__qualname__ if kind else ""])
