"""All channels there are, and how a line to each is opened: nothing where it is not set up here."""

from collections.abc import Callable

from handrail.outbox.channels import email, messenger, push
from handrail.outbox.channels.line import Line
from handrail.outbox.message import Channel

OPEN: dict[str, Callable[[], Line | None]] = {
    Channel.EMAIL: email.line,
    Channel.PUSH: push.line,
    Channel.APPRISE: messenger.line,
}
