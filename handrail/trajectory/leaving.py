"""How somebody leaves: a role ends, or the whole person is erased."""

from datetime import datetime

from handrail.lib.refusal import Refusal
from handrail.outbox.message import Message
from handrail.outbox.number import Number
from handrail.outbox.push_subscription import PushSubscription
from handrail.practice.invitation import State as InvitationState
from handrail.practice.membership import Membership, Role
from handrail.practice.membership import State as MembershipState
from handrail.practice.person import Person
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import ENDED, Trajectory


class StillLeads(Refusal):
    """There are trajectories that nobody else could go on with."""


def end_role(*, by: Person, at: datetime, membership: Membership) -> Membership:
    """Somebody is no longer coach, manager or client. A coach ends what they lead first."""
    if membership.role == Role.COACH:
        _check_leads_nothing(membership.person)
    # An invitation to what ends here is not to open any more.
    unanswered = membership.person.invitations.filter(state=InvitationState.SENT)
    for invitation in unanswered.filter(joins_id__isnull=membership.role != Role.COACHEE):
        invitation.withdraw(by=by, at=at)
    return membership.end(by=by, at=at)


def erase_person(*, by: Person, at: datetime, person: Person) -> Person:
    """Take somebody out of the practice: first every trajectory they alone take part in, with all its words, and of
    others the words that are theirs alone; then their name and address, and every mail that went to them."""
    _check_leads_nothing(person)
    managing = Membership.objects.filter(person=person, role=Role.MANAGER, state=MembershipState.ACTIVE).first()
    if managing:
        managing.end(by=by, at=at)
    for participation in person.participations.select_related("trajectory"):
        if participation.trajectory.participants.exclude(person=person).exists():
            if participation.state != "left":
                participation.leave(by=by, at=at)
            participation.erase(by=by, at=at)
        else:
            participation.trajectory.erase(by=by, at=at)
    for invitation in person.invitations.filter(state=InvitationState.SENT):
        invitation.withdraw(by=by, at=at)
    for summary in Summary.objects.filter(coachee=person):
        summary.call_back(at=at)
    person.drafts.all().delete()
    person.erase(by=by, at=at)
    Message.cancel_about(person.pk, at=at)
    Message.empty_about(person.pk)
    PushSubscription.forget(person.pk)
    Number.forget(person.pk)
    return person


def _check_leads_nothing(person: Person) -> None:
    if Trajectory.objects.filter(coach=person).exclude(state__in=ENDED).exists():
        raise StillLeads
