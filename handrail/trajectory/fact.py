"""Fact: something to keep in mind about a client that no goal and no note has room for: a sister called Ann, night
shifts, no phone calls before ten [13]. For the coach alone, as their own notes are."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotYours
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import Trajectory


class State(models.TextChoices):
    KEPT = "kept", _("Kept in mind")
    LET_GO = "let_go", _("Let go")


class FactQuerySet(BelongingQuerySet["Fact"]):
    def read_by_participant(self, person: Person) -> Q:
        """For the one who leads the trajectory: nobody else, not even as a trace."""
        return Q(pk__in=[])


class Fact(Belonging):
    FIXED: ClassVar[frozenset[str]] = frozenset({"coachee_id"})

    # About whom; empty, about all who take part.
    text = Words(limit=500, required=True)
    state = models.CharField(max_length=8, choices=State, default=State.KEPT)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="fact_state")]

    @property
    def is_kept(self) -> bool:
        return self.state == State.KEPT

    @classmethod
    def keep(
        cls, trajectory: Trajectory, *, by: Person, at: datetime, text: str, coachee: Person | None = None
    ) -> "Fact":
        _the_coachs(trajectory, by)
        if coachee is not None and coachee not in trajectory.coachees():
            raise NotYours
        fact = cls(practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, text=text)
        with write(Verb.FACT_KEPT, by=by, at=at, subject=fact) as writing:
            return writing.add(fact)

    def change(self, *, by: Person, at: datetime, text: str) -> "Fact":
        _the_coachs(self.trajectory, by)
        return self._change(Verb.FACT_CHANGED, by=by, at=at, when={State.KEPT}, text=text)

    def let_go(self, *, by: Person, at: datetime) -> "Fact":
        """It is so no longer, or no longer of use."""
        _the_coachs(self.trajectory, by)
        return self._move({State.KEPT}, State.LET_GO, Verb.FACT_LET_GO, by=by, at=at)

    def take_back(self, *, by: Person, at: datetime) -> "Fact":
        """Kept in mind again after all."""
        _the_coachs(self.trajectory, by)
        return self._move({State.LET_GO}, State.KEPT, Verb.FACT_KEPT, by=by, at=at)


def _the_coachs(trajectory: Trajectory, by: Person) -> None:
    if by.pk != trajectory.coach_id:
        raise NotYours
