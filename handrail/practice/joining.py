"""How people come to be here: a practice is founded, somebody is added to it."""

from datetime import datetime

from django.db import transaction

from handrail.ledger.verbs import Verb
from handrail.ledger.writing import is_first, write
from handrail.lib.refusal import NotUnderstood, Refusal
from handrail.practice.account import address
from handrail.practice.agreement import Agreement, shipped_text
from handrail.practice.invitation import Invitation
from handrail.practice.membership import Membership, Role
from handrail.practice.person import Person
from handrail.practice.practice import Practice


def found_practice(
    *, at: datetime, name: str, person_name: str, email: str, zone: str, is_demo: bool = False
) -> Person:
    """A new practice and its first person, who coaches and manages."""
    practice = Practice(name=name, is_demo=is_demo)
    first = Person.new(practice, name=person_name, email=email, zone=zone)
    with write(Verb.PRACTICE_FOUNDED, by=first, at=at, subject=practice) as writing:
        writing.add(practice)
        writing.add(first)
        for role in (Role.COACH, Role.MANAGER):
            writing.add(Membership(practice=practice, person=first, role=role))
        writing.add(Agreement(practice=practice, version=1, text=shipped_text()))
    return first


class AlreadyFounded(Refusal):
    """This installation has a practice; its people invite whoever else is to come."""


def found_first_practice(*, at: datetime, name: str, person_name: str, email: str, zone: str) -> Person:
    """What the first visitor of an empty installation does. Of two who come at once, one waits and is refused."""
    with transaction.atomic():
        if not is_first("the first practice", at=at) or Practice.objects.exists():
            raise AlreadyFounded
        return found_practice(at=at, name=name, person_name=person_name, email=email, zone=zone)


def add_person(*, by: Person, at: datetime, name: str, email: str, roles: tuple[str, ...]) -> Person:
    """Somebody new with these roles, or the person whom this address already is here."""
    found = Person.objects.filter(practice_id=by.practice_id, account__email=address(email)).first()
    person = found or Person.new(by.practice, name=name, email=email, zone=by.zone)
    held = {m.role: m for m in Membership.objects.filter(person=person)} if found else {}
    with write(Verb.PERSON_ADDED, by=by, at=at, subject=person) as writing:
        if not found:
            writing.add(person)
        for role in roles:
            if role in held:
                writing.move(held[role], {"ended"}, "active")
            else:
                writing.add(Membership(practice_id=person.practice_id, person=person, role=role))
    person.__dict__.pop("roles", None)
    return person


def invite_colleague(*, by: Person, at: datetime, name: str, email: str, role: str) -> Invitation:
    """A place for somebody who is to coach or manage, and the invitation to it."""
    if role not in (Role.COACH, Role.MANAGER):
        raise NotUnderstood("role")
    person = add_person(by=by, at=at, name=name, email=email, roles=(role,))
    return Invitation.send(person, by=by, at=at)


def take_back(*, by: Person, at: datetime, invitation: Invitation) -> Invitation:
    """The link closes; and whoever was to coach or manage does not, for a place is made at once."""
    invitation.withdraw(by=by, at=at)
    if not invitation.joins_id:
        held = Membership.objects.filter(person=invitation.person, state="active")
        for membership in held.exclude(role=Role.COACHEE):
            membership.end(by=by, at=at)
    return invitation
