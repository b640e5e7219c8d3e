"""SignInLink: one mailed way in, as a link and as a code. Used once, or never."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import randbelow, token_urlsafe

from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac

from handrail.lib.refusal import Refusal
from handrail.practice.account import Account, address
from handrail.practice.person import Person

OPEN_FOR = timedelta(minutes=30)
# One link costs the reader of a mailbox nothing; a flood of them does. A six-digit code may
# be guessed at five times, so a stranger's chance within an hour's five links is 25 in a million.
LINKS_AN_HOUR = 5
ASKS_AN_HOUR_FROM_ONE_PLACE = 30
GUESSES = 5
# For so long the page of an old link knows whose it was, and sends a new one at one click.
REMEMBERED_FOR = timedelta(days=7)


class TooMany(Refusal):
    """Asked too often; it opens again within the hour."""


class LinkUsed(Refusal):
    """The link or code is used up, too old, or was never one."""


@dataclass(frozen=True)
class WayIn:
    """What a link says in a mail, seen only when it is made. No account: nobody here has the address."""

    account: Account | None
    person: Person | None
    token: str
    code: str
    open_until: datetime


def _hash(secret: str) -> str:
    """Enough for what cannot be guessed."""
    return sha256(secret.encode()).hexdigest()


def _keyed(purpose: str, value: str) -> str:
    """For what can: a code has a million values, an address is in somebody's list."""
    return salted_hmac(f"handrail.sign-in.{purpose}", value, algorithm="sha256").hexdigest()


class SignInLink(models.Model):
    """Only hashes are kept: whoever reads the database cannot sign in with it.

    Asking for an address that nobody here has makes a row too, which opens nothing: so both
    take the same time, are counted alike, and answer a wrong code alike."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="links")
    # Which person of the account this leads to, where that is known: it serves several practices.
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="links")
    asked_for = models.CharField(max_length=64, default="")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    open_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    guesses = models.PositiveSmallIntegerField(default=0)
    asked_from = models.CharField(max_length=64, default="")
    leads_to = models.CharField(max_length=500, default="")
    # Whoever runs this machine answers for who comes: no second step is asked.
    is_vouched_for = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["asked_for", "made_at"], name="sign_in_by_address"),
            models.Index(fields=["asked_from", "made_at"], name="sign_in_by_place"),
            models.Index(fields=["open_until"], name="sign_in_by_age"),
        ]

    @classmethod
    def make(
        cls,
        account: Account,
        *,
        at: datetime,
        person: Person | None = None,
        leads_to: str = "",
        open_for: timedelta = OPEN_FOR,
        is_vouched_for: bool = False,
    ) -> WayIn:
        """A link handed over by somebody who may: it is in no mail and has no code to be guessed."""
        way_in = WayIn(account, person, token_urlsafe(24), f"{randbelow(1_000_000):06}", at + open_for)
        cls._keep(way_in, email=account.email, at=at, leads_to=leads_to, is_vouched_for=is_vouched_for)
        return way_in

    @classmethod
    def ask(
        cls, email: str, *, at: datetime, asked_from: str, leads_to: str = "", person: Person | None = None
    ) -> WayIn:
        """Somebody wants to sign in with this address, known or not."""
        email = address(email)
        cls.check_rate(email, asked_from=asked_from, at=at)
        cls.forget(before=at - REMEMBERED_FOR)
        account = Account.objects.filter(email=email).first()
        way_in = WayIn(account, person, token_urlsafe(24), f"{randbelow(1_000_000):06}", at + OPEN_FOR)
        cls._keep(way_in, email=email, at=at, leads_to=leads_to, asked_from=asked_from)
        return way_in

    @classmethod
    def _keep(
        cls, way_in: WayIn, *, email: str, at: datetime, leads_to: str, asked_from: str = "",
        is_vouched_for: bool = False,
    ) -> None:  # fmt: skip
        cls.objects.create(
            account=way_in.account, person=way_in.person, asked_for=_keyed("address", email),
            token_hash=_hash(way_in.token), code_hash=_keyed("code", f"{email} {way_in.code}"),
            made_at=at, open_until=way_in.open_until, leads_to=leads_to,
            asked_from=_keyed("place", asked_from) if asked_from else "", is_vouched_for=is_vouched_for,
        )  # fmt: skip

    @classmethod
    def check_rate(cls, email: str, *, asked_from: str, at: datetime) -> None:
        """Refuse when for this address, or from this place, too much was asked in the last hour."""
        lately = cls.objects.filter(made_at__gt=at - timedelta(hours=1)).exclude(asked_from="")
        if lately.filter(asked_for=_keyed("address", email)).count() >= LINKS_AN_HOUR:
            raise TooMany
        if lately.filter(asked_from=_keyed("place", asked_from)).count() >= ASKS_AN_HOUR_FROM_ONE_PLACE:
            raise TooMany

    @classmethod
    def known(cls, token: str) -> "SignInLink":
        """The link of this token, though it may be used or old. Looking changes nothing."""
        if link := cls.objects.filter(token_hash=_hash(token), account__isnull=False).select_related("account").first():
            return link
        raise LinkUsed

    @classmethod
    def still_open(cls, token: str, *, at: datetime) -> "SignInLink":
        """The link of this token, if it still opens."""
        link = cls.known(token)
        if not link.opens(at):
            raise LinkUsed
        return link

    @classmethod
    def by_code(cls, email: str, code: str, *, at: datetime) -> "SignInLink":
        """The newest open link of the address, when the code is its code. A guess counts, and
        goes on counting only outside a transaction that the refusal would undo."""
        email = address(email)
        asked = cls.objects.filter(asked_for=_keyed("address", email), used_at=None, open_until__gt=at)
        link = asked.exclude(asked_from="").select_related("account").order_by("-pk").first()
        if link is None:
            raise LinkUsed("code")
        guessed = cls.objects.filter(pk=link.pk, guesses__lt=GUESSES).update(guesses=models.F("guesses") + 1)
        right = constant_time_compare(link.code_hash, _keyed("code", f"{email} {''.join(code.split())}"))
        if not (guessed and right and link.account):
            raise LinkUsed("code")
        return link

    def opens(self, at: datetime) -> bool:
        return self.account_id is not None and self.used_at is None and self.open_until > at

    def use(self, *, at: datetime) -> Account:
        """Use the link up: of two that come at once, one gets in."""
        if self.account is None or not SignInLink.objects.filter(pk=self.pk, used_at=None).update(used_at=at):
            raise LinkUsed
        return self.account

    @classmethod
    def forget(cls, *, before: datetime) -> None:
        cls.objects.filter(open_until__lt=before).delete()
