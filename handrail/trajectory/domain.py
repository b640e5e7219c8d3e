"""Domain: an area of life or a behaviour (an "Area" on screen). Readiness belongs to it, never to a person [102]."""

from datetime import datetime

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.words import SHORT, Words
from handrail.practice.person import Person
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.trajectory import Trajectory


class Domain(Belonging):
    name = Words(limit=SHORT, required=True, one_line=True)

    objects = BelongingQuerySet["Domain"].as_manager()

    @classmethod
    def add(cls, trajectory: Trajectory, *, by: Person, at: datetime, coachee: Person, name: str) -> "Domain":
        domain = cls(practice_id=trajectory.practice_id, trajectory=trajectory, coachee=coachee, name=name)
        with write(Verb.DOMAIN_ADDED, by=by, at=at, subject=domain) as writing:
            return writing.add(domain)

    def rename(self, *, by: Person, at: datetime, name: str) -> "Domain":
        return self._change(Verb.DOMAIN_RENAMED, by=by, at=at, name=name)
