"""Agreement: what coach and client promise each other, in plain words, in numbered versions."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.refusals import Stale
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.difference import fingerprint
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.practice.practice import Practice

TEXT = Words(required=True)


def shipped_text() -> str:
    """The agreement a practice begins with; it is theirs to rewrite."""
    return gettext(
        "What coaching is. We talk, you choose what to work on, and what you agree to do is yours. "
        "Coaching is not therapy and not medical advice; if you need either, your coach will say so.\n\n"
        "Who reads what. You and your coach see goals, actions, sessions and what you share. "
        "A reflection you keep private is read by nobody else. "
        "The people who run this practice see that you are coached and how many sessions there were, "
        "never what was said.\n\n"
        "Limits. Your coach keeps what you say confidential, except where the law or a serious danger "
        "to someone leaves no choice.\n\n"
        "Stopping. You can pause or stop at any time and need not say why. "
        "You can ask for a copy of everything, or have it erased."
    )


class AgreementQuerySet(CoveredQuerySet["Agreement"]):
    def visible_to(self, person: Person) -> "AgreementQuerySet":
        return self.filter(practice_id=person.practice_id)

    def current(self, practice_id: UUID) -> "Agreement":
        """The version that a client is shown today."""
        return self.filter(practice_id=practice_id).latest("version")


class Agreement(Covered):
    """One version of a practice's agreement. A new version never changes what was accepted."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="agreements")
    version = models.PositiveIntegerField()
    text = TEXT

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "version"], name="agreement_version")]

    @classmethod
    def write(cls, *, by: Person, at: datetime, text: str, base: str | None = None) -> "Agreement":
        """The next version; the same words again are no new version. `base` is the fingerprint of
        the words that the writer had before them, None asks for no check."""
        agreement = cls(practice_id=by.practice_id, version=0, text=text)
        with write(Verb.AGREEMENT_WRITTEN, by=by, at=at, subject=agreement) as writing:
            # Read inside, where the writers of one practice queue.
            latest = cls.objects.current(by.practice_id)
            if latest.text == TEXT.tidy(text):
                return latest
            if base is not None and base != fingerprint(latest.text):
                raise Stale("text", theirs=latest.text, yours=text)
            agreement.version = latest.version + 1
            return writing.add(agreement)
