"""An invitation's link: who asks, what is agreed, and one button. Looking changes nothing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from handrail.lib.clock import now
from handrail.practice.agreement import Agreement
from handrail.practice.invitation import Invitation, LinkExpired, State
from handrail.practice.second_step import SecondStep
from handrail.practice.sign_in import TooMany
from handrail.trajectory.beginning import join
from handrail.trajectory.trajectory import ENDED, Trajectory
from handrail.web.acting import REFUSED, perform
from handrail.web.public.sign_in import ASKED_OR_SENT, GONE, TOO_MANY, send_way_in
from handrail.web.request import Visit
from handrail.web.summary_mail import with_what_waits
from handrail.web.who import people_of, proven_at, sign_in
from handrail.web.wording import word


class ConsentForm(forms.Form):
    """Two yeses, apart: one may not be had for the other (GDPR Art. 9)."""

    agreement = forms.BooleanField(
        label=_("I have read this and agree"),
        help_text=_("You can read it again whenever you like."),
        error_messages={"required": _("Without this yes the two of you cannot begin here.")},
    )
    personal = forms.BooleanField(
        label=_("My words may be kept here, personal ones too"),
        help_text=_("Coaching touches health, family, beliefs. You can take this yes back at any time."),
        error_messages={"required": _("Without this yes nothing you write could be kept.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, agreement: Agreement) -> None:
        super().__init__(data, initial={"version": agreement.version})
        self.current = agreement.version

    def clean_version(self) -> int:
        if self.cleaned_data["version"] != self.current:
            # They said yes to other words than those that hold now.
            self.data = {"version": self.current}
            raise forms.ValidationError(_("The agreement was reworded meanwhile. Read it once more, please."))
        return self.current


@dataclass
class Opened:
    """One invitation, as one visitor opens it."""

    request: Visit
    token: str
    invitation: Invitation

    @property
    def is_mine(self) -> bool:
        """Whether this device is signed in as whom it invites."""
        person = self.request.person
        return person is not None and person.pk == self.invitation.person_id

    @cached_property
    def is_of_this_account(self) -> bool:
        """Whether this device is known to belong to the invited address, in another practice perhaps."""
        return people_of(self.request).filter(pk=self.invitation.person_id).exists()

    @property
    def is_somebody_else_s(self) -> bool:
        return self.request.person is not None and not self.is_mine and not self.is_of_this_account

    @property
    def lets_in(self) -> bool:
        return self.is_mine or self.is_of_this_account or (self.invitation.is_enough and not self._asks_more)

    @property
    def _asks_more(self) -> bool:
        """Somebody with a second step is asked for it whichever way they come."""
        return SecondStep.objects.filter(account__people=self.invitation.person).exists()

    @cached_property
    def trajectory(self) -> Trajectory | None:
        joined = self.invitation.joins_id
        return Trajectory.objects.filter(pk=joined).select_related("coach").first() if joined else None

    @cached_property
    def agreement(self) -> Agreement:
        return Agreement.objects.current(self.invitation.practice_id)

    def page(self, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
        told = {"opened": self, "invitation": self.invitation, "person": self.invitation.person, **context}
        return render(self.request, f"public/{name}.html", told, status=status)


@require_http_methods(ASKED_OR_SENT)
@never_cache
def invitation(request: Visit, token: str) -> HttpResponse:
    try:
        opened = _open(request, token)
    except LinkExpired:
        return render(request, "public/invitation_gone.html", status=GONE)
    if opened.invitation.state == State.ACCEPTED:
        return redirect("home") if opened.is_mine else _sign_in_first(opened)
    if opened.is_somebody_else_s:
        return opened.page("invitation_of_another")
    return _answer(opened) if opened.lets_in else _sign_in_first(opened)


def _open(request: Visit, token: str) -> Opened:
    opened = Opened(request, token, Invitation.objects.at(token, at=now()))
    gone = opened.trajectory is None if opened.invitation.joins_id else False
    if opened.invitation.person.account_id is None or gone or (opened.trajectory and opened.trajectory.state in ENDED):
        raise LinkExpired
    return opened


def _answer(opened: Opened) -> HttpResponse:
    """Somebody new: what is agreed, and their yes."""
    posted = opened.request.POST if opened.request.method == "POST" else None
    form = ConsentForm(posted, agreement=opened.agreement) if opened.trajectory else None
    if posted is not None and (form is None or form.is_valid()):
        return _join(opened)
    return opened.page("invitation", form=form, status=200 if posted is None else REFUSED)


def _join(opened: Opened) -> HttpResponse:
    person, account_id = opened.invitation.person, opened.invitation.person.account_id
    proven = account_id if opened.is_of_this_account else None
    # Whoever was here already has shown nothing new by pressing this button.
    since = proven_at(opened.request) if proven or opened.is_mine else now()
    try:
        perform(opened.request, with_what_waits(join), by=person, invitation=opened.invitation)
    except LinkExpired:
        return redirect("invitation", opened.token)
    sign_in(opened.request, person, account_id=proven, several=proven is not None, proven_at=since)
    return redirect("home")


def _sign_in_first(opened: Opened) -> HttpResponse:
    """The link was used, or is not enough to let in somebody who is here already: mail them a way in."""
    if opened.request.method != "POST":
        return opened.page("invitation_sign_in")
    leads_to = "" if opened.invitation.state == State.ACCEPTED else opened.request.path
    person = opened.invitation.person
    try:
        return send_way_in(opened.request, person.email, leads_to=leads_to, person=person)
    except TooMany as refusal:
        return opened.page("invitation_sign_in", status=TOO_MANY, amiss=word(refusal))
