"""Method: a form of a practice's own, written by a coach or brought in as a file. Exercises are made of it."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from handrail.ledger.covered import Covered, CoveredQuerySet
from handrail.ledger.refusals import Stale
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.difference import fingerprint
from handrail.lib.words import Words
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.methods.file import LARGEST, kept, read, written
from handrail.trajectory.methods.form import Form


class State(models.TextChoices):
    KEPT = "kept", _("In the library")
    PUT_AWAY = "put_away", _("Put away")


class MethodQuerySet(CoveredQuerySet["Method"]):
    def visible_to(self, person: Person) -> "MethodQuerySet":
        """Of the practice, for its coaches. A client has what was given to them: the exercise keeps its own copy."""
        return self.filter(practice_id=person.practice_id) if person.is_coach else self.none()


class Method(Covered):
    """It belongs to the practice and to no trajectory. What was given of it does not change with it."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="methods")
    # The file as it is shared (methods/file.py).
    text = Words(limit=LARGEST, required=True)
    state = models.CharField(max_length=16, choices=State, default=State.KEPT)

    objects = MethodQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=State.values), name="method_state")]

    @property
    def form(self) -> Form | None:
        """None only where its words were erased."""
        return kept(self.text)

    @classmethod
    def write(cls, *, by: Person, at: datetime, text: str) -> "Method":
        """A new one. NotAMethod names what of the file is not understood."""
        method = cls(practice_id=by.practice_id, text=written(read(text)))
        with write(Verb.METHOD_WRITTEN, by=by, at=at, subject=method) as writing:
            return writing.add(method)

    def change(self, *, by: Person, at: datetime, text: str, base: str | None = None) -> "Method":
        """`base` is the fingerprint of the file that the writer had before them, None asks for no check."""
        tidy = written(read(text))
        with write(Verb.METHOD_CHANGED, by=by, at=at, subject=self) as writing:
            self.refresh_from_db()
            if base is not None and fingerprint(self.text) not in (base, fingerprint(tidy)):
                raise Stale("text", theirs=self.text, yours=tidy)
            writing.change(self, text=tidy)
        return self

    def put_away(self, *, by: Person, at: datetime) -> "Method":
        """Offered no more. What was given of it stays as it is."""
        with write(Verb.METHOD_PUT_AWAY, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.KEPT}, State.PUT_AWAY)
        return self

    def take_out(self, *, by: Person, at: datetime) -> "Method":
        """Offered again."""
        with write(Verb.METHOD_TAKEN_OUT, by=by, at=at, subject=self) as writing:
            writing.move(self, {State.PUT_AWAY}, State.KEPT)
        return self
