"""Is it you? Asked before somebody changes how they sign in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handrail.practice.passkey import Passkey
from handrail.practice.second_step import SecondStep
from handrail.web import webauthn
from handrail.web.acting import REFUSED
from handrail.web.doors import for_anyone_here
from handrail.web.proof import is_fresh, may_have_keys, own_account, prove
from handrail.web.public.second_step import CodeForm, is_right
from handrail.web.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_anyone_here
def proof(request: Request) -> HttpResponse:
    """By the app's code here; by a passkey or a mailed link, which sign in anew."""
    account = own_account(request)
    step = SecondStep.objects.filter(account=account).select_related("account").first()
    form = CodeForm(request.POST if request.method == "POST" else None) if step else None
    if step and form and form.is_bound and is_right(form, step):
        prove(request)
        return redirect("me")
    offers = webauthn.is_possible() and Passkey.objects.filter(account=account).exists()
    told = {"form": form, "email": account.email, "offers_passkeys": offers}
    return render(request, "public/proof.html", told, status=REFUSED if form and form.is_bound else 200)


def keys_of(request: Request) -> dict[str, Any] | None:
    """How somebody signs in, for the page about themselves; nothing for a client."""
    account = request.person.account
    if account is None or not may_have_keys(account):
        return None
    return {
        "passkeys": Passkey.objects.filter(account=account).order_by("added_at", "pk"),
        "second_step": SecondStep.objects.filter(account=account).first(),
        "is_fresh": is_fresh(request),
        "are_possible": webauthn.is_possible(),
        "address": webauthn.origin(),
    }
