"""What every noun of a trajectory shares: whose it is, who reaches it, how it moves."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.refusals import Stale
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.difference import fingerprint
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.trajectory import Trajectory

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class BelongingQuerySet(CoveredQuerySet[Row_co]):
    def visible_to(self, person: Person) -> Self:
        """The coach reaches all of the trajectories they lead; a participant what is theirs or
        everybody's. Nouns with private words say more."""
        led = Q(trajectory__in=Trajectory.objects.led_by(person))
        joined = Q(trajectory__in=Trajectory.objects.joined_by(person))
        own = Q(coachee=None) | Q(coachee=person)
        return self.filter(led | (joined & own), practice_id=person.practice_id)

    def in_order(self) -> Self:
        """As they were made."""
        return self.order_by("pk")


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
