"""A way out through a messenger or an SMS provider that the owner of a practice has set up."""

import re
from datetime import UTC, datetime
from typing import Self
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.db import models

from handrail.lib.ids import uuid7
from handrail.lib.refusal import NotUnderstood
from handrail.lib.sealed import seal, unseal

PLACE, PURPOSE = "{to}", "messenger"
NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
# A telephone number, or a name as messengers give it out. Nothing that means something in an address.
NUMBER = re.compile(r"\+?[0-9]{5,20}|@?[A-Za-z0-9_]{3,64}")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class ApprisePlaces(models.QuerySet["ApprisePlace"]):
    def of(self, practice_id: UUID) -> Self:
        return self.filter(practice_id=practice_id).order_by("name")


class ApprisePlace(models.Model):
    """Its address holds the password at the provider, so it is sealed. A message's `to` is "name:number"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    name = models.CharField(max_length=20)
    sealed_url = models.TextField()

    objects = ApprisePlaces.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice_id", "name"], name="apprise_place_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def keep(cls, *, practice_id: UUID, name: str, url: str) -> "ApprisePlace":
        """Set up a way, or set it anew. The address has {to} where the number of the person goes."""
        if not NAME.fullmatch(name):
            raise NotUnderstood("name")
        if PLACE not in url or "://" not in url or not url.isprintable():
            raise NotUnderstood("url")
        sealed = seal(url, purpose=PURPOSE, secret=settings.SECRET_KEY, at=BEGINNING)
        return cls.objects.update_or_create(practice_id=practice_id, name=name, defaults={"sealed_url": sealed})[0]

    def url_to(self, number: str) -> str:
        """The address for one person. NotUnderstood for what is no number; Unreadable if the secret was changed."""
        if not NUMBER.fullmatch(number):
            raise NotUnderstood("to")
        url = unseal(self.sealed_url, purpose=PURPOSE, secret=settings.SECRET_KEY, at=BEGINNING)
        return url.replace(PLACE, quote(number, safe=""))
