"""The address that replies come to, with a token in it that stands for one thing."""

import re
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from collections.abc import Iterable
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings

PLACE = "{token}"
# What a report of a mail server comes to: this, and the id of the mail it is about.
RETURNED = "b-"
TOKEN = re.compile(r"[a-z0-9_-]{8,54}")


def reply_address(token: str) -> str:
    """Where a reply about this one thing goes; nothing where no mailbox is read. The local part takes 64 characters."""
    return str(settings.HANDRAIL_REPLY_TO).replace(PLACE, token) if settings.HANDRAIL_REPLY_TO else ""


def return_path(message_id: UUID) -> str:
    """Where a server reports that it could not deliver: an address that names the mail, since reports often do not."""
    returned = RETURNED + b32encode(message_id.bytes).decode().rstrip("=").lower()
    return reply_address(returned) or parseaddr(settings.HANDRAIL_FROM)[1]


def tokens_in(addresses: Iterable[str]) -> list[str]:
    """The tokens among these addresses, each once, in their order. Addresses of others carry none."""
    before, _, after = str(settings.HANDRAIL_REPLY_TO).casefold().partition(PLACE)
    found: dict[str, None] = {}
    for address in addresses:
        plain = address.strip().casefold()
        if before and plain.startswith(before) and plain.endswith(after):
            token = plain[len(before) : len(plain) - len(after)]
            if TOKEN.fullmatch(token):
                found[token] = None
    return list(found)


def returned_message(token: str) -> UUID | None:
    """The id of the mail that a report is about."""
    if not token.startswith(RETURNED):
        return None
    packed = token.removeprefix(RETURNED).upper()
    try:
        return UUID(bytes=b32decode(packed + "=" * (-len(packed) % 8)))
    except (NotBase32, ValueError):
        return None
