"""Coming in with a passkey."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from handrail.lib.clock import now
from handrail.practice.passkey import KeyRefused
from handrail.web import webauthn
from handrail.web.acting import REFUSED
from handrail.web.arriving import enter, own_path
from handrail.web.public.sign_in import AskForm, sign_in_page
from handrail.web.request import Visit
from handrail.web.wording import word


@require_POST
@never_cache
def question(request: Visit) -> HttpResponse:
    return JsonResponse(webauthn.ask_to_come_in(request, at=now()))


@require_POST
@never_cache
def come_in(request: Visit) -> HttpResponse:
    """No second step is asked: a key on a device, and the finger or the PIN that opens it, are two."""
    leads_to = own_path(request.POST.get("leads_to", ""))
    try:
        passkey = webauthn.come_in(request, at=now())
    except KeyRefused as refusal:
        form = AskForm(initial={"leads_to": leads_to})
        return sign_in_page(request, form, leads_to=leads_to, amiss=word(refusal), status=REFUSED)
    return enter(request, passkey.account, at=now(), person_id=None, leads_to=leads_to)
