"""What of a coach's work a calendar meets: the clients, what is open with them, their sessions."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.calendars.client import Client
from handrail.trajectory.draft import Draft
from handrail.trajectory.note import Note
from handrail.trajectory.participant import Participant
from handrail.trajectory.session import FELL_OUT, Session
from handrail.trajectory.trajectory import ENDED, Trajectory


@dataclass(frozen=True)
class Standing:
    clients: tuple[Client, ...]
    led: frozenset[UUID]
    open: frozenset[UUID]
    # Those that stand at a moment; one that fell out leaves its hour free.
    sessions: dict[tuple[UUID, datetime], Session] = field(default_factory=dict)
    worded: frozenset[UUID] = frozenset()

    @classmethod
    def of(cls, coach: Person) -> "Standing":
        led = Trajectory.objects.led_by(coach)
        open_ = led.exclude(state__in=ENDED)
        sessions = Session.objects.filter(trajectory__in=led).select_related("trajectory").order_by("pk")
        return cls(
            clients=tuple(_clients(led, frozenset(open_.values_list("pk", flat=True)))),
            led=frozenset(led.values_list("pk", flat=True)),
            open=frozenset(open_.values_list("pk", flat=True)),
            sessions={(s.trajectory_id, s.starts_at): s for s in sessions if s.state not in FELL_OUT},
            worded=frozenset(s.pk for s in worded(sessions)),
        )

    def session_at(self, trajectory_id: UUID, starts_at: datetime) -> Session | None:
        return self.sessions.get((trajectory_id, starts_at))

    def leads(self, session: Session) -> bool:
        return session.trajectory_id in self.led

    def has_words(self, session: Session) -> bool:
        return session.pk in self.worded


def worded(sessions: Any) -> list[Session]:
    """Those somebody has written on: a note, begun or finished, what was learned, an action agreed there."""
    ids = {str(session.pk): session for session in sessions}
    noted = Note.objects.filter(session__in=sessions).exclude(text="").values_list("session_id", flat=True)
    agreed = Action.objects.filter(session__in=sessions).values_list("session_id", flat=True)
    begun = Draft.objects.filter(Q(place__startswith="note:"), trajectory__in={s.trajectory_id for s in ids.values()})
    places = [place.split(":")[1] for place in begun.exclude(text="").values_list("place", flat=True)]
    found = {str(each) for each in (*noted, *agreed)} | set(places)
    return [session for key, session in ids.items() if key in found or session.learned]


def _clients(led: Any, open_: frozenset[UUID]) -> list[Client]:
    """Each once, whichever trajectories they are in; who left a trajectory is no part of it any more."""
    taking_part = Participant.objects.filter(trajectory__in=led).exclude(state="left").select_related("person")
    people: dict[UUID, Person] = {}
    open_of: dict[UUID, list[UUID]] = defaultdict(list)
    for participant in taking_part.order_by("trajectory_id"):
        person = participant.person
        people[person.pk] = person
        if participant.trajectory_id in open_:
            open_of[person.pk].append(participant.trajectory_id)
    return [Client(pk, one.name, one.email, tuple(open_of[pk])) for pk, one in people.items() if one.name]
