"""The second step on the way in: the code of an app, after the mail."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.practice.second_step import SecondStep
from handrail.web import mail
from handrail.web.acting import REFUSED
from handrail.web.arriving import enter, halfway
from handrail.web.fields import LineField
from handrail.web.request import Visit
from handrail.web.wording import word


class CodeForm(forms.Form):
    code = LineField(label=_("The six digits from your app"), hint=_("Or one of your recovery codes."))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "class": "input code", "maxlength": "30"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def second_step(request: Visit) -> HttpResponse:
    coming = halfway(request, at=now())
    if coming is None:
        return redirect("home" if request.person else "sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and is_right(form, coming.step):
        return enter(request, coming.step.account, at=now(), person_id=coming.person_id, leads_to=coming.leads_to)
    told = {"form": form, "email": coming.step.account.email}
    return render(request, "public/second_step.html", told, status=REFUSED if form.is_bound else 200)


def is_right(form: forms.Form, step: SecondStep) -> bool:
    """Whether the form's code counts; the form says why not. Who used a recovery code is told by mail."""
    try:
        if form.is_valid() and step.take(form.cleaned_data["code"], at=now()):
            with transaction.atomic():
                mail.tell_of_keys(step.account, mail.RECOVERY_CODE_USED, at=now(), left=step.codes_left)
    except Refusal as refusal:
        form.add_error("code", word(refusal))
    return form.is_valid()
