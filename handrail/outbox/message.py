"""What must be delivered to somebody outside."""

from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.utils.encoding import punycode

from handrail.lib.ids import uuid7
from handrail.lib.refusal import Missing, NotText, NotUnderstood, TooLong

ADDRESS = 254
SUBJECT = 200
BODY = 200_000
KEPT = timedelta(days=7)
FORGOTTEN_AT_ONCE = 1_000


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class Messages(models.QuerySet["Message"]):
    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def claimable(self, at: datetime) -> Self:
        """Due, and held by nobody; a lease that ran out holds nothing."""
        free = Q(leased_until=None) | Q(leased_until__lte=at)
        return self.waiting().filter(free, due_at__lte=at)

    def held_under(self, lease: UUID) -> Self:
        return self.waiting().filter(lease=lease)

    def stale(self, at: datetime) -> Self:
        """Over for so long that nobody needs the words any more."""
        return self.filter(~Q(text=""), ended_at__lte=at - KEPT)


class Message(models.Model):
    """One mail to one address. It waits until it is sent, given up or cancelled.

    A lease is not a state: it is a claim on a waiting message that ends by itself,
    so that what a killed process held comes back without anybody noticing the death.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    about = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    to = models.CharField(max_length=ADDRESS)
    subject = models.CharField(max_length=SUBJECT)
    text = models.TextField()
    html = models.TextField(default="")
    message_id = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)

    objects = Messages.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="message_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="message_waits_or_has_ended",
                condition=Q(state=State.WAITING, ended_at=None) | ~Q(state=State.WAITING) & Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_is_leased_while_waiting",
                condition=Q(lease=None, leased_until=None)
                | Q(state=State.WAITING, lease__isnull=False, leased_until__isnull=False),
            ),
            models.CheckConstraint(
                name="message_waits_with_words", condition=~Q(state=State.WAITING) | ~Q(text="") & ~Q(to="")
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="message_due", condition=Q(state=State.WAITING)),
            models.Index(fields=["lease"], name="message_held", condition=Q(lease__isnull=False)),
            models.Index(fields=["ended_at"], name="message_stale", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def queue(
        cls,
        *,
        practice_id: UUID,
        to: str,
        subject: str,
        text: str,
        html: str = "",
        at: datetime,
        about: UUID | None = None,
    ) -> "Message":
        """Write it down in the caller's transaction: it is sent if, and only if, that one commits."""
        message = cls(practice_id=practice_id, about=about, created_at=at, due_at=at)
        message.to, message.subject = _address(to), _subject(subject)
        message.text, message.html = _body("text", text), _body("html", html)
        if not message.text:
            raise Missing("text")
        message.message_id = f"<{message.id}@{_sending_domain()}>"
        message.save(force_insert=True)
        return message

    @classmethod
    def cancel_about(cls, about: UUID, *, at: datetime) -> int:
        """What still waits about this thing is not sent; how many that were.

        A mail whose words are on the line to the server at this very moment cannot be called back.
        """
        ended = {"state": State.CANCELLED, "ended_at": at, "lease": None, "leased_until": None}
        return cls.objects.waiting().filter(about=about).update(**ended)

    @classmethod
    def empty_about(cls, about: UUID) -> int:
        """Nothing readable stays of what was about this thing. Cancel first: an empty mail cannot be kept waiting."""
        return cls.objects.filter(about=about).update(to="", subject="", text="", html="")

    @classmethod
    def forget(cls, at: datetime) -> int:
        """Empty the words of what ended a week ago: they carry links that sign people in."""
        stale = cls.objects.stale(at)
        if not stale.exists():
            return 0
        some = stale.order_by("ended_at").values("pk")[:FORGOTTEN_AT_ONCE]
        return cls.objects.filter(pk__in=some).update(text="", html="")

    @classmethod
    def waiting_count(cls) -> int:
        return cls.objects.waiting().count()


def _address(to: str) -> str:
    address = to.strip().casefold()
    try:
        validate_email(address)
        punycode(address.rpartition("@")[2])
    except (ValidationError, UnicodeError) as wrong:
        raise NotUnderstood("to") from wrong
    if len(address) > ADDRESS:
        raise TooLong("to", limit=ADDRESS, length=len(address))
    return address


def _subject(subject: str) -> str:
    """On one line, and shortened: a long name must not keep an invitation from being sent."""
    line = " ".join(_readable("subject", subject).split())
    return line if len(line) <= SUBJECT else line[: SUBJECT - 1] + "…"


def _body(field: str, words: str) -> str:
    body = _readable(field, words).replace("\r\n", "\n").replace("\r", "\n")
    if len(body) > BODY:
        raise TooLong(field, limit=BODY, length=len(body))
    return body


def _readable(field: str, words: str) -> str:
    if "\0" in words or any("\ud800" <= letter <= "\udfff" for letter in words):
        raise NotText(field)
    return words


def _sending_domain() -> str:
    domain = parseaddr(settings.HANDRAIL_FROM)[1].rpartition("@")[2]
    return punycode(domain) if domain else "localhost"
