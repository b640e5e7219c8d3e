"""Who may change how they sign in, and whether they showed lately that it is they: what opens an account is not
changed by whoever finds it open."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from handrail.lib.clock import now
from handrail.practice.account import Account
from handrail.practice.membership import Membership, Role, State
from handrail.practice.passkey import Passkey
from handrail.practice.second_step import SecondStep
from handrail.web.doors import for_anyone_here
from handrail.web.request import Request
from handrail.web.who import PROVEN_AT, proven_at

FRESH_FOR = timedelta(minutes=15)
View = Callable[..., HttpResponse]


def may_have_keys(account: Account) -> bool:
    """Coaches and managers, in any practice; and whoever has one still, to be able to remove it."""
    working = Membership.objects.filter(~Q(role=Role.COACHEE), person__account=account, state=State.ACTIVE)
    kept = (Passkey.objects.filter(account=account), SecondStep.objects.filter(account=account))
    return any(rows.exists() for rows in (working, *kept))


def own_account(request: Request) -> Account:
    """Of whoever may have keys. For others there is nothing here."""
    account = request.person.account
    if account is None or not may_have_keys(account):
        raise Http404
    return account


def is_fresh(request: HttpRequest) -> bool:
    since = proven_at(request)
    return since is not None and now() - since < FRESH_FOR


def prove(request: HttpRequest) -> None:
    """They showed it just now, without signing in anew."""
    request.session.cycle_key()
    request.session[PROVEN_AT] = now().isoformat()


def for_fresh_proof(view: View) -> View:
    """The door to changing how one signs in; the view is given the account."""

    @wraps(view)
    def behind(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        account = own_account(request)
        return view(request, account, *args, **kwargs) if is_fresh(request) else redirect("proof")

    return for_anyone_here(behind)
