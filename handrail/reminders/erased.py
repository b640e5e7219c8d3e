"""What a message said of somebody who was erased since. Most go with their trajectory, in whose thread they are; one
that told a coach of several clients at once, or a client of two coaches, is in the thread of the first alone."""

from datetime import datetime

from django.db.models import Q

from handrail.outbox.message import KEPT, Message
from handrail.reminders.claim import Claim
from handrail.trajectory.participant import Participant
from handrail.trajectory.trajectory import State, Trajectory


def empty_what_is_erased(*, at: datetime) -> int:
    """Of messages that have gone and still hold words. What waits yet is judged again before it goes, and is written
    anew without what was erased."""
    erased = Trajectory.objects.filter(state=State.ERASED)
    told = Q(person_id__in=erased.values("coach_id"))
    told |= Q(person_id__in=Participant.objects.filter(trajectory__in=erased).values("person_id"))
    lately = Claim.objects.sent().filter(told, at__gt=at - 2 * KEPT, message_id__isnull=False)
    return Message.empty_gone(lately.filter(trajectory_id__in=erased.values("pk")).values("message_id"))
