"""Inviting coaches and managers, and what became of every invitation."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.lib.refusal import Refusal
from handrail.practice.invitation import Invitation
from handrail.practice.joining import take_back
from handrail.practice.membership import Role
from handrail.web import mail
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.checked import email_field, person_name_field
from handrail.web.doors import for_manager, found
from handrail.web.request import Request
from handrail.web.wording import word


class ColleagueForm(forms.Form):
    name = person_name_field(label=_("Name"), missing=_("Say what they are called."))
    email = email_field(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("To"),
        choices=[(Role.COACH, _("coach clients")), (Role.MANAGER, _("manage the practice"))],
        initial=Role.COACH,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of those offered.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_manager
def new(request: Request) -> HttpResponse:
    form = ColleagueForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (person := carry_out(request, form, mail.send_to_colleague)):
        messages.success(request, _now("%(name)s has a place here now.") % {"name": person.name})
        return redirect("manager:people")
    return render(request, "manager/invite.html", {"form": form}, status=REFUSED if form.is_bound else 200)


@require_POST
@for_manager
def invitation(request: Request, invitation_id: UUID) -> HttpResponse:
    """`state` is what is wanted: "sent" (again) or "withdrawn"."""
    rows = Invitation.objects.visible_to(request.person).select_related("person__practice", "sent_by", "practice")
    row = found(rows, invitation_id)
    name = {"name": row.person.name}
    try:
        if request.POST.get("state") == "sent":
            perform(request, mail.send_again, again=row)
            messages.success(request, _now("A new mail is on its way to %(name)s; the earlier link is closed.") % name)
        elif request.POST.get("state") == "withdrawn":
            perform(request, take_back, invitation=row)
            messages.success(request, _now("Taken back. The link to %(name)s opens nothing now.") % name)
    except Refusal as refusal:
        messages.error(request, word(refusal))
    return redirect("manager:people")
