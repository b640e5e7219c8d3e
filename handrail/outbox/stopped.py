"""Addresses that a channel no longer reaches, or where somebody asked not to be reached."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from hmac import digest
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from handrail.lib.ids import uuid7


class Why(models.TextChoices):
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    GONE = "gone"


class Stops(models.QuerySet["Stopped"]):
    def holds(self, practice_id: UUID, channel: str, addresses: Iterable[str]) -> dict[str, str]:
        """Those of the addresses that are stopped, and why. One query."""
        keys = {_key(practice_id, channel, each): each for each in addresses}
        found = self.filter(practice_id=practice_id, channel=channel, address__in=keys).values_list("address", "why")
        return {keys[key]: why for key, why in found}


class Stopped(models.Model):
    """Since when, and why. The address is kept as a keyed digest: it can be asked for, but not read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=64)
    why = models.CharField(max_length=10, choices=Why.choices)
    since = models.DateTimeField()

    objects = Stops.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "channel", "address"], name="stopped_once"),
            models.CheckConstraint(name="stopped_why", condition=Q(why__in=Why.values)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.why}"

    @classmethod
    def stop(cls, practice_id: UUID, channel: str, address: str, *, why: str, at: datetime) -> bool:
        """Nothing but the essential goes there from now on; whether that is new. A complaint outweighs a bounce."""
        key = _key(practice_id, channel, address)
        there, new = cls.objects.get_or_create(
            practice_id=practice_id, channel=channel, address=key, defaults={"why": why, "since": at}
        )
        if why == Why.COMPLAINED and there.why != why:
            cls.objects.filter(pk=there.pk).update(why=why)
        return new

    @classmethod
    def arrived(cls, practice_ids: Iterable[UUID], channel: str, address: str) -> None:
        """What was sent there was read: it works again. Whoever complained has said something else."""
        keys = [_key(practice_id, channel, address) for practice_id in practice_ids]
        cls.objects.filter(channel=channel, address__in=keys).exclude(why=Why.COMPLAINED).delete()

    @classmethod
    def lift(cls, practice_id: UUID, channel: str, address: str) -> bool:
        """It works again, or is wanted again; whether it had been stopped."""
        key = _key(practice_id, channel, address)
        return bool(cls.objects.filter(practice_id=practice_id, channel=channel, address=key).delete()[0])


def _key(practice_id: UUID, channel: str, address: str) -> str:
    what = f"{practice_id} {channel} {address.strip().casefold()}"
    return digest(settings.SECRET_KEY.encode(), f"handrail stopped {what}".encode(), sha256).hex()
