"""How much of a trajectory's history somebody may see, row by row: `visible_to`, asked for the ledger."""

from collections.abc import Collection, Mapping
from uuid import UUID

from handrail.ledger.book import Reach, Sight
from handrail.ledger.covered import covered_model
from handrail.practice.person import Person
from handrail.trajectory.reflection import Reflection


def reach_of(person: Person) -> Reach:
    """What this person reaches now decides about every version, early ones too: a reflection
    that is private again is so in the past as well, and a shared one keeps the drafts that
    came before the sharing to its writer."""

    def reach(table: str, ids: Collection[UUID]) -> Mapping[UUID, Sight]:
        reached = covered_model(table).reached_by(person).filter(pk__in=ids)
        if table == "reflection":
            sights = dict.fromkeys(_status(ids, person), Sight.STATUS)
            writers = reached.values_list("pk", "coachee_id")
            return sights | {pk: Sight.CONTENT if by == person.pk else Sight.OPENED for pk, by in writers}
        return dict.fromkeys(reached.values_list("pk", flat=True), Sight.CONTENT)

    return reach


def reach_of_both(one: Person, other: Person) -> Reach:
    """What may stand before two people at one screen: of each row the lesser of what either sees."""
    first, second = reach_of(one), reach_of(other)

    def reach(table: str, ids: Collection[UUID]) -> Mapping[UUID, Sight]:
        seen, also = first(table, ids), second(table, ids)
        return {pk: min(sight, also[pk]) for pk, sight in seen.items() if pk in also}

    return reach


def _status(ids: Collection[UUID], person: Person) -> Collection[UUID]:
    return [row["id"] for row in Reflection.objects.filter(pk__in=ids).status_for(person)]
