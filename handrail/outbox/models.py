"""Where Django looks for this app's tables; each stands in a file of its own."""

from handrail.outbox.apprise_place import ApprisePlace
from handrail.outbox.attempt import Attempt
from handrail.outbox.message import Message
from handrail.outbox.number import Number
from handrail.outbox.push_subscription import PushSubscription
from handrail.outbox.stopped import Stopped
from handrail.outbox.taken_letter import TakenLetter

__all__ = ["ApprisePlace", "Attempt", "Message", "Number", "PushSubscription", "Stopped", "TakenLetter"]
