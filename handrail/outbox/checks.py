"""What Django's `check` says about the mail settings."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from handrail.lib.refusal import Refusal
from handrail.outbox.channels.server import BadServer, Server
from handrail.outbox.incoming.address import PLACE
from handrail.outbox.incoming.mailbox import BadMailbox, Mailbox
from handrail.outbox.parts import one_address

# Of the hook: what opens a door to the whole internet is not to be guessed.
SHORTEST_SECRET = 24
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def mail_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [*_server(), *_sender(), *_replies()]


def _server() -> list[CheckMessage]:
    if not settings.HANDRAIL_SMTP:
        return []
    try:
        server = Server.at(settings.HANDRAIL_SMTP)
    except BadServer as wrong:
        return [Error(f"The mail server (HANDRAIL_SMTP) cannot be read: {wrong}.", id="outbox.E001")]
    if server.password and not server.tls and server.host not in LOOPBACK:
        hint = "Add ?tls=starttls or ?tls=ssl to HANDRAIL_SMTP."
        return [Warning("The mail password is sent over an open line.", hint=hint, id="outbox.W001")]
    return []


def _sender() -> list[CheckMessage]:
    if not settings.HANDRAIL_SMTP:
        return []
    try:
        validate_email(parseaddr(settings.HANDRAIL_FROM)[1])
    except ValidationError:
        hint = 'Set HANDRAIL_FROM, for example to "Handrail <post@example.org>".'
        return [Warning("Mail servers will hardly take mail from this sender.", hint=hint, id="outbox.W002")]
    return []


def _replies() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.HANDRAIL_REPLY_TO and not _is_reply_address(settings.HANDRAIL_REPLY_TO):
        hint = 'Set HANDRAIL_REPLY_TO like "reply+{token}@example.org", with ten letters before {token} at most.'
        found.append(Error("The address for replies (HANDRAIL_REPLY_TO) cannot be used.", hint=hint, id="outbox.E002"))
    if settings.HANDRAIL_IMAP:
        try:
            box = Mailbox.at(settings.HANDRAIL_IMAP)
        except BadMailbox as wrong:
            found.append(Error(f"The mailbox (HANDRAIL_IMAP) cannot be read: {wrong}.", id="outbox.E003"))
        else:
            if not box.tls and box.host not in LOOPBACK:
                hint = "Use imaps:// or add ?tls=starttls to HANDRAIL_IMAP."
                found.append(Warning("The mailbox password is sent over an open line.", hint=hint, id="outbox.W003"))
    if settings.HANDRAIL_MAIL_HOOK and len(settings.HANDRAIL_MAIL_HOOK) < SHORTEST_SECRET:
        hint = f"Give HANDRAIL_MAIL_HOOK {SHORTEST_SECRET} characters or more; until then /hooks/mail is not there."
        found.append(Error("The secret of the mail hook is too short.", hint=hint, id="outbox.E004"))
    return found


def _is_reply_address(address: str) -> bool:
    """With the longest token in it, it is still one address: its local part takes 64 letters."""
    before, place, after = address.partition(PLACE)
    if not place or not after.startswith("@") or len(before) > 10:
        return False
    try:
        one_address(f"{before}{'a' * 54}{after}")
    except Refusal:
        return False
    return parseaddr(address.replace(PLACE, "x"))[1] == address.replace(PLACE, "x")
