"""Noor and Emil, new to leading, coached together: a series of Thursdays, and one who cannot come to the next."""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.cast import MARA, Role
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import agree, note
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory

NOOR = Role("Noor Bakker", "noor@post.example")
EMIL = Role("Emil Sand", "emil@post.example")
EACH = (
    (NOOR, "Ask Tess what she would do, before saying what I would"),
    (EMIL, "Say nothing in the first ten minutes of the stand-up"),
)


def together(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-12, "16:10")
    mara = tell[MARA]
    group = _group(tell, mara)
    yield tell.day(-11, "12:30")
    for who, _text in EACH:
        agree(tell, group, who)
    first: Session = tell(Session.book, by=mara, trajectory=group, starts_at=tell.day(-9, "15:00"), minutes=60, times=3)
    yield first.starts_at
    tell(first.start, by=mara)
    yield tell.after(58)
    for who, text in EACH:
        tell(Action.propose, by=tell[who], trajectory=group, owner=tell[who], session=first, text=text,
             due_on=tell.on(3))  # fmt: skip
    tell(first.hold, by=mara)
    note(tell, first, by=mara, shared="Two first weeks as lead, side by side. Both of you answer before you are asked.")
    yield tell.after(6)
    tell(first.close, by=mara)
    second = first.following()[0]
    yield second.starts_at
    tell(second.start, by=mara)
    yield tell.after(57)
    tell(second.hold, by=mara)
    note(tell, second, by=mara, shared="Ten minutes of silence are long, and somebody else begins.")
    yield tell.after(9)
    tell(second.close, by=mara)
    tell(Attendance.note, by=tell[EMIL], session=second.following()[0], coachee=tell[EMIL], state="away",
         reason="At the yard that afternoon.")  # fmt: skip


def _group(tell: Teller, mara: Person) -> Trajectory:
    for who, _text in EACH:
        tell.people[who] = tell(add_person, by=mara, name=who.name, email=who.email, roles=("coachee",))
    people = [tell[who] for who, _text in EACH]
    group: Trajectory = tell(draft_trajectory, by=mara, coachees=people, cadence_days=7, group_name="New to leading")
    for person in people:
        tell(group.invite, by=mara, person=person)
    return group
