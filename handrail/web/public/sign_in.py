"""Signing in without a password: ask for a mail, then its link or its code."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.outbox.stopped import Stopped
from handrail.practice.account import address
from handrail.practice.passkey import Passkey
from handrail.practice.person import Person
from handrail.practice.sign_in import OPEN_FOR, LinkUsed, SignInLink, TooMany
from handrail.web import mail, webauthn, who
from handrail.web.acting import REFUSED
from handrail.web.arriving import arrive, own_path, place
from handrail.web.checked import email_field
from handrail.web.fields import LineField
from handrail.web.public.mailbox import may_look
from handrail.web.request import Visit
from handrail.web.wording import word

# Which address this browser asked for, so that its code can be typed: nothing is kept of strangers on the server.
ASKED = "handrail_asked"
GONE, TOO_MANY = 410, 429
ASKED_OR_SENT = ["GET", "HEAD", "POST"]


class AskForm(forms.Form):
    email = email_field(label=_("Your e-mail address"), autocomplete="email")
    leads_to = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = LineField(label=_("The six digits from the mail"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        more = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input code"}
        self.fields["code"].widget.attrs |= more


@require_http_methods(ASKED_OR_SENT)
@never_cache
def sign_in(request: Visit) -> HttpResponse:
    """Ask for a way in."""
    if request.method != "POST":
        leads_to = own_path(request.GET.get("leads_to", ""))
        if request.person:
            return redirect(leads_to or "home")
        return sign_in_page(request, AskForm(initial={"leads_to": leads_to}), leads_to=leads_to)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            return send_way_in(request, form.cleaned_data["email"], leads_to=form.cleaned_data["leads_to"])
        except Refusal as refusal:
            form.add_error("email", word(refusal))
            return sign_in_page(request, form, status=_status(refusal))
    return sign_in_page(request, form, status=REFUSED)


def sign_in_page(
    request: Visit, form: AskForm, *, leads_to: str = "", amiss: str = "", status: int = 200
) -> HttpResponse:
    """Passkeys are offered where somebody has one: nobody else is asked to wonder what that is."""
    offers = webauthn.is_possible() and Passkey.objects.exists()
    told = {"form": form, "leads_to": leads_to, "amiss": amiss, "offers_passkeys": offers}
    return render(request, "public/sign_in.html", told, status=status)


def send_way_in(request: Visit, written: str, *, leads_to: str = "", person: Person | None = None) -> HttpResponse:
    """The mail, if somebody here has the address; the same answer if nobody has."""
    at, to = now(), address(written)
    with transaction.atomic():
        way_in = SignInLink.ask(to, at=at, asked_from=place(request), leads_to=own_path(leads_to), person=person)
        mail.sign_in(way_in, at=at)
    response = redirect("sign-in-code")
    response.set_signed_cookie(
        ASKED, to, max_age=OPEN_FOR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


@require_http_methods(ASKED_OR_SENT)
@never_cache
def code(request: Visit) -> HttpResponse:
    """Type the code instead of opening the link: for a mail that is read on another device."""
    asked = request.get_signed_cookie(ASKED, "", max_age=OPEN_FOR)
    if not asked:
        return redirect("home" if request.person else "sign-in")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            link = SignInLink.by_code(asked, form.cleaned_data["code"], at=now())
            return _in_by(request, link)
        except LinkUsed:
            form.add_error("code", word(LinkUsed("code")))
    waits = mail.waits_for_a_server()
    told = {"form": form, "email": asked, "may_look": may_look(request), "waits": waits}
    return render(request, "public/code.html", told, status=REFUSED if form.is_bound else 200)


@require_http_methods(ASKED_OR_SENT)
@never_cache
def link(request: Visit, token: str) -> HttpResponse:
    """The mailed link. Looking changes nothing, for mail scanners look too; the button uses it up."""
    try:
        found = SignInLink.known(token)
    except LinkUsed:
        return render(request, "public/link_used.html", status=GONE)
    if found.opens(now()):
        return _open(request, found)
    if request.person and request.person.account_id == found.account_id:
        return redirect(own_path(found.leads_to) or "home")
    if request.method == "POST" and "again" in request.POST and found.account:
        return _again(request, found, to=found.account.email)
    return render(request, "public/link_used.html", {"link": found}, status=GONE)


def _open(request: Visit, found: SignInLink) -> HttpResponse:
    if request.method != "POST":
        return render(request, "public/link.html", {"link": found})
    try:
        return _in_by(request, found)
    except LinkUsed:
        return render(request, "public/link_used.html", {"link": found}, status=GONE)


def _again(request: Visit, found: SignInLink, *, to: str) -> HttpResponse:
    try:
        return send_way_in(request, to, leads_to=found.leads_to, person=found.person)
    except TooMany as refusal:
        return render(request, "public/link_used.html", {"link": found, "amiss": word(refusal)}, status=TOO_MANY)


def _in_by(request: Visit, found: SignInLink) -> HttpResponse:
    account = found.use(at=now())
    if not found.is_vouched_for:
        # They came by a mail: it arrives, whatever came back from there before.
        Stopped.arrived(account.people.values_list("practice_id", flat=True), "email", account.email)
    response = arrive(
        request, account, at=now(), person_id=found.person_id, leads_to=found.leads_to, is_proven=found.is_vouched_for
    )
    response.delete_cookie(ASKED, samesite="Lax")
    return response


@require_POST
def sign_out(request: Visit) -> HttpResponse:
    who.sign_out(request)
    leads_to = own_path(request.POST.get("leads_to", ""))
    return redirect(leads_to or "sign-in")


def _status(refusal: Refusal) -> int:
    return TOO_MANY if isinstance(refusal, TooMany) else REFUSED
