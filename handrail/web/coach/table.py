"""The table of clients in another order: each column once up and once down, and who has nothing there comes last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from handrail.lib.said import Said
from handrail.web.coach.client_line import ClientLine

PAGE = 100


@dataclass(frozen=True)
class Column:
    """`best`: whether the first press shows the highest first."""

    label: Said
    value: Callable[[ClientLine], Any]
    best: bool = False


COLUMNS: Mapping[str, Column] = {
    "name": Column(_("Client"), lambda line: line.names.casefold()),
    "place": Column(_("Sessions"), lambda line: line.standing.along, best=True),
    "next": Column(_("Next session"), lambda line: line.standing.next_session and line.standing.next_session.starts_at),
    "open": Column(_("Actions"), lambda line: (line.standing.open, line.standing.carried), best=True),
    "reflected": Column(_("Last reflection"), lambda line: line.standing.reflected_on),
    "contact": Column(_("Last contact"), lambda line: line.standing.contact_on),
    "weeks": Column(_("Twelve weeks"), lambda line: line.weeks and line.weeks.lately),
}


@dataclass(frozen=True)
class Heading:
    """One column's heading: where a press leads, and how the table stands now."""

    name: str
    label: Said
    sort: str
    direction: str


def headings(sort: str) -> list[Heading]:
    now, down = sort.removeprefix("-"), sort.startswith("-")
    return [
        Heading(name, column.label, _pressed(name, column, sort), _standing(down) if name == now else "")
        for name, column in COLUMNS.items()
    ]


def in_order(lines: Sequence[ClientLine], sort: str) -> list[ClientLine]:
    """As they came where no column is named: who is under way first, by their next session."""
    column = COLUMNS.get(sort.removeprefix("-"))
    if column is None:
        return list(lines)
    told = [line for line in lines if _has(column, line)]
    ordered = sorted(told, key=column.value, reverse=sort.startswith("-"))
    return ordered + [line for line in lines if not _has(column, line)]


def _has(column: Column, line: ClientLine) -> bool:
    return column.value(line) is not None and not line.is_draft


def _pressed(name: str, column: Column, sort: str) -> str:
    first, second = (f"-{name}", name) if column.best else (name, f"-{name}")
    return second if sort == first else first


def _standing(down: bool) -> str:
    return "descending" if down else "ascending"
