"""Who is asking: the person of this browser's session, with their roles, in one statement."""

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from handrail.practice.person import Person

KEY = "person"


class WhoMiddleware:
    """Sets `request.person` (None for a stranger) and the time zone pages are written in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        request.person = person
        with timezone.override(ZoneInfo(person.zone) if person else None):
            return self.get_response(request)


def person_of(request: HttpRequest) -> Person | None:
    if not (kept := request.session.get(KEY)):
        return None
    people = Person.objects.with_roles().select_related("practice")
    # An erased person has no account, and a device that remembers them is forgotten.
    return people.filter(pk=UUID(kept), account__isnull=False).first()


def sign_in(request: HttpRequest, person: Person) -> None:
    """This browser is now this person's. The session gets a new name, so that one planted
    before does not come along."""
    request.session.cycle_key()
    request.session[KEY] = str(person.pk)
    request.person = person


def sign_out(request: HttpRequest) -> None:
    request.session.flush()
    request.person = None
