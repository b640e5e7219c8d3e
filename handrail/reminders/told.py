"""What a coach is told of how a client is reminded: their choice as a choice, and whether it is the coach's turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from handrail.ledger.signs import last_signs
from handrail.outbox.stopped import Stopped
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.claim import Claim
from handrail.reminders.letter import HAND_OVER
from handrail.trajectory.trajectory import Trajectory

LATELY = timedelta(days=400)


@dataclass(frozen=True)
class Told:
    person: Person
    choice: Choice
    # Since when nothing more is sent, because nobody answered.
    handed_over_at: datetime | None
    # Why no reminder reaches their mailbox any more (outbox.stopped.Why), if none does.
    unreached: str

    @property
    def hour(self) -> str:
        return f"{self.choice.hour // 60:02}:{self.choice.hour % 60:02}"


def told(trajectory: Trajectory, people: Iterable[Person], *, at: datetime) -> list[Told]:
    """Of each of these clients; four statements whatever their number."""
    people = list(people)
    choices = {choice.person_id: choice for choice in Choice.objects.filter(person__in=people)}
    handed = _handed_over(trajectory, at=at)
    stopped = Stopped.objects.holds(trajectory.practice_id, "email", {person.email for person in people})
    return [
        Told(
            person, choices.get(person.pk) or Choice(person=person), handed.get(person.pk),
            stopped.get(person.email, ""),
        )
        for person in people
    ]  # fmt: skip


def _handed_over(trajectory: Trajectory, *, at: datetime) -> dict[UUID, datetime]:
    """Over as soon as they stir."""
    lately = Claim.objects.sent().filter(person_id=trajectory.coach_id, at__gte=at - LATELY)
    turns = lately.filter(kind=HAND_OVER, trajectory_id=trajectory.pk).order_by("at")
    handed = dict(turns.values_list("object_id", "at"))
    signs = last_signs(handed, streams=[trajectory.pk], since=at - LATELY) if handed else {}
    return {person: since for person, since in handed.items() if signs.get(person, since) <= since}
