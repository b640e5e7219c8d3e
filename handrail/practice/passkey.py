"""Passkey: a key that a device keeps for somebody, to come in without a mail (WebAuthn)."""

from datetime import datetime

from django.db import IntegrityError, models, transaction

from handrail.lib.ids import uuid7
from handrail.lib.refusal import Refusal
from handrail.practice.account import Account

NAME = 60
MOST = 20


class KeyRefused(Refusal):
    """Not a key of ours, or not an answer to what was asked just now."""


class KnownAlready(Refusal):
    """This device's key is in the list."""


class EnoughKeys(Refusal):
    """There is no more room in the list."""


class Passkey(models.Model):
    """Only the public half is here: whoever reads the database cannot sign in with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=NAME)
    credential_id = models.CharField(max_length=1400, unique=True)
    # Public key and kind of authenticator, as WebAuthn writes them down.
    credential = models.BinaryField()
    # How often the authenticator says it has signed; those that several devices share say 0 for ever.
    sign_count = models.PositiveBigIntegerField(default=0)
    # When the challenge was given that was answered last. Any other answer to it, or to an earlier one, comes twice.
    asked_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    @classmethod
    def add(
        cls, account: Account, *, at: datetime, name: str, credential_id: str, credential: bytes, sign_count: int
    ) -> "Passkey":
        if cls.objects.filter(account=account).count() >= MOST:
            raise EnoughKeys
        try:
            with transaction.atomic():
                return cls.objects.create(
                    account=account, name=name[:NAME], credential_id=credential_id, credential=credential,
                    sign_count=sign_count, added_at=at,
                )  # fmt: skip
        except IntegrityError:
            raise KnownAlready from None

    def use(self, *, at: datetime, asked_at: datetime, sign_count: int) -> None:
        """Let one answer count, once. A count that does not rise says that the key was copied."""
        if (sign_count or self.sign_count) and sign_count <= self.sign_count:
            raise KeyRefused
        later = models.Q(asked_at=None) | models.Q(asked_at__lt=asked_at)
        used = Passkey.objects.filter(later, pk=self.pk, sign_count=self.sign_count)
        if not used.update(sign_count=sign_count, asked_at=asked_at, last_used_at=at):
            raise KeyRefused
