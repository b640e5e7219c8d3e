"""All clients of a coach in one table; and inviting another."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.coach.client_line import SHOWS, chosen, roll
from handrail.web.coach.inviting import has_begun, invite, invite_client
from handrail.web.coach.led import led_trajectory
from handrail.web.coach.needs import needs
from handrail.web.coach.page import page
from handrail.web.coach.table import PAGE, headings, in_order
from handrail.web.doors import for_coach
from handrail.web.fields import LineField
from handrail.web.mail import waits_for_a_server
from handrail.web.request import Request


@require_safe
@for_coach
def clients(request: Request) -> HttpResponse:
    everybody = roll(request.person, at=now())
    words, show, sort = (request.GET.get(name, "") for name in ("q", "show", "sort"))
    asked = chosen(everybody.lines, words=words, show=show)
    # Who is worth a look is told of by why, and whom a coach helps most comes first; the table says neither.
    found = needs(asked) if show == "needs" else in_order(asked, sort)
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return page(
        request, "clients", everybody=everybody.lines, words=words, lines=shown, today=everybody.today,
        here=request.get_full_path(),
        show=show if show in SHOWS else "", sort=sort, headings=headings(sort),
        filters=[
            ("", _now("Everybody")), ("now", _now("Under way")), ("needs", _now("Worth a look")),
            ("waiting", _now("Not begun")), ("ended", _now("Ended")),
        ],
    )  # fmt: skip


class InvitationForm(forms.Form):
    name = LineField(label=_("Name"))
    email = forms.CharField(
        required=False,
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, coach: Person, **given: Any) -> None:
        super().__init__(data, auto_id="invite-%s", **given)
        self.coach = coach

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email.strip().casefold() == self.coach.email:
            raise forms.ValidationError(_now("That is your own address."))
        return email


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def invitation(request: Request) -> HttpResponse:
    earlier = _continued(request)
    form = InvitationForm(request.POST or None, coach=request.person, initial=_known(earlier))
    if request.method == "POST":
        trajectory = carry_out(request, form, invite_client, continues=earlier)
        if trajectory is not None:
            _say_invited(request, trajectory)
            return redirect("coach:trajectory", trajectory.pk)
    status = REFUSED if request.method == "POST" else 200
    return page(request, "invite", form=form, continues=earlier, status=status)


@require_POST
@for_coach
def invited_again(request: Request, trajectory_id: UUID) -> HttpResponse:
    """A draft's first invitation, or one more to somebody who has not answered."""
    trajectory = led_trajectory(request, trajectory_id)
    perform(request, invite, trajectory=trajectory)
    _say_invited(request, trajectory)
    return redirect("coach:trajectory", trajectory.pk)


def _continued(request: Request) -> Trajectory | None:
    """The ended trajectory that a new one goes on from."""
    try:
        earlier = UUID(request.GET.get("continues", ""))
    except ValueError:
        return None
    return led_trajectory(request, earlier)


def _known(earlier: Trajectory | None) -> dict[str, str]:
    people = earlier.coachees() if earlier else []
    return {"name": people[0].name, "email": people[0].email} if people else {}


def _say_invited(request: Request, trajectory: Trajectory) -> None:
    names = ", ".join(person.given_name for person in trajectory.coachees())
    if has_begun(trajectory):
        messages.info(request, _now("%(name)s is with you already; this is where you are.") % {"name": names})
    else:
        waits = waits_for_a_server()
        said = _now("Invited. %(name)s gets a mail with a link.") if not waits else _now("Invited.")
        messages.success(request, said % {"name": names})
