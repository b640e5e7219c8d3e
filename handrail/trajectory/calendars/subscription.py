"""Subscription: a coach's calendar at an address, looked at again and again."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from handrail.lib.fetching import secure_url
from handrail.lib.ids import uuid7
from handrail.lib.refusal import OutOfRange
from handrail.practice.person import Person

EVERY = timedelta(hours=1)
# Longer than one fetch and its taking in may last.
LEASE = timedelta(minutes=5)
# After so many failures in a row, so long until the next try.
BACK_OFF = (EVERY, EVERY, timedelta(hours=2), timedelta(hours=6), timedelta(hours=24))
MOST = 5


class Trouble(models.TextChoices):
    """Why a calendar could not be fetched or read."""

    NOTHING = "", ""
    NOT_AN_ADDRESS = "not_an_address", _("This is not an address that Handrail goes to.")
    UNREACHABLE = "unreachable", _("Nobody answers at this address at the moment.")
    CERTIFICATE = "certificate", _("The server there cannot show that it is who it says it is.")
    GONE = "gone", _("There is no calendar at this address (any more). Make a new secret address in your calendar.")
    REFUSED = "refused", _("The server there does not hand it out. Make a new secret address in your calendar.")
    ASTRAY = "astray", _("The address leads on and on, and to no calendar.")
    TOO_LARGE = "too_large", _("This calendar is larger than 5 MB.")
    TOO_SLOW = "too_slow", _("The answer took too long.")
    NOT_A_CALENDAR = "not_a_calendar", _("What stands at this address is no calendar that Handrail can read.")


class SubscriptionQuerySet(models.QuerySet["Subscription", "Subscription"]):
    def of(self, coach: Person) -> "SubscriptionQuerySet":
        return self.filter(coach=coach).order_by("pk")

    def claimable(self, at: datetime) -> "SubscriptionQuerySet":
        """Due, held by nobody, and of somebody who still coaches."""
        free = models.Q(leased_until=None) | models.Q(leased_until__lte=at)
        coaching = models.Q(coach__memberships__role="coach", coach__memberships__state="active")
        return self.filter(free, coaching, due_at__lte=at)


class Subscription(models.Model):
    """A machine table. Its address is a secret: whoever has it reads the calendar."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    practice_id = models.UUIDField()
    coach = models.ForeignKey(Person, models.CASCADE, related_name="+")
    url = models.CharField(max_length=2_000)
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    # What the server said the last answer is called, so that it can say that nothing has changed.
    etag = models.CharField(max_length=200, default="", blank=True)
    changed = models.CharField(max_length=100, default="", blank=True)
    fetched_at = models.DateTimeField(null=True)
    # When it was last read in whole, and not only said to be unchanged.
    read_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=20, choices=Trouble, default=Trouble.NOTHING, blank=True)
    # What came of it last: how many of each handrail.trajectory.calendars.carry.Outcome.
    found = models.JSONField(default=dict)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coach", "url"], name="subscription_once")]
        indexes = [models.Index(fields=["due_at"], name="subscription_by_due")]

    def __str__(self) -> str:
        """For logs: never the address."""
        return f"subscription {self.pk}"

    @property
    def host(self) -> str:
        """What of the address may be shown."""
        return self.url.partition("://")[2].partition("/")[0].rpartition("@")[2]

    @classmethod
    def begin(cls, coach: Person, *, at: datetime, url: str) -> "Subscription":
        """Raises CannotFetch where the address is none. The same one twice is one; of too many, OutOfRange."""
        url = secure_url(url)
        held = cls.objects.of(coach)
        if held.count() >= MOST and not held.filter(url=url).exists():
            raise OutOfRange("url", low=0, high=MOST)
        one, _ = cls.objects.get_or_create(
            coach=coach, url=url, defaults={"practice_id": coach.practice_id, "due_at": at}
        )
        return one

    @classmethod
    def claim(cls, at: datetime) -> "Subscription | None":
        """One that is due, held for a while: of two who ask at once, one gets it. (SQLite locks no row, but lets one
        writer in at a time, from the first statement on.)"""
        lease = uuid4()
        with transaction.atomic():
            due = cls.objects.claimable(at).order_by("due_at").select_for_update(skip_locked=True, of=("self",))
            wanted = list(due.values_list("pk", flat=True)[:1])
            cls.objects.filter(pk__in=wanted).update(lease=lease, leased_until=at + LEASE)
        return cls.objects.filter(lease=lease).select_related("coach__practice").first()

    def is_still_held(self) -> bool:
        """Nobody unsubscribed meanwhile, and nobody overtook us."""
        return Subscription.objects.filter(pk=self.pk, lease=self.lease).exists()

    def went_well(self, *, at: datetime, etag: str, changed: str, found: dict[str, int] | None) -> None:
        """`found` is None where the server said that nothing has changed."""
        told: dict[str, Any] = {} if found is None else {"found": found, "read_at": at}
        self._release(
            due_at=at + EVERY, fetched_at=at, failures=0, trouble=Trouble.NOTHING, etag=etag[:200],
            changed=changed[:100], **told,
        )  # fmt: skip

    def went_wrong(self, trouble: str, *, at: datetime) -> None:
        wait = BACK_OFF[min(self.failures, len(BACK_OFF) - 1)]
        self._release(due_at=at + wait, failures=min(self.failures + 1, 1_000), trouble=trouble)

    def _release(self, **told: Any) -> None:
        """Only by who holds it: whose lease ran out may have been overtaken."""
        mine = Subscription.objects.filter(pk=self.pk, lease=self.lease)
        mine.update(lease=None, leased_until=None, **told)
