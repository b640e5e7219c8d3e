"""Coming in: from where somebody asks, and where they go once they are in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.practice.second_step import SecondStep
from handrail.web.request import Visit
from handrail.web.who import people_of, sign_in

LONGEST = 500
# Where somebody who first chooses a practice goes after that.
LEADS_TO = "leads_to"
HALFWAY = "halfway"
HALFWAY_FOR = timedelta(minutes=15)


def own_path(wanted: str) -> str:
    """The path, if it is one of this house; nothing otherwise, so that nobody is led elsewhere from here."""
    inside = wanted.startswith("/") and wanted.isprintable() and len(wanted) <= LONGEST
    return wanted if inside and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def place(request: HttpRequest) -> str:
    """The network that asks: one address, or the 64 bits of IPv6 that one household has.

    Behind our own proxy (an https address says there is one) that is the last hop the proxy itself wrote down."""
    seen: str = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or seen
    try:
        address = ip_address(seen)
    except ValueError:
        return seen[:64]
    return str(IPv6Address(int(address) >> 64 << 64)) if isinstance(address, IPv6Address) else str(address)


def arrive(
    request: Visit, account: Account, *, at: datetime, person_id: UUID | None, leads_to: str, is_proven: bool
) -> HttpResponse:
    """Somebody showed that the mailbox is theirs: in they come, unless they wished to be asked for more."""
    if is_proven or not SecondStep.objects.filter(account=account).exists():
        return enter(request, account, at=at, person_id=person_id, leads_to=leads_to)
    sign_in(request, None, proven_at=None)
    person = str(person_id) if person_id else ""
    request.session[HALFWAY] = [str(account.pk), person, own_path(leads_to), (at + HALFWAY_FOR).isoformat()]
    return redirect("second-step")


@dataclass(frozen=True)
class Halfway:
    """Somebody whose mail was theirs, and who has not shown the second step yet."""

    step: SecondStep
    person_id: UUID | None
    leads_to: str


def halfway(request: HttpRequest, *, at: datetime) -> Halfway | None:
    if not (kept := request.session.get(HALFWAY)):
        return None
    account_id, person_id, leads_to, until = kept
    step = SecondStep.objects.filter(pk=UUID(account_id)).select_related("account").first()
    if step is None or datetime.fromisoformat(until) <= at:
        return None
    return Halfway(step, UUID(person_id) if person_id else None, leads_to)


def enter(request: Visit, account: Account, *, at: datetime, person_id: UUID | None, leads_to: str) -> HttpResponse:
    """As the one person they are here, or to choose."""
    people = list(Person.objects.filter(account=account))
    chosen = [person for person in people if person.pk == person_id] or people
    only = chosen[0] if len(chosen) == 1 else None
    sign_in(request, only, account_id=account.pk, several=len(people) > 1, proven_at=at)
    if only:
        return redirect(own_path(leads_to) or "home")
    request.session[LEADS_TO] = own_path(leads_to)
    return redirect("practices")


def may_choose(request: HttpRequest) -> bool:
    return people_of(request).exists()
