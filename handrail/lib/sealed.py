"""Text that only this installation can read again: encrypted and signed with a key drawn from its secret."""

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import digest

from cryptography.fernet import Fernet, InvalidToken


class Unreadable(Exception):
    """Sealed for another purpose or by another secret, changed since, or too old."""


def seal(text: str, *, purpose: str, secret: str, at: datetime) -> str:
    return _key(purpose, secret).encrypt_at_time(text.encode(), int(at.timestamp())).decode()


def unseal(sealed: str, *, purpose: str, secret: str, at: datetime, within: timedelta | None = None) -> str:
    """The text; where `within` is given, only for so long after it was sealed."""
    key = _key(purpose, secret)
    try:
        if within is None:
            return key.decrypt(sealed.encode()).decode()
        return key.decrypt_at_time(sealed.encode(), int(within.total_seconds()), int(at.timestamp())).decode()
    except (InvalidToken, UnicodeError):
        raise Unreadable from None


def _key(purpose: str, secret: str) -> Fernet:
    """A key for each purpose: what was sealed for one is worth nothing to another."""
    return Fernet(urlsafe_b64encode(digest(secret.encode(), purpose.encode(), sha256)))
