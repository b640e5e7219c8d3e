"""One column of one row as it turned, in the words that every happening is told in. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from handrail.ledger.book import Key
from handrail.ledger.verbs import Verb
from handrail.web.history import columns


@dataclass(frozen=True)
class Turn:
    """One column of one row as it turned from `before` to `after`; `row` is all that the entry says of the row."""

    table: str
    column: str
    before: Any
    after: Any
    is_new: bool
    row: Mapping[str, Any]
    verb: Verb
    on: date
    zone: ZoneInfo
    titles: Mapping[Key, str]
    names: Mapping[UUID, str]
    by_id: UUID | None
    # What the row is called where the entry does not say it: a tick by its habit.
    called: str = ""

    def day(self, value: Any) -> str:
        return columns.day(value, told_on=self.on)

    def moment(self, value: Any) -> str:
        return columns.moment(value, zone=self.zone, told_on=self.on)

    def title(self, table: str, row_id: Any) -> str:
        return self.titles.get((table, UUID(row_id)), "") if row_id else ""


def between(before: str, after: str) -> str:
    return _("from %(before)s to %(after)s") % {"before": before, "after": after}


def number(value: str) -> str:
    """A decimal as people write it, without the places that say nothing."""
    return f"{Decimal(value).normalize():f}"


def choice(turn: Turn) -> str:
    return "" if turn.is_new and turn.table == "goal" else columns.choice(turn.table, turn.column, turn.after)
