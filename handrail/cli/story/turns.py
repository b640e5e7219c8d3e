"""Turns that come back in every chapter: somebody is invited, agrees, and a session is held."""

from collections.abc import Callable, Iterator
from datetime import datetime

from handrail.cli.cast import Role
from handrail.cli.story.teller import Teller
from handrail.practice.invitation import Invitation
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.impression import Impression
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.summary_draft import DRAFTED_FROM, drafted, letter, next_time
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole

# How sessions are, one after the other: a little better, with a dip.
ENERGY = (3, 4, 2, 4, 5)
SAID = ((4, 5), (3, 5), (5, 4), (4, 4))


def invite(tell: Teller, who: Role, *, by: Person, months: int = 3) -> Trajectory:
    """A new client: the person, the trajectory, the invitation."""
    person = tell(add_person, by=by, name=who.name, email=who.email, roles=("coachee",))
    tell.people[who] = person
    trajectory = tell(draft_trajectory, by=by, coachees=[person], length_months=months)
    tell(trajectory.invite, by=by, person=person)
    return trajectory


def agree(tell: Teller, trajectory: Trajectory, who: Role) -> Person:
    """The client opens the link, says yes, and lives where they live."""
    person = tell[who]
    tell(Invitation.objects.get(person=person, joins_id=trajectory.pk).accept, by=person)
    tell(trajectory.start, by=person)
    tell(person.move, by=person, zone=who.zone, chosen=False)
    return person


def book(tell: Teller, trajectory: Trajectory, starts_at: datetime, *, by: Person) -> Session:
    return tell(Session.book, by=by, trajectory=trajectory, starts_at=starts_at)


def note(tell: Teller, session: Session, *, by: Person, shared: str = "", own: str = "") -> None:
    """Words both read, or words that are the coach's alone."""
    for visibility, text in ((Visibility.SHARED, shared), (Visibility.COACH_ONLY, own)):
        if text:
            tell(Note.write, by=by, session=session, visibility=visibility, text=text)


def hold(
    tell: Teller, session: Session, *, by: Person, shared: str, learned: str = "", own: str = "",
    agreed: Callable[[], object] = lambda: None,
) -> Iterator[datetime]:  # fmt: skip
    """The conversation itself: it begins, something is agreed, it is written down and over."""
    yield session.starts_at
    tell(session.start, by=by)
    yield tell.after(32)
    agreed()
    yield tell.after(10)
    if learned:
        tell(session.change, by=by, learned=learned)
    tell(session.hold, by=by)
    yield tell.after(4)
    note(tell, session, by=by, shared=shared, own=own)


def close(tell: Teller, session: Session, *, by: Person, following: datetime | None = None) -> Session:
    """Wrapped up, with the next one booked or plainly none. Returns the next, or this one when it was the last."""
    upcoming = book(tell, session.trajectory, following, by=by) if following else session
    tell(session.close, by=by, next_step="" if following else "none")
    _sum_up(tell, session, by=by, upcoming=upcoming if following else None)
    return upcoming


def _sum_up(tell: Teller, session: Session, *, by: Person, upcoming: Session | None) -> None:
    """What goes to both, what the client says of the hour, and what the coach keeps of it."""
    whole = Whole.of(session.trajectory, by, at=tell.at, nouns=DRAFTED_FROM)
    number = sum(each.took_place and each.starts_at <= session.starts_at for each in whole.sessions)
    tell(Impression.keep, by=by, session=session, energy=ENERGY[number % len(ENERGY)])
    for client in session.trajectory.coachees():
        text = letter(
            drafted(whole, session, client), learned=session.learned,
            next_time=next_time(upcoming, client) if upcoming else "",
        )  # fmt: skip
        if text:
            tell(Summary.send, by=by, session=session, coachee=client, text=text)
        useful, room = SAID[number % len(SAID)]
        tell(Feedback.give, by=client, session=session, useful=useful, room=room, energy=ENERGY[-number % len(ENERGY)])
