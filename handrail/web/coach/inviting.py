"""Inviting a client: person, trajectory, invitation and mail in one go."""

from datetime import datetime

from handrail.practice.joining import add_person
from handrail.practice.membership import Role
from handrail.practice.person import Person
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.participant import State as Joining
from handrail.trajectory.trajectory import ENDED, State, Trajectory
from handrail.web.mail import send_invitation


def invite_client(
    *, by: Person, at: datetime, name: str, email: str, continues: Trajectory | None = None
) -> Trajectory:
    """A new trajectory with this person, and the mail that opens it. Who was invited before is invited
    again; who is under way already stays where they are."""
    person = add_person(by=by, at=at, name=name, email=email, roles=(Role.COACHEE,))
    trajectory = _under_way(by, person) or draft_trajectory(by=by, at=at, coachees=[person], continues=continues)
    return invite(trajectory, by=by, at=at)


def invite(trajectory: Trajectory, *, by: Person, at: datetime) -> Trajectory:
    """Everybody who has not agreed yet, for the first time or again."""
    awaited = trajectory.participants.filter(state=Joining.INVITED)
    for participant in awaited.select_related("person__practice").order_by("pk"):
        send_invitation(by=by, at=at, trajectory=trajectory, person=participant.person)
    return trajectory


def has_begun(trajectory: Trajectory) -> bool:
    return trajectory.state not in (State.DRAFT, State.INVITED)


def _under_way(coach: Person, person: Person) -> Trajectory | None:
    mine = Trajectory.objects.led_by(coach).exclude(state__in=ENDED)
    return mine.filter(participants__person=person).order_by("pk").last()
