"""My second step: set up with an app, removed, and its recovery codes made anew."""

from io import BytesIO
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.account import Account
from handrail.practice.second_step import DraftGone, SecondStep
from handrail.web import mail
from handrail.web.acting import REFUSED
from handrail.web.fields import LineField
from handrail.web.proof import for_fresh_proof, prove
from handrail.web.request import Request
from handrail.web.wording import word


class SetUpForm(forms.Form):
    code = LineField(label=_("The six digits that the app shows now"))
    draft = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        more = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input code"}
        self.fields["code"].widget.attrs |= more


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_fresh_proof
def second_step(request: Request, account: Account) -> HttpResponse:
    if SecondStep.objects.filter(account=account).exists():
        return redirect("me")
    form = SetUpForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                codes = SecondStep.add(account, at=now(), **form.cleaned_data)
                mail.tell_of_keys(account, mail.SECOND_STEP_ADDED, at=now())
            prove(request)
            return _show(request, codes)
        except Refusal as refusal:
            form.add_error("code", word(refusal))
    return _page(request, account, form)


def _page(request: Request, account: Account, form: SetUpForm) -> HttpResponse:
    """The same key again after a wrong code: the app has it already."""
    draft = form.data.get("draft", "")
    try:
        totp = SecondStep.drafted(account, draft, at=now())
    except DraftGone:
        draft = SecondStep.draft(account, at=now())
        totp = SecondStep.drafted(account, draft, at=now())
    key = " ".join(totp.secret[place : place + 4] for place in range(0, len(totp.secret), 4))
    told = {"form": form, "draft": draft, "key": key, "square": _square(totp.provisioning_uri())}
    return render(request, "public/set_up.html", told, status=REFUSED if form.is_bound else 200)


def _square(text: str) -> SafeString:
    """The address as a picture within the page, drawn without any style of its own."""
    drawn = BytesIO()
    square = segno.make(text, error="m")
    square.save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="square", lineclass="dots")
    return mark_safe(drawn.getvalue().decode())


@require_POST
@for_fresh_proof
def removal(request: Request, account: Account) -> HttpResponse:
    with transaction.atomic():
        gone, _rows = SecondStep.objects.filter(account=account).delete()
        if gone:
            mail.tell_of_keys(account, mail.SECOND_STEP_REMOVED, at=now())
    messages.success(request, _now("Removed. The mailed link is enough again."))
    return redirect("me")


@require_POST
@never_cache
@for_fresh_proof
def recovery_codes(request: Request, account: Account) -> HttpResponse:
    step = SecondStep.objects.filter(account=account).first()
    if step is None:
        return redirect("me")
    with transaction.atomic():
        codes = step.new_codes()
        mail.tell_of_keys(account, mail.RECOVERY_CODES_MADE, at=now())
    return _show(request, codes)


def _show(request: Request, codes: list[str]) -> HttpResponse:
    """Once: nobody can read them again, we neither."""
    return render(request, "public/recovery_codes.html", {"codes": codes, "on": now()})
