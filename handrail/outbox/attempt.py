"""A try at delivering a message that did not end with its being taken."""

from django.db import models
from django.db.models import Q

from handrail.lib.ids import uuid7
from handrail.outbox.message import Message


class Outcome(models.TextChoices):
    SENT = "sent"
    PUT_OFF = "put_off"
    REFUSED = "refused"
    WITHHELD = "withheld"


class Attempt(models.Model):
    """When it was tried and what came of it. Of a message that was taken the message itself says so: no row here.

    `said` is the server's code ("550 5.1.1") or the name of what broke. Its sentence is
    not kept: servers quote addresses, subjects and links in it, and those must be erasable.
    Where the one who was asked said no (`withheld`) it is that one's reason, in a word.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    said = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(name="attempt_outcome", condition=Q(outcome__in=Outcome.values))]

    def __str__(self) -> str:
        return f"{self.outcome} {self.said}"
