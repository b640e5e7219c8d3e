"""What every noun of a trajectory shares: whose it is, who reaches it, how it moves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.refusals import Stale
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import NotUnderstood
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.trajectory import Trajectory, takes_part

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class BelongingQuerySet(CoveredQuerySet[Row_co]):
    def visible_to(self, person: Person) -> Self:
        """What somebody reaches: of the trajectories they lead what a coach reads, of those they
        take part in what a participant reads."""
        led = Q(trajectory__in=Trajectory.objects.led_by(person)) & self.read_by_coach()
        joined = Q(trajectory__in=Trajectory.objects.joined_by(person)) & self.read_by_participant(person)
        return self.filter(led | joined, practice_id=person.practice_id)

    def visible_to_participant(self, person: Person) -> Self:
        """What somebody reaches as one who takes part. A coach who is coached as well comes so to their own side,
        and meets none of the people they lead."""
        mine = takes_part(person, through="trajectory__") & self.read_by_participant(person)
        return self.filter(mine, practice_id=person.practice_id) if person.is_coachee else self.none()

    def visible_in(self, sides: "Sides") -> Self:
        """The same within some trajectories. Asking who leads them and who takes part once more in every statement
        would cost more than the rows."""
        seen = [Q(trajectory_id__in=sides.led) & self.read_by_coach()] if sides.led else []
        if sides.joined:
            seen.append(Q(trajectory_id__in=sides.joined) & self.read_by_participant(sides.person))
        return self.filter(reduce(or_, seen)) if seen else self.none()

    # What differs from noun to noun. Nouns with private words say less.

    def read_by_coach(self) -> Q:
        """Which rows of a trajectory its coach reads."""
        return Q()

    def read_by_participant(self, person: Person) -> Q:
        """Which rows of a trajectory somebody reads who takes part in it."""
        return Q(coachee=None) | Q(coachee=person.pk)

    def newest(self, number: int, *, by: str) -> Self:
        """The last so many by a column; those where it is still empty come before all others."""
        return self.order_by(F(by).desc(nulls_first=True), "-pk")[:number]

    def in_order(self) -> Self:
        """As they were made."""
        return self.order_by("pk")


@dataclass(frozen=True)
class Sides:
    """Which of some trajectories somebody leads, and in which they take part: nothing else is theirs to see."""

    person: Person
    led: Collection[UUID]
    joined: Collection[UUID]

    @classmethod
    def of(cls, person: Person, trajectories: Iterable[Trajectory]) -> "Sides":
        """That one leads stands on the row, that one takes part too where `joined_now` found it; else it is asked."""
        trajectories = list(trajectories)
        led = [each.pk for each in trajectories if each.is_led_by(person)]
        joined = [each.pk for each in trajectories if each.found_for == person.pk]
        if unknown := {each.pk for each in trajectories} - {*led, *joined}:
            joined += Trajectory.objects.joined_by(person).filter(pk__in=unknown).values_list("pk", flat=True)
        return cls(person, led, joined)


def check_theirs(whose: UUID | None, **rows: "Belonging | None") -> None:
    """Refuse to hang a row on one that its reader does not read: in a group, what is another's. `whose`: None where
    all of them read it."""
    for name, row in rows.items():
        if row is not None and row.coachee_id not in (None, whose):
            raise NotUnderstood(name)


class Belonging(Covered):
    """A row of one trajectory. `coachee` says whose it is; empty, it is everybody's in it."""

    STREAM: ClassVar[str] = "trajectory_id"

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="%(class)ss")
    coachee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True

    def _move(self, allowed: Collection[str], to: str, verb: Verb, *, by: Person, at: datetime, **columns: Any) -> Self:
        """One step of the lifecycle; where it is already, nothing is written."""
        with write(verb, by=by, at=at, subject=self) as writing:
            writing.move(self, allowed, to, **columns)
        return self

    def _change(
        self, verb: Verb, *, by: Person, at: datetime, when: Collection[str] | None = None, **columns: Any
    ) -> Self:
        with write(verb, by=by, at=at, subject=self) as writing:
            writing.change(self, when=when, **columns)
        return self

    def _check_base(self, field: str, *, words: str, base: str | None) -> None:
        """Refuse to write over words that the writer has not seen. `base` is the fingerprint
        of what their form showed; None asks for no check. Call it inside `write`."""
        if base is None:
            return
        self.refresh_from_db()
        theirs = getattr(self, field)
        if fingerprint(theirs) not in (base, fingerprint(words)):
            raise Stale(field, theirs=theirs, yours=words)
