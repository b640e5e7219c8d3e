"""Claim: that something was said to somebody, or why it was not. One row for each thing and moment, for ever.

Nothing is said twice because two rows of the same thing and moment cannot be: the claim and its message are written in
one transaction. A thing that moves to another day is another moment, so no clean-up is needed."""

from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from hmac import compare_digest, digest
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from handrail.lib.ids import uuid7

# How long the link in a message opens, where its object still is.
OPEN_FOR = timedelta(days=30)
MAC = 10
LENGTH = 42


class Outcome(models.TextChoices):
    SENT = "sent"
    WITHHELD = "withheld"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def sent(self) -> "ClaimQuerySet":
        return self.filter(outcome=Outcome.SENT)


class Claim(models.Model):
    """Ids alone, no word of anybody. `moment` is the day it was made for, `turn` and `instant` tell two of one day
    apart (a session moved twice)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    person_id = models.UUIDField()
    trajectory_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    # prompt, asked or essential (judge.Class).
    counts_as = models.CharField(max_length=10)
    object_id = models.UUIDField()
    moment = models.DateField()
    turn = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=20, blank=True, default="")
    message_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    # Of what says several things that may stand for long: by which each is known again.
    told = models.TextField(blank=True, default="")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_id", "kind", "person_id", "moment", "turn"], name="claim_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="claim_outcome"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.SENT, reason="") | Q(outcome=Outcome.WITHHELD) & ~Q(reason=""),
                name="claim_says_why_not",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "at"], name="claim_of_person"),
            models.Index(fields=["message_id"], name="claim_of_message", condition=Q(message_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome} {self.reason}".strip()

    @property
    def key(self) -> tuple[UUID, str, UUID, date, int]:
        """As of what is due (judge.Due): what is never said twice."""
        return (self.person_id, self.kind, self.object_id, self.moment, self.turn)

    @cached_property
    def token(self) -> str:
        return token_of(self.pk)

    def is_open(self, at: datetime) -> bool:
        return self.outcome == Outcome.SENT and at < self.at + OPEN_FOR

    @classmethod
    def at_token(cls, token: str) -> "Claim | None":
        """The one thing that this token stands for; None where it was never given."""
        claim_id = claim_of(token)
        return cls.objects.filter(pk=claim_id).first() if claim_id else None


def token_of(claim_id: UUID) -> str:
    """The claim's id and a seal on it, in letters that a mail address carries whichever case it is written in."""
    return b32encode(claim_id.bytes + _seal(claim_id)).decode().rstrip("=").lower()


def claim_of(token: str) -> UUID | None:
    """The claim that this token was made for; None where it was made by somebody else."""
    if len(token) != LENGTH:
        return None
    try:
        packed = b32decode(token.upper() + "=" * (-len(token) % 8))
    except (NotBase32, ValueError):
        return None
    claim_id = UUID(bytes=packed[:16])
    # Of the last letter some bits mean nothing: only the spelling that we gave counts.
    return claim_id if compare_digest(token_of(claim_id), token.lower()) else None


def _seal(claim_id: UUID) -> bytes:
    key = f"handrail.reminders.answer {settings.SECRET_KEY}".encode()
    return digest(key, claim_id.bytes, sha256)[:MAC]
