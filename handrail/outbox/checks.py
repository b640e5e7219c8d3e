"""What Django's `check` says about the mail settings."""

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from handrail.outbox.channels.server import BadServer, Server

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def mail_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [*_server(), *_sender()]


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
