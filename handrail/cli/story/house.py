"""Quay House Coaching opens: Mara founds it, Ines runs it, Tomás coaches too."""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.cast import INES, MARA, PRACTICE, TOMAS, Role
from handrail.cli.story.teller import Teller
from handrail.ledger.surface import Circumstances, Surface, circumstances
from handrail.practice.invitation import Invitation
from handrail.practice.joining import add_person, found_practice


def house(tell: Teller, *, opens: int = -133, colleague: int = -40) -> Iterator[datetime]:
    """`opens`, `colleague`: the day it does, and that on which Tomás is invited, counted from today."""
    yield tell.day(opens, "09:05")
    with circumstances(Circumstances(Surface.DEMO)):
        mara = found_practice(
            at=tell.at, name=PRACTICE, person_name=MARA.name, email=MARA.email, zone=MARA.zone, is_demo=True
        )
    tell.people[MARA] = mara
    yield tell.after(12)
    _invite(tell, INES, "manager")
    yield tell.day(opens + 1, "08:40")
    _join(tell, INES)
    yield tell.day(colleague, "15:10")
    _invite(tell, TOMAS, "coach")
    yield tell.day(colleague + 1, "09:30")
    _join(tell, TOMAS)


def _invite(tell: Teller, who: Role, role: str) -> None:
    mara = tell[MARA]
    tell.people[who] = tell(add_person, by=mara, name=who.name, email=who.email, roles=(role,))
    tell(Invitation.send, by=mara, person=tell[who])


def _join(tell: Teller, who: Role) -> None:
    person = tell[who]
    tell(Invitation.objects.get(person=person, joins_id=None).accept, by=person)
    tell(person.move, by=person, zone=who.zone, chosen=False)
