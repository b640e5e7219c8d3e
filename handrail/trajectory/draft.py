"""Draft: words on their way. The author's alone, kept by the server until they become a revision."""

from datetime import datetime

from django.db import models

from handrail.lib.ids import uuid7
from handrail.lib.words import LONG, Words
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory

# More than any text keeps: what is too long is still being worked on, and is told so when it is saved.
_limits = Words(limit=20 * LONG)
_limits.name = "text"


class Draft(models.Model):
    """A machine table: no entry, no history. One for each person and place."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    practice_id = models.UUIDField()
    trajectory = models.ForeignKey(Trajectory, models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    # Which form: "note:<session id>:shared", "reflection:<id>".
    place = models.CharField(max_length=120)
    text = models.TextField()
    # What the form showed when the writing began (handrail.lib.difference.fingerprint).
    base = models.CharField(max_length=16, default="")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="draft_once_per_place")]

    @classmethod
    def keep(cls, person: Person, *, trajectory: Trajectory, place: str, text: str, base: str, at: datetime) -> None:
        """Keep what is typed so far; the newest wins, it is one person's own."""
        cls.objects.update_or_create(
            person=person, place=place,
            defaults={
                "practice_id": person.practice_id, "trajectory": trajectory,
                "text": _limits.tidy(text), "base": base[:16], "kept_at": at,
            },
        )  # fmt: skip

    @classmethod
    def of(cls, person: Person, place: str) -> "Draft | None":
        return cls.objects.filter(person=person, place=place).first()

    @classmethod
    def drop(cls, person: Person, place: str) -> None:
        """The words became a revision."""
        cls.objects.filter(person=person, place=place).delete()
