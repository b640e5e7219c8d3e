"""The number or the name by which a messenger of the practice reaches somebody; used once they have shown that it is
theirs, by a code that was sent there."""

from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest, digest
from secrets import randbelow
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F

from handrail.lib.ids import uuid7
from handrail.lib.refusal import NotUnderstood, Refusal
from handrail.outbox.apprise_place import NUMBER, ApprisePlace
from handrail.outbox.message import Channel, Message

# A code is good for so long, and for so many tries.
GOOD_FOR, TRIES = timedelta(minutes=30), 5
# So many codes within a day: each costs the practice something, and disturbs whoever has the number.
A_DAY, CODES = timedelta(days=1), 3


class TooOften(Refusal):
    """Enough codes were sent for today."""


class Numbers(models.QuerySet["Number"]):
    def shown(self) -> Self:
        """Those of which it was shown whose they are."""
        return self.filter(shown_at__isnull=False)


class Number(models.Model):
    """One a person. Another one takes its place, and has to be shown anew."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    # No foreign key: the outbox knows nobody.
    person_id = models.UUIDField(unique=True)
    place = models.CharField(max_length=20)
    number = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    shown_at = models.DateTimeField(null=True)

    objects = Numbers.as_manager()

    def __str__(self) -> str:
        return f"number {self.id}"

    @property
    def to(self) -> str:
        """As a message is addressed."""
        return f"{self.place}:{self.number}"

    @classmethod
    def ask(
        cls, *, practice_id: UUID, person_id: UUID, place: str, number: str, at: datetime, subject: str, text: str
    ) -> "Number":
        """Send a code there. `text` has {code} where that goes."""
        number = "".join(number.split())
        if not ApprisePlace.objects.of(practice_id).filter(name=place).exists():
            raise NotUnderstood("place")
        if not NUMBER.fullmatch(number):
            raise NotUnderstood("number")
        sent = Message.objects.filter(about=person_id, channel=Channel.APPRISE, judged_by="", created_at__gt=at - A_DAY)
        if sent.count() >= CODES:
            raise TooOften("number")
        code = f"{randbelow(1_000_000):06}"
        values = {"practice_id": practice_id, "place": place, "number": number, "asked_at": at, "shown_at": None}
        asked, _ = cls.objects.update_or_create(
            person_id=person_id, defaults={**values, "tries": 0, "code": _sealed(person_id, code)}
        )
        Message.queue(
            practice_id=practice_id, to=asked.to, subject=subject, text=text.format(code=code), at=at, about=person_id,
            channel=Channel.APPRISE,
        )  # fmt: skip
        return asked

    @classmethod
    def show(cls, person_id: UUID, *, code: str, at: datetime) -> bool:
        """Whether this is the code; then the number is used. Each try is counted before it is looked at."""
        asked = cls.objects.filter(person_id=person_id, shown_at=None, tries__lt=TRIES, asked_at__gt=at - GOOD_FOR)
        if not asked.update(tries=F("tries") + 1):
            return False
        mine = cls.objects.get(person_id=person_id)
        if not compare_digest(mine.code, _sealed(person_id, code.strip())):
            return False
        return bool(cls.objects.filter(pk=mine.pk, code=mine.code, shown_at=None).update(shown_at=at, code=""))

    @classmethod
    def forget(cls, person_id: UUID) -> int:
        return cls.objects.filter(person_id=person_id).delete()[0]


def _sealed(person_id: UUID, code: str) -> str:
    key = f"handrail.outbox.number {settings.SECRET_KEY}".encode()
    return digest(key, f"{person_id} {code}".encode(), sha256).hex()
