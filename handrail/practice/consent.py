"""Consent: what a person said yes to. Two yeses, apart: the agreement, and keeping what is personal."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.practice.agreement import Agreement
from handrail.practice.person import Person
from handrail.practice.practice import Practice


class Kind(models.TextChoices):
    """GDPR Art. 9 wants the second apart from the contract, and withdrawable."""

    AGREEMENT = "agreement", _("The agreement")
    PERSONAL = "personal", _("Keeping personal and sensitive words")


class State(models.TextChoices):
    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentQuerySet(CoveredQuerySet["Consent"]):
    def visible_to(self, person: Person) -> "ConsentQuerySet":
        return self.filter(practice_id=person.practice_id, person__in=Person.objects.visible_to(person))


class Consent(Covered):
    """One yes of one person, to one version of the agreement."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    state = models.CharField(max_length=16, choices=State, default=State.GIVEN)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="consent_kind"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="consent_state"),
        ]

    @classmethod
    def give(cls, *, by: Person, at: datetime, agreement: Agreement, kind: str) -> "Consent":
        """Say yes. Saying it twice to the same version is one yes."""
        mine = cls.objects.filter(person=by, agreement=agreement, kind=kind, state=State.GIVEN)
        if found := mine.first():
            return found
        consent = cls(practice_id=by.practice_id, person=by, agreement=agreement, kind=kind)
        with write(Verb.CONSENT_GIVEN, by=by, at=at, subject=consent) as writing:
            return writing.add(consent)

    def withdraw(self, *, by: Person, at: datetime) -> "Consent":
        with write(Verb.CONSENT_WITHDRAWN, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.GIVEN}, State.WITHDRAWN)
        return self
