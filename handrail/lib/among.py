"""Ids that a statement is given as one thing, however many there are: a thousand of them in each of twenty parts would
be more than some databases take."""

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Expression, UUIDField


class Among(Expression):
    """To filter with: `trajectory_id__in=Among(ids)`."""

    def __init__(self, ids: Collection[UUID]) -> None:
        super().__init__(output_field=UUIDField())
        self._ids = tuple(ids)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """On SQLite ids are words."""
        return "(SELECT value FROM json_each(%s))", (json.dumps([each.hex for each in self._ids]),)

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT unnest(%s::uuid[]))", ([str(each) for each in self._ids],)
