"""What must be delivered to somebody outside."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from handrail.lib.ids import uuid7
from handrail.lib.refusal import Missing, NotUnderstood
from handrail.outbox import parts

KEPT = timedelta(days=7)
FORGOTTEN_AT_ONCE = 1_000


WORDS = ("text", "short", "html", "calendar", "link", "unsubscribe", "paper", "paper_name")
# All that can be read of a message, and of whom it was for.
NOTHING = dict.fromkeys((*WORDS, "to", "mail_to", "subject", "reply_to", "answers", "calendar_method"), "")


class Channel(models.TextChoices):
    EMAIL = "email"
    PUSH = "push"
    APPRISE = "apprise"


class CalendarMethod(models.TextChoices):
    """What a calendar program is to do with the part (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


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

    def of(self, channel: str, *, judged: bool = True) -> Self:
        """Of one channel; and unless it can be judged, only what nobody wants to be asked about."""
        mine = self.filter(channel=channel)
        return mine if judged else mine.filter(judged_by="")

    def held_under(self, lease: UUID) -> Self:
        return self.waiting().filter(lease=lease)

    def stale(self, at: datetime) -> Self:
        """Over for so long that nobody needs the words any more."""
        return self.filter(~Q(text=""), ended_at__lte=at - KEPT)


class Message(models.Model):
    """One message to one address of one channel. It waits until it is sent, given up or cancelled.

    A lease is not a state: it is a claim on a waiting message that ends by itself,
    so that what a killed process held comes back without anybody noticing the death.

    `to` is a mail address, the devices of somebody (`push_subscription.devices_to`), or for a messenger "place:number".
    Where that does not take it, it goes to the mail address in `mail_to`. `short` is for channels of few words.
    `link` is where a tap on a push leads. `thread` gathers mails under one head in a mail program,
    `answers` is the Message-ID of a letter from outside that this one answers. `judged_by` names who
    wants to be asked once more before it goes; without that answer it does not. `paper` is a page that goes along as a
    file called `paper_name`: whole in itself, drawn as PDF when the mail is sent (`channels/paper.py`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    about = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    judged_by = models.CharField(max_length=parts.NAME, default="")
    to = models.CharField(max_length=parts.ADDRESS)
    mail_to = models.CharField(max_length=parts.ADDRESS, default="")
    subject = models.CharField(max_length=parts.SUBJECT)
    text = models.TextField()
    short = models.TextField(default="")
    html = models.TextField(default="")
    link = models.CharField(max_length=parts.PLACE, default="")
    reply_to = models.CharField(max_length=parts.ADDRESS, default="")
    unsubscribe = models.CharField(max_length=parts.PLACE, default="")
    thread = models.UUIDField(null=True)
    answers = models.CharField(max_length=parts.LETTER_ID, default="")
    calendar = models.TextField(default="")
    calendar_method = models.CharField(max_length=10, choices=CalendarMethod.choices, default="")
    paper = models.TextField(default="")
    paper_name = models.CharField(max_length=parts.PAPER_NAME, default="")
    message_id = models.CharField(max_length=parts.LETTER_ID)
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
            models.CheckConstraint(name="message_channel", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="message_calendar_method", condition=Q(calendar_method__in=["", *CalendarMethod.values])
            ),
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
            # In the order in which they are claimed: what nobody is asked about (a way in) before all prompts.
            models.Index(
                fields=["channel", "judged_by", "due_at"], name="message_due", condition=Q(state=State.WAITING)
            ),
            # A report of a mail server names the mail by this alone.
            models.Index(fields=["message_id"], name="message_by_its_id"),
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
        short: str = "",
        mail_to: str = "",
        at: datetime,
        about: UUID | None = None,
        channel: str = Channel.EMAIL,
        judged_by: str = "",
        link: str = "",
        reply_to: str = "",
        unsubscribe: str = "",
        thread: UUID | None = None,
        answers: str = "",
        calendar: str = "",
        calendar_method: str = "",
        paper: str = "",
        paper_name: str = "",
    ) -> "Message":
        """Write it down in the caller's transaction: it is sent if, and only if, that one commits."""
        message = cls(practice_id=practice_id, about=about, created_at=at, due_at=at, channel=channel, thread=thread)
        message.to, message.subject, message.text, message.html = to, subject, text, html
        message.short, message.mail_to = short, mail_to
        message.judged_by, message.link, message.reply_to = judged_by, link, reply_to
        message.unsubscribe, message.answers = unsubscribe, answers
        message.calendar, message.calendar_method = calendar, calendar_method
        message.paper, message.paper_name = paper, paper_name
        message.tidy()
        message.save(force_insert=True)
        return message

    @classmethod
    def queue_many(cls, messages: Sequence[Self]) -> None:
        """Write down a batch of unsaved ones in one statement. `due_at` may lie later than `created_at`."""
        for message in messages:
            message.tidy()
        cls.objects.bulk_create(messages)

    def tidy(self) -> None:
        """Each part in the one way it is kept; a Refusal names the part that cannot be sent."""
        if self.channel not in Channel.values:
            raise NotUnderstood("channel")
        self.to = (
            parts.one_address(self.to)
            if self.channel == Channel.EMAIL
            else parts.word("to", self.to, limit=parts.ADDRESS)
        )
        self.mail_to = self.mail_to and parts.one_address(self.mail_to, "mail_to")
        self.subject, self.short = parts.subject(self.subject), parts.body("short", self.short)
        self.text, self.html = parts.body("text", self.text), parts.body("html", self.html)
        if not self.text or not self.to:
            raise Missing("to" if self.text else "text")
        self.reply_to = self.reply_to and parts.one_address(self.reply_to, "reply_to")
        self.link, self.unsubscribe = parts.place("link", self.link), parts.place("unsubscribe", self.unsubscribe)
        self.answers = parts.word("answers", self.answers, limit=parts.LETTER_ID)
        self.judged_by = parts.word("judged_by", self.judged_by, limit=parts.NAME)
        self.calendar = parts.body("calendar", self.calendar)
        if self.calendar_method not in (CalendarMethod.values if self.calendar else [""]):
            raise NotUnderstood("calendar_method")
        self.paper, self.paper_name = parts.body("paper", self.paper), parts.file_name(self.paper_name)
        if bool(self.paper) != bool(self.paper_name):
            raise Missing("paper_name" if self.paper else "paper")
        self.message_id = f"<{self.id}@{parts.sending_domain()}>"

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
        return cls.objects.filter(about=about).update(**NOTHING)

    @classmethod
    def empty_gone(cls, which: models.QuerySet[Any, Any]) -> int:
        """The same of these, as far as they have gone; how many still held words."""
        return cls.objects.filter(~Q(text=""), pk__in=which, ended_at__isnull=False).update(**NOTHING)

    @classmethod
    def call_back_thread(cls, thread: UUID, *, at: datetime) -> None:
        """Nothing that still waits in it is sent, and nothing readable stays of what was."""
        mine = cls.objects.filter(thread=thread)
        mine.waiting().update(state=State.CANCELLED, ended_at=at, lease=None, leased_until=None)
        mine.update(**NOTHING)

    @classmethod
    def forget(cls, at: datetime) -> int:
        """Empty the words of what ended a week ago: they carry links that sign people in."""
        stale = cls.objects.stale(at)
        if not stale.exists():
            return 0
        some = stale.order_by("ended_at").values("pk")[:FORGOTTEN_AT_ONCE]
        return cls.objects.filter(pk__in=some).update(calendar_method="", reply_to="", **dict.fromkeys(WORDS, ""))

    @classmethod
    def waiting_count(cls) -> int:
        return cls.objects.waiting().count()
