"""Where Django looks for this app's tables; each stands in a file of its own."""

from handrail.outbox.attempt import Attempt
from handrail.outbox.message import Message

__all__ = ["Attempt", "Message"]
