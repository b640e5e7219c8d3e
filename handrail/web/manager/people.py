"""Everybody in the practice, by what they do here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.practice.invitation import OPEN_FOR, Invitation, State
from handrail.practice.membership import Membership, Role
from handrail.practice.person import Person, PersonQuerySet
from handrail.trajectory.overview import Counts, Place, counts_by_coach, places_of_clients
from handrail.web.doors import for_manager, found
from handrail.web.request import Request


@dataclass(frozen=True)
class Line:
    """One person in a list, with what a manager may know."""

    person: Person
    counts: Counts
    places: list[Place]


@dataclass(frozen=True)
class Awaited:
    """An invitation nobody has answered yet."""

    invitation: Invitation
    is_open: bool


@require_safe
@for_manager
def people(request: Request) -> HttpResponse:
    at, words = now(), request.GET.get("q", "").strip()
    counts, places = counts_by_coach(request.person, at=at), places_of_clients(request.person)
    lines = [
        Line(person, counts.get(person.pk, Counts()), places.get(person.pk, []))
        for person in everybody(request.person)
        if words.casefold() in f"{person.name} {person.email}".casefold()
    ]
    context = {
        "words": words,
        "coaches": [line for line in lines if line.person.is_coach],
        "managers": [line for line in lines if line.person.is_manager],
        "clients": [line for line in lines if line.person.is_coachee],
        "others": [line for line in lines if not line.person.roles],
        "awaited": awaited(request.person, at=at),
    }
    return render(request, "manager/people.html", context)


@require_safe
@for_manager
def person(request: Request, person_id: UUID) -> HttpResponse:
    return person_page(request, found(everybody(request.person), person_id))


def person_page(request: Request, somebody: Person, *, amiss: str = "", status: int = 200) -> HttpResponse:
    held = {m.role for m in Membership.objects.filter(person=somebody, state="active")}
    context = {
        "somebody": somebody,
        "roles": [(role, role in held) for role in (Role.COACH, Role.MANAGER, Role.COACHEE) if _offered(role, held)],
        "places": places_of_clients(request.person).get(somebody.pk, []),
        "counts": counts_by_coach(request.person, at=now()).get(somebody.pk, Counts()),
        "awaited": [each for each in awaited(request.person, at=now()) if each.invitation.person_id == somebody.pk],
        "amiss": amiss,
    }
    return render(request, "manager/person.html", context, status=status)


def everybody(manager: Person) -> PersonQuerySet:
    """Who has not been erased, by name."""
    here = Person.objects.visible_to(manager).filter(account__isnull=False)
    return here.with_roles().select_related("practice").order_by("name", "pk")


def awaited(manager: Person, *, at: datetime) -> list[Awaited]:
    open_ones = Invitation.objects.visible_to(manager).filter(state=State.SENT, person__account__isnull=False)
    rows = open_ones.select_related("person__practice", "sent_by", "practice").order_by("-last_sent_at", "pk")
    return [Awaited(row, at <= row.last_sent_at + OPEN_FOR) for row in rows]


def _offered(role: Role, held: set[str]) -> bool:
    """Client is what a coach's invitation makes of somebody; a manager can only end it."""
    return role != Role.COACHEE or role in held
