"""Participant: that a person takes part in a trajectory, from the first migration one of several."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet, covered_models
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotYours
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
        """One more client in this trajectory: a group is several participants and nothing else [12]. Not where
        somebody is coached alone: all that was shared there would be read by the second."""
        if not trajectory.is_group:
            raise NotYours("person")
        participant = cls(practice_id=trajectory.practice_id, trajectory=trajectory, person=person)
        with write(Verb.PARTICIPANT_ADDED, by=by, at=at, subject=participant) as writing:
            known = cls.objects.filter(trajectory=trajectory, person=person).first()
            if known is None:
                return writing.add(participant)
            if known.state == State.LEFT:
                writing.move(writing.about(known), {State.LEFT}, State.INVITED)
            return known

    def leave(self, *, by: Person, at: datetime) -> "Participant":
        """No longer one of them. What they would have had alone with the coach will not be."""
        with write(Verb.PARTICIPANT_LEFT, by=by, at=at, subject=self) as writing:
            if writing.move(self, {State.INVITED, State.AGREED}, State.LEFT):
                ahead = self.trajectory.sessions.filter(state__in=("scheduled", "requested"))
                for session in ahead.filter(coachee_id=self.person_id):
                    writing.move(session, {session.state}, "cancelled", sequence=session.sequence + 1)
        return self

    def erase(self, *, by: Person, at: datetime) -> "Participant":
        """Empty every word that is of this one alone: theirs, and what the coach wrote of them and to them. What the
        group shares stays."""
        with write(Verb.PARTICIPANT_ERASED, by=by, at=at, subject=self) as writing:
            rows = list(self._rows())
            for row in rows:
                writing.empty(row)
            writing.erase_texts(of_rows=[row.pk for row in rows])
            self.trajectory.photo_contents.filter(pk__in=[row.pk for row in rows]).delete()
            self.trajectory.drafts.filter(person_id=self.person_id).delete()
        return self

    def _rows(self) -> Iterator[Covered]:
        mine = {"trajectory_id": self.trajectory_id, "coachee_id": self.person_id}
        for model in covered_models().values():
            if model.STREAM == "trajectory_id" and hasattr(model, "coachee_id"):
                yield from model._base_manager.filter(**mine)
