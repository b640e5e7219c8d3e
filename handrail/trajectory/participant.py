"""Participant: that a person takes part in a trajectory, from the first migration one of several."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.trajectory import Trajectory


class State(models.TextChoices):
    INVITED = "invited", _("Invited")
    AGREED = "agreed", _("Takes part")
    LEFT = "left", _("Left")


class ParticipantQuerySet(CoveredQuerySet["Participant"]):
    def visible_to(self, person: Person) -> "ParticipantQuerySet":
        return self.filter(trajectory__in=Trajectory.objects.visible_to(person), practice_id=person.practice_id)


class Participant(Covered):
    STREAM: ClassVar[str] = "trajectory_id"

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    trajectory = models.ForeignKey(Trajectory, models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    state = models.CharField(max_length=16, choices=State, default=State.INVITED)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "person"], name="participant_once"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="participant_state"),
        ]

    @classmethod
    def add(cls, trajectory: Trajectory, *, by: Person, at: datetime, person: Person) -> "Participant":
        """One more client in this trajectory: a group is several participants and nothing else [12]."""
        participant = cls(practice_id=trajectory.practice_id, trajectory=trajectory, person=person)
        with write(Verb.PARTICIPANT_ADDED, by=by, at=at, subject=participant) as writing:
            return writing.add(participant)

    def leave(self, *, by: Person, at: datetime) -> "Participant":
        with write(Verb.PARTICIPANT_LEFT, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.INVITED, State.AGREED}, State.LEFT)
        return self
