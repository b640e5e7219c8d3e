"""Upload: a file somebody brought to a page, waiting for their yes. Theirs alone, and not for long."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import models

from handrail.practice.person import Person
from handrail.trajectory.intake_key import IntakeKey

# Bytes; a page has to answer while somebody waits for it. The command takes files of any size.
LARGEST = 5_000_000
OPEN_FOR = timedelta(hours=1)
# So many at once, for several tabs; the newest.
MOST = 4


class What(models.TextChoices):
    """What it is brought as: each has a page of its own."""

    LIST = "list"
    CALENDAR = "calendar"


class UploadQuerySet(models.QuerySet["Upload"]):
    def of(self, person: Person, *, at: datetime, what: What = What.LIST) -> "UploadQuerySet":
        """What this person brought and may still say yes to: nobody else sees it, manager or not."""
        mine = self.filter(person=person, practice_id=person.practice_id, what=what)
        return mine.filter(kept_at__gt=at - OPEN_FOR)


class Upload(models.Model):
    """A machine table: no entry, no history."""

    # Not told by the one before it, as a time-ordered id would be.
    id = models.UUIDField(primary_key=True, default=uuid4)
    practice_id = models.UUIDField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    what = models.CharField(max_length=16, choices=What, default=What.LIST)
    content = models.BinaryField()
    kept_at = models.DateTimeField()
    # What came of it, once it was taken in: then the content is gone.
    result = models.JSONField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kept_at"], name="upload_by_age")]

    @classmethod
    def keep(cls, person: Person, *, name: str, content: bytes, at: datetime, what: What = What.LIST) -> "Upload":
        cls.forget(at)
        # By which its lines will be known: made here, so that looking at it writes nothing.
        IntakeKey.of(person.practice_id)
        mine = cls.objects.filter(person=person).order_by("-kept_at").values_list("pk", flat=True)
        cls.objects.filter(pk__in=list(mine[MOST - 1 :])).delete()
        plain = name.replace("\0", "")[-120:]
        return cls.objects.create(
            practice_id=person.practice_id, person=person, name=plain, what=what, content=content, kept_at=at
        )

    def finish(self, result: dict[str, Any]) -> None:
        """It was taken in; of two who did so at once, the first tells what came of it."""
        waiting = Upload.objects.filter(pk=self.pk, result__isnull=True)
        waiting.update(result=result, content=b"")

    @classmethod
    def forget(cls, at: datetime) -> None:
        """Let go of what nobody said yes to in time."""
        old = cls.objects.filter(kept_at__lte=at - OPEN_FOR)
        # Asked every second by the sending loop: a question takes no lock.
        if old.exists():
            old.delete()
