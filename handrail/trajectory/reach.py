"""How much of a trajectory's history somebody may see, row by row: `visible_to`, asked for the ledger."""

from collections.abc import Collection, Mapping
from uuid import UUID

from handrail.ledger.book import Reach, Sight
from handrail.ledger.covered import covered_model
from handrail.practice.person import Person
from handrail.trajectory.reflection import Reflection


def reach_of(person: Person) -> Reach:
    """What this person reaches now decides about every version, early ones too: a reflection
    that is private again is so in the past as well."""

    def reach(table: str, ids: Collection[UUID]) -> Mapping[UUID, Sight]:
        rows = covered_model(table)._default_manager.filter(pk__in=ids)
        content = rows.visible_to(person).values_list("pk", flat=True)  # type: ignore[attr-defined]
        sights = dict.fromkeys(_status(table, ids, person), Sight.STATUS)
        return sights | dict.fromkeys(content, Sight.CONTENT)

    return reach


def _status(table: str, ids: Collection[UUID], person: Person) -> Collection[UUID]:
    if table != "reflection":
        return ()
    return [row["id"] for row in Reflection.objects.filter(pk__in=ids).status_for(person)]
