"""How a trajectory begins: its coach, its participants, one entry."""

from collections.abc import Iterable
from datetime import datetime

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.refusal import NotYours
from handrail.practice.invitation import Invitation, LinkExpired
from handrail.practice.invitation import State as InvitationState
from handrail.practice.person import Person
from handrail.trajectory.participant import Participant
from handrail.trajectory.trajectory import ENDED, Trajectory

# Letters that the name of a group has room for (`Trajectory.group_name`).
NAME = 120


def draft_trajectory(
    *,
    by: Person,
    at: datetime,
    coachees: Iterable[Person],
    length_months: int = 3,
    cadence_days: int = 14,
    continues: Trajectory | None = None,
    group_name: str = "",
) -> Trajectory:
    """A trajectory led by whoever makes it. Nothing reaches the client until the invitation. Several are a group."""
    if not by.is_coach:
        raise NotYours("coach")
    coachees = list(coachees)
    if len(coachees) > 1:
        group_name = group_name.strip() or ", ".join(each.given_name for each in coachees)[:NAME]
    trajectory = Trajectory(
        practice_id=by.practice_id,
        coach=by,
        continues=continues,
        length_months=length_months,
        cadence_days=cadence_days,
        group_name=group_name,
    )
    with write(Verb.TRAJECTORY_DRAFTED, by=by, at=at, subject=trajectory) as writing:
        writing.add(trajectory)
        for coachee in coachees:
            writing.add(Participant(practice_id=by.practice_id, trajectory=trajectory, person=coachee))
    return trajectory


def join(*, by: Person, at: datetime, invitation: Invitation) -> Invitation:
    """The invited person says yes, and what they were invited to begins. Once: of two devices
    that press the button together, the second is refused."""
    mine = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if mine.state != InvitationState.SENT or mine.person_id != by.pk:
        raise LinkExpired
    mine.accept(by=by, at=at)
    if mine.joins_id:
        trajectory = Trajectory.objects.get(pk=mine.joins_id)
        if trajectory.state in ENDED:
            raise LinkExpired
        trajectory.start(by=by, at=at)
    return mine
