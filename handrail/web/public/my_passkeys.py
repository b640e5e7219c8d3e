"""My passkeys: one is added by the device that keeps it, and removed from anywhere."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.account import Account
from handrail.practice.passkey import NAME, Passkey
from handrail.web import mail, webauthn
from handrail.web.doors import for_anyone_here, found
from handrail.web.proof import for_fresh_proof, is_fresh, own_account
from handrail.web.request import Request
from handrail.web.wording import word


@require_POST
@never_cache
@for_fresh_proof
def question(request: Request, account: Account) -> HttpResponse:
    return JsonResponse(webauthn.ask_to_add(request, account, at=now()))


@require_POST
@for_fresh_proof
def passkeys(request: Request, account: Account) -> HttpResponse:
    try:
        with transaction.atomic():
            made = webauthn.add(request, account, name=_name(request), at=now())
            mail.tell_of_keys(account, mail.PASSKEY_ADDED, at=now(), name=made.name)
    except Refusal as refusal:
        messages.error(request, word(refusal))
    else:
        messages.success(request, _("Added. Next time you can come in with it, without a mail."))
    return redirect("me")


def _name(request: Request) -> str:
    """As it was typed; somebody in a hurry types nothing."""
    typed = " ".join("".join(filter(str.isprintable, request.POST.get("name", ""))).split())
    return typed[:NAME].strip() or _("Passkey of %(day)s") % {"day": date_format(request.person.today(now()), "j F Y")}


@require_POST
@for_anyone_here
def removal(request: Request, passkey_id: UUID) -> HttpResponse:
    account = own_account(request)
    passkey = found(Passkey.objects.filter(account=account), passkey_id)
    if not is_fresh(request):
        return redirect("proof")
    with transaction.atomic():
        passkey.delete()
        mail.tell_of_keys(account, mail.PASSKEY_REMOVED, at=now(), name=passkey.name)
    messages.success(request, _("Removed. It opens nothing here any more; you can delete it on the device too."))
    return redirect("me")
