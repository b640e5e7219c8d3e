"""SignInLink: one mailed way in, as a link and as a code. Used once, or never."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import randbelow, token_urlsafe

from django.db import models
from django.utils.crypto import constant_time_compare

from handrail.lib.refusal import Refusal
from handrail.practice.account import Account

OPEN_FOR = timedelta(minutes=30)
# One link costs the reader of a mailbox nothing; a flood of them does. A six-digit code may
# be guessed at five times, so a stranger's chance within an hour's five links is 25 in a million.
LINKS_AN_HOUR = 5
ASKS_AN_HOUR_FROM_ONE_PLACE = 30
GUESSES = 5


class TooMany(Refusal):
    """Asked too often; it opens again within the hour."""


class LinkUsed(Refusal):
    """The link or code is used up, too old, or was never one."""


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


class SignInLink(models.Model):
    """Only hashes are kept: whoever reads the database cannot sign in with it."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    open_until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    guesses = models.PositiveSmallIntegerField(default=0)
    asked_from = models.CharField(max_length=64, default="")
    leads_to = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [
            models.Index(fields=["account", "made_at"], name="sign_in_by_account"),
            models.Index(fields=["asked_from", "made_at"], name="sign_in_by_place"),
        ]

    @classmethod
    def make(
        cls, account: Account, *, at: datetime, leads_to: str = "", asked_from: str = "", open_for: timedelta = OPEN_FOR
    ) -> tuple[str, str]:
        """A new link for the account: its token and its six-digit code, seen only now."""
        token, code = token_urlsafe(24), f"{randbelow(1_000_000):06}"
        cls.objects.create(
            account=account, token_hash=_hash(token), code_hash=_hash(f"{account.pk}{code}"), made_at=at,
            open_until=at + open_for, asked_from=_hash(asked_from) if asked_from else "", leads_to=leads_to,
        )  # fmt: skip
        return token, code

    @classmethod
    def check_rate(cls, account: Account | None, *, asked_from: str, at: datetime) -> None:
        """Refuse when this address or this place has asked too often in the last hour."""
        lately = cls.objects.filter(made_at__gt=at - timedelta(hours=1))
        if account and lately.filter(account=account).count() >= LINKS_AN_HOUR:
            raise TooMany
        if lately.filter(asked_from=_hash(asked_from)).count() >= ASKS_AN_HOUR_FROM_ONE_PLACE:
            raise TooMany

    @classmethod
    def still_open(cls, token: str, *, at: datetime) -> "SignInLink":
        """The link of this token, if it still opens. Looking changes nothing."""
        found = cls.objects.filter(token_hash=_hash(token), used_at=None, open_until__gt=at)
        if link := found.select_related("account").first():
            return link
        raise LinkUsed

    @classmethod
    def by_code(cls, account: Account, code: str, *, at: datetime) -> "SignInLink":
        """The newest open link of the account, when the code is its code. A wrong guess counts."""
        link = cls.objects.filter(account=account, used_at=None, open_until__gt=at).order_by("-pk").first()
        if link is None:
            raise LinkUsed
        guessed = cls.objects.filter(pk=link.pk, guesses__lt=GUESSES).update(guesses=models.F("guesses") + 1)
        if not guessed or not constant_time_compare(link.code_hash, _hash(f"{account.pk}{code.strip()}")):
            raise LinkUsed("code")
        return link

    def use(self, *, at: datetime) -> Account:
        """Use the link up: of two that come at once, one gets in."""
        if not SignInLink.objects.filter(pk=self.pk, used_at=None).update(used_at=at):
            raise LinkUsed
        return self.account

    @classmethod
    def forget(cls, *, before: datetime) -> None:
        cls.objects.filter(open_until__lt=before).delete()
