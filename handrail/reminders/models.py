"""Where Django looks for this app's tables; each stands in a file of its own."""

from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim

__all__ = ["Choice", "Claim"]
