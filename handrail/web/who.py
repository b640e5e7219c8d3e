"""Who is asking: the person of this browser's session, with their roles, in one statement."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.utils import timezone

from handrail.practice.person import Person, PersonQuerySet
from handrail.practice.second_step import SecondStep
from handrail.web.request import Visit

KEY, ACCOUNT, SEVERAL, PROVEN_AT = "person", "account", "several", "proven_at"


class WhoMiddleware:
    """Sets `request.person` (None for a stranger) and the time zone pages are written in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponse:
        person = person_of(request)
        request.person = person
        with timezone.override(ZoneInfo(person.zone) if person else None):
            return self.get_response(request)


def person_of(request: HttpRequest) -> Person | None:
    if not (kept := request.session.get(KEY)):
        return None
    people = Person.objects.as_visitors().select_related("practice")
    # An erased person has no account, and a device that remembers them is forgotten.
    return _still(people.filter(pk=UUID(kept), account__isnull=False), request).first()


def _still(people: PersonQuerySet, request: HttpRequest) -> PersonQuerySet:
    """Without those who set up a second step after this device had shown whose it is: whoever read their mail then
    may have been somebody else, and has not been asked for it."""
    unasked = SecondStep.objects.filter(account_id=OuterRef("account_id"))
    if since := proven_at(request):
        unasked = unasked.filter(added_at__gt=since)
    return people.filter(~Exists(unasked))


def sign_in(
    request: Visit, person: Person | None, *, proven_at: datetime | None, account_id: UUID | None = None,
    several: bool = False,
) -> None:  # fmt: skip
    """This browser is now this person's. Nothing of who was here before comes along, and the
    session has a new name, so that one planted before is worth nothing.

    `account_id`: whose mailbox this device was shown to have; it may then choose among that account's
    practices. `several`: there are such, and the menu offers them. `proven_at`: when they last
    showed that it is they."""
    request.session.flush()
    if person:
        request.session[KEY] = str(person.pk)
    if account_id:
        request.session[ACCOUNT], request.session[SEVERAL] = str(account_id), several
    if proven_at:
        request.session[PROVEN_AT] = proven_at.isoformat()
    rotate_token(request)
    request.person = person


def proven_at(request: HttpRequest) -> datetime | None:
    kept = request.session.get(PROVEN_AT)
    return datetime.fromisoformat(kept) if kept else None


def people_of(request: HttpRequest) -> PersonQuerySet:
    """Whom this device may be: the people of the account that was shown to be its owner's."""
    kept = request.session.get(ACCOUNT)
    people = Person.objects.select_related("practice").order_by("pk")
    return _still(people.filter(account_id=UUID(kept)), request) if kept else people.none()


def sign_out(request: Visit) -> None:
    request.session.flush()
    request.person = None
