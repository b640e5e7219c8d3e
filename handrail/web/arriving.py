"""Coming in: from where somebody asks, and where they go once they are in."""

from ipaddress import IPv6Address, ip_address
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from handrail.practice.account import Account
from handrail.practice.person import Person
from handrail.web.request import Visit
from handrail.web.who import people_of, sign_in

LONGEST = 500
# Where somebody who first chooses a practice goes after that.
LEADS_TO = "leads_to"


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


def arrive(request: Visit, account: Account, *, person_id: UUID | None, leads_to: str) -> HttpResponse:
    """Somebody showed that the mailbox is theirs: in they come, as the one person they are here, or to choose."""
    people = list(Person.objects.filter(account=account))
    chosen = [person for person in people if person.pk == person_id] or people
    sign_in(request, chosen[0] if len(chosen) == 1 else None, account_id=account.pk, several=len(people) > 1)
    if len(chosen) == 1:
        return redirect(own_path(leads_to) or "home")
    request.session[LEADS_TO] = own_path(leads_to)
    return redirect("practices")


def may_choose(request: HttpRequest) -> bool:
    return people_of(request).exists()
