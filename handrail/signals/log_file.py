"""The CSV files of a log, plain or packed, whoever wrote them. What cannot be read is said in one sentence."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from math import ceil, floor, isfinite
from operator import itemgetter
from pathlib import Path
from typing import IO

PACKED = b"\x1f\x8b"
# Many of these can still be added up.
HEAVIEST = 1e9


class NotALog(Exception):
    """The file is not of this kind; the message says what is wrong and where."""


@contextmanager
def rows(path: Path, *columns: str) -> Iterator[Iterator[tuple[str, ...]]]:
    """These columns, two or more, in this order. A NotALog from within gains the file and the line."""
    with _opened(path) as file:
        lines = csv.reader(file)
        try:
            yield _rows(lines, columns)
        except (NotALog, csv.Error) as error:
            raise NotALog(f"{path}, line {max(lines.line_num, 1)}: {error}") from None
        except UnicodeDecodeError:
            raise NotALog(f"{path} is not written in UTF-8") from None
        except (gzip.BadGzipFile, zlib.error, EOFError):
            raise NotALog(f"{path} is packed, and cannot be unpacked to its end") from None


def _rows(lines: Iterator[list[str]], columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    head = [name.strip() for name in next(lines, [])]
    if missing := [column for column in columns if column not in head]:
        raise NotALog(f"no column {', '.join(missing)}; columns are parted by commas and named in the first line")
    places = [head.index(column) for column in columns]
    picked, last = itemgetter(*places), max(places)
    for row in lines:
        if len(row) > last:
            yield picked(row)
        elif any(map(str.strip, row)):
            raise NotALog(f"{len(row)} columns, where there should be {len(head)}")


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    """Packed is what begins like it, whatever it is called; read once, so that it may come out of a pipe. A mark of
    UTF-8 at the beginning is no letter."""
    with path.open("rb") as file:
        is_packed = file.peek(2)[:2] == PACKED
        letters = gzip.GzipFile(fileobj=file) if is_packed else file
        with TextIOWrapper(letters, encoding="utf-8-sig", newline="") as text:
            yield text


def day_of_event(text: str) -> int:
    """Of a day with a fraction the next whole one, so that nothing is known too early."""
    try:
        return int(text)
    except ValueError:
        return ceil(_number(text, "a day"))


def moment_of(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return floor(_number(text, "a day"))


def weight_of(text: str) -> float:
    """How much of the whole a thing is; where nothing is said, as much as any."""
    weight = _number(text, "a weight") if text.strip() else 1.0
    if not 0 <= weight <= HEAVIEST:
        raise NotALog(f"“{text}” where a weight should be")
    return weight


def _number(text: str, what: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise NotALog(f"“{text}” where {what} should be")
    return number
