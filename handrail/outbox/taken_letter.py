"""Letters that were taken in: a letter delivered twice acts once."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import models

from handrail.lib.ids import uuid7

# Longer than any mail server tries to deliver, and than a mailbox is likely to be read again from its beginning.
KEPT = timedelta(days=60)
FORGOTTEN_AT_ONCE = 1_000


class TakenLetter(models.Model):
    """That it came. Neither who wrote it nor a word of it: the Message-ID and the token as one digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"taken {self.at:%Y-%m-%d}"

    @classmethod
    def first_time(cls, *names: str, at: datetime) -> bool:
        """Whether it had not come before. In the transaction of what it does: what is undone may come again."""
        digest = sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()
        return cls.objects.get_or_create(digest=digest, defaults={"at": at})[1]

    @classmethod
    def forget(cls, at: datetime) -> int:
        old = cls.objects.filter(at__lte=at - KEPT)
        if not old.exists():
            return 0
        return cls.objects.filter(pk__in=old.values("pk")[:FORGOTTEN_AT_ONCE]).delete()[0]
