"""FeedAddress: where somebody's calendar program fetches their sessions."""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import ClassVar

from django.db import models, transaction

from handrail.lib.ids import uuid7
from handrail.practice.person import Person


class FeedAddress(models.Model):
    """A machine table. Whoever has the address reads the calendar, so that only its hash is kept: it is shown once,
    and a lost one is made anew. One a person; a new one ends the one before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    # Whether a coach's calendar tells the clients apart by their initials: calendars are seen over shoulders.
    initials = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["FeedAddress"]] = models.Manager()

    def __str__(self) -> str:
        return f"since {self.made_at:%Y-%m-%d}"

    @classmethod
    def make(cls, person: Person, *, at: datetime, initials: bool = False) -> str:
        """The secret of the new address: nobody can tell it again."""
        secret = token_urlsafe(24)
        with transaction.atomic():
            cls.objects.filter(person=person).delete()
            cls.objects.create(
                practice_id=person.practice_id, person=person, secret_hash=_hash(secret), made_at=at, initials=initials
            )
        return secret

    @classmethod
    def revoke(cls, person: Person) -> bool:
        return bool(cls.objects.filter(person=person).delete()[0])

    @classmethod
    def of(cls, person: Person) -> "FeedAddress | None":
        return cls.objects.filter(person=person).first()

    @classmethod
    def behind(cls, secret: str) -> "FeedAddress | None":
        """Whose it is. By the hash: what can be measured of a look-up tells nothing of the secret."""
        return cls.objects.filter(secret_hash=_hash(secret)).select_related("person").first()


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
