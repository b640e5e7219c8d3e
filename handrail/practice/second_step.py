"""SecondStep: a code from an app on the phone, asked after the mailed link (RFC 6238), and the way back without it."""

import re
from datetime import datetime, timedelta
from secrets import choice

import pyotp
from django.conf import settings
from django.db import models, transaction
from django.utils.crypto import salted_hmac
from pyotp.exceptions import OTPVerificationError

from handrail.lib.refusal import Refusal
from handrail.lib.sealed import Unreadable, seal, unseal
from handrail.practice.account import Account

ISSUER = "Handrail"
# A clock that is half a minute off is common; a code that was read out loud a minute ago is not to be worth anything.
DRIFT = 1
DRAFT_OPEN_FOR = timedelta(minutes=30)
# Five wrong codes are typing; after that each costs twice the wait of the one before, up to a day. Three of a million
# codes are right at any moment: somebody who reads the mailbox and guesses on has one chance in a thousand a year.
FREE_GUESSES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)
CODES = 10
# No letter that looks like a digit: these are copied from paper.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
SIX_DIGITS = re.compile(r"\d{6}", re.ASCII)


class CodeRefused(Refusal):
    """Not the code, or one that was taken already."""


class GuessedTooOften(Refusal):
    """The app's codes are refused for a while, right ones included; recovery codes are not."""


class DraftGone(Refusal):
    """The key that was shown is too old, or another's."""


class SecondStep(models.Model):
    """The key is sealed: whoever reads the database alone makes no codes with it."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="second_step")
    sealed = models.CharField(max_length=300)
    added_at = models.DateTimeField()
    # Of the newest code taken, in half minutes since 1970. No earlier one is taken again, nor this one.
    last_taken = models.PositiveBigIntegerField()
    wrong = models.PositiveIntegerField(default=0)
    wrong_at = models.DateTimeField(null=True)

    @staticmethod
    def draft(account: Account, *, at: datetime) -> str:
        """A new key, sealed, for the page that shows it: nothing is kept until a code proves that an app has it."""
        return seal(pyotp.random_base32(), purpose=_draft_of(account), secret=settings.SECRET_KEY, at=at)

    @staticmethod
    def drafted(account: Account, draft: str, *, at: datetime) -> pyotp.TOTP:
        try:
            key = unseal(
                draft, purpose=_draft_of(account), secret=settings.SECRET_KEY, at=at, within=DRAFT_OPEN_FOR
            )  # fmt: skip
        except Unreadable:
            raise DraftGone from None
        return pyotp.TOTP(key, name=account.email, issuer=ISSUER)

    @classmethod
    def add(cls, account: Account, *, at: datetime, draft: str, code: str) -> list[str]:
        """Begin to ask for codes of this key. Returns the recovery codes, seen only now."""
        totp = cls.drafted(account, draft, at=at)
        taken = _moment(totp, _tidy(code), at)
        if taken is None:
            raise CodeRefused("code")
        sealed = seal(totp.secret, purpose=_kept_of(account), secret=settings.SECRET_KEY, at=at)
        with transaction.atomic():
            step, is_new = cls.objects.get_or_create(
                account=account, defaults={"sealed": sealed, "added_at": at, "last_taken": taken}
            )
            if not is_new:
                # Two pages, two keys: the one that was confirmed first is in the app, and stays.
                raise DraftGone
            return step.new_codes()

    def new_codes(self) -> list[str]:
        """Ten ways back without the app; the earlier ones close."""
        codes = ["".join(choice(LETTERS) for _ in range(12)) for _ in range(CODES)]
        with transaction.atomic():
            self.codes.all().delete()
            RecoveryCode.objects.bulk_create(RecoveryCode(step=self, hash=_hash(self, code)) for code in codes)
        return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]

    @property
    def codes_left(self) -> int:
        return self.codes.filter(used_at=None).count()

    def take(self, typed: str, *, at: datetime) -> bool:
        """Let a code count, once; says whether it was a recovery code. A guess is counted even where this
        refuses, so never call it within a transaction that the refusal would undo."""
        code = _tidy(typed)
        if not SIX_DIGITS.fullmatch(code):
            # Nobody guesses one of these, so there is no need to count, and a lost phone locks nobody out.
            if not self.codes.filter(hash=_hash(self, code), used_at=None).update(used_at=at):
                raise CodeRefused("code")
            return True
        with transaction.atomic():
            refusal = SecondStep.objects.select_for_update().get(pk=self.pk)._judge(code, at)
        if refusal:
            raise refusal
        return False

    def _judge(self, code: str, at: datetime) -> Refusal | None:
        if at < self.closed_until:
            return GuessedTooOften("code")
        taken = self._taken(code, at)
        if taken is None:
            self.wrong, self.wrong_at = self.wrong + 1, at
        elif taken <= self.last_taken:
            return CodeRefused("code")
        else:
            self.last_taken, self.wrong, self.wrong_at = taken, 0, None
        self.save()
        return CodeRefused("code") if taken is None else None

    def _taken(self, code: str, at: datetime) -> int | None:
        try:
            key = unseal(self.sealed, purpose=_kept_of(self.account), secret=settings.SECRET_KEY, at=at)
        except Unreadable:
            # The installation's secret was replaced: its host lets people in again (docs/sign-in.md).
            return None
        return _moment(pyotp.TOTP(key), code, at)

    @property
    def closed_until(self) -> datetime:
        """When the next code of the app is looked at."""
        over = self.wrong - FREE_GUESSES
        if self.wrong_at is None or over < 0:
            return self.added_at
        wait: timedelta = FIRST_WAIT * 2 ** min(over, 20)
        return self.wrong_at + min(wait, LONGEST_WAIT)


class RecoveryCode(models.Model):
    """A way in without the app, once. Only its hash is kept."""

    step = models.ForeignKey(SecondStep, models.CASCADE, related_name="codes")
    hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "hash"], name="recovery_code_once")]


def _tidy(typed: str) -> str:
    """As people type from a phone or from paper: blanks, dashes, capitals."""
    return "".join(letter for letter in typed.lower() if letter.isascii() and letter.isalnum())


def _moment(totp: pyotp.TOTP, code: str, at: datetime) -> int | None:
    try:
        return totp.verify_and_get_timecode(code, for_time=at, valid_window=DRIFT)
    except OTPVerificationError:
        return None


def _hash(step: SecondStep, code: str) -> str:
    return salted_hmac("handrail.recovery-code", f"{step.pk} {code}", algorithm="sha256").hexdigest()


def _draft_of(account: Account) -> str:
    return f"handrail.second-step.draft {account.pk}"


def _kept_of(account: Account) -> str:
    return f"handrail.second-step {account.pk}"
