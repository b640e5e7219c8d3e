"""Account: an e-mail address somebody signs in with. It may serve several practices."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from handrail.lib.ids import uuid7
from handrail.lib.refusal import NotUnderstood


def address(written: str) -> str:
    """An e-mail address as it is kept: trimmed, its case folded, so that one address is one
    account on every database. Refuses what cannot be an address."""
    trimmed = str(written).strip()
    # Asked before folding, which turns some letters into others: "groß@" is not the mailbox "gross@".
    if not trimmed.isascii():
        raise NotUnderstood("email")
    folded = trimmed.casefold()
    try:
        validate_email(folded)
    except ValidationError:
        raise NotUnderstood("email") from None
    if len(folded) > 254 or "\0" in folded:
        raise NotUnderstood("email")
    return folded


class AccountManager(BaseUserManager["Account"]):
    def at(self, email: str) -> "Account":
        """The account of this address; made when it is new."""
        account, _ = self.get_or_create(email=address(email), defaults={"password": "!"})
        return account


class Account(AbstractBaseUser):
    """Signs in by a mailed link or code. There is no password."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.CharField(max_length=254, unique=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
