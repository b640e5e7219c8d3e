"""Membership: that a person is coach, manager or client of a practice."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import Refusal
from handrail.practice.person import Person
from handrail.practice.practice import Practice


class Role(models.TextChoices):
    COACH = "coach", _("Coach")
    MANAGER = "manager", _("Manager")
    COACHEE = "coachee", _("Client")


class State(models.TextChoices):
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class OnlyManager(Refusal):
    """Without them nobody could run the practice any more."""


class MembershipQuerySet(CoveredQuerySet["Membership"]):
    def visible_to(self, person: Person) -> "MembershipQuerySet":
        """Roles are no secret among those who may see the person."""
        return self.filter(practice_id=person.practice_id, person__in=Person.objects.visible_to(person))


class Membership(Covered):
    """One role of one person. Ended, never deleted; given again, it is active again."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    state = models.CharField(max_length=16, choices=State, default=State.ACTIVE)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="membership_state"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role"),
        ]

    @classmethod
    def grant(cls, person: Person, *, by: Person, at: datetime, role: str) -> "Membership":
        """Give a role; one that the person had before comes back."""
        earlier = cls.objects.filter(person=person, role=role).first()
        membership = earlier or cls(practice_id=person.practice_id, person=person, role=role)
        with write(Verb.MEMBERSHIP_GRANTED, by=by, at=at, subject=membership) as writing:
            if earlier:
                writing.move(earlier, {State.ENDED}, State.ACTIVE)
            else:
                writing.add(membership)
        return membership

    def end(self, *, by: Person, at: datetime) -> "Membership":
        with write(Verb.MEMBERSHIP_ENDED, by=by, at=at, subject=self) as writing:
            # Counted inside: two managers who end each other's role come one after the other.
            others = Membership.objects.filter(practice_id=self.practice_id, role=Role.MANAGER, state=State.ACTIVE)
            if self.role == Role.MANAGER and not others.exclude(pk=self.pk).exists():
                raise OnlyManager
            writing.move(self, {State.ACTIVE}, State.ENDED)
        return self
