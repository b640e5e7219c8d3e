"""A group: several clients in one trajectory. Making one, and who takes part [12, 145]."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import getaddresses
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from handrail.practice.joining import add_person
from handrail.practice.membership import Role
from handrail.practice.person import Person
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.participant import Participant
from handrail.trajectory.trajectory import Trajectory
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.coach.inviting import invite
from handrail.web.coach.led import led_trajectory
from handrail.web.coach.page import page
from handrail.web.doors import for_coach, found
from handrail.web.fields import LineField
from handrail.web.mail import waits_for_a_server
from handrail.web.request import Request

# Beyond this it is a list, and there is a page that brings in lists.
MOST = 30


class Members(forms.CharField):
    """One a line, "Amina Haddad <amina@post.example>" or "Amina Haddad, amina@post.example". Cleans to pairs."""

    def __init__(self) -> None:
        super().__init__(
            required=False, label=_("New to you"), strip=False,
            help_text=_("One a line: the name, then the e-mail address."),
            widget=forms.Textarea(attrs={
                "class": "input", "rows": 4, "autocomplete": "off", "spellcheck": "false",
                "placeholder": "Amina Haddad, amina@post.example",
            }),
        )  # fmt: skip

    def clean(self, value: Any) -> list[tuple[str, str]]:
        lines = [line for line in str(super().clean(value)).splitlines() if line.strip()]
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> tuple[str, str]:
        named = getaddresses([line]) if "<" in line else []
        name, email = named[0] if len(named) == 1 else [part.strip(" ,;\t") for part in _split(line)]
        if not name.strip() or "@" not in email:
            raise forms.ValidationError(
                _now("“%(line)s” is not understood. Write the name, a comma, and the e-mail address.") % {"line": line}
            )
        return name.strip(), email.strip()


def _split(line: str) -> tuple[str, str]:
    """At the last space before the address."""
    before, _sep, email = line.strip().rpartition(" ")
    return before, email


class MembersForm(forms.Form):
    """Who is to take part: from those one coaches already, and by name and address."""

    def __init__(self, data: Any = None, *, coach: Person, besides: Sequence[Person] = ()) -> None:
        super().__init__(data, auto_id="group-%s")
        self.coach = coach
        known = [person for person in _known(coach) if person not in besides]
        self.known = {str(person.pk): person for person in known}
        if known:
            self.fields["known"] = forms.MultipleChoiceField(
                required=False, label=_("You coach already"), widget=forms.CheckboxSelectMultiple,
                choices=[(key, person.name) for key, person in self.known.items()],
            )  # fmt: skip
        self.fields["new"] = Members()

    def clean(self) -> dict[str, Any]:
        known = [self.known[key] for key in self.cleaned_data.get("known", ())]
        new = self.cleaned_data.get("new", [])
        if any(email.casefold() == self.coach.email for _name, email in new):
            self.add_error("new", _now("One of these is your own address."))
        if len(known) + len(new) > MOST:
            self.add_error("new", _now("At most %(most)d at once.") % {"most": MOST})
        return {"known": known, "new": new}


class GroupForm(MembersForm):
    group_name = LineField(label=_("What is it called?"), hint=_("Everybody in it reads this name."))

    field_order = ["group_name", "known", "new"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        name = str(self.cleaned_data.get("group_name", "")).strip()
        if not name:
            self.add_error("group_name", _now("Give it a name."))
        if not self.errors and len(given["known"]) + len(given["new"]) < 2:
            self.add_error("new", _now("A group begins with two. You can add others at any time."))
        return given | {"group_name": name}


def _known(coach: Person) -> list[Person]:
    """The clients this person coaches now."""
    mine = Participant.objects.filter(trajectory__in=Trajectory.objects.led_by(coach)).exclude(state="left")
    people = {each.person_id: each.person for each in mine.select_related("person")}
    return sorted((each for each in people.values() if each.email), key=lambda each: each.name.casefold())


def begin_group(
    *, by: Person, at: datetime, group_name: str, known: Sequence[Person], new: Sequence[tuple[str, str]]
) -> Trajectory:
    """People, trajectory, invitations and mails in one go, or not at all."""
    people = _people(by=by, at=at, known=known, new=new)
    one = draft_trajectory(by=by, at=at, coachees=people, group_name=group_name)
    return invite(one, by=by, at=at)


def add_members(
    trajectory: Trajectory, *, by: Person, at: datetime, known: Sequence[Person], new: Sequence[tuple[str, str]]
) -> Trajectory:
    for person in _people(by=by, at=at, known=known, new=new):
        Participant.add(trajectory, by=by, at=at, person=person)
    return invite(trajectory, by=by, at=at)


def _people(*, by: Person, at: datetime, known: Sequence[Person], new: Sequence[tuple[str, str]]) -> list[Person]:
    added = [add_person(by=by, at=at, name=name, email=email, roles=(Role.COACHEE,)) for name, email in new]
    return list({person.pk: person for person in [*known, *added]}.values())


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def new_group(request: Request) -> HttpResponse:
    form = GroupForm(request.POST or None, coach=request.person)
    if request.method == "POST":
        one = carry_out(request, form, begin_group)
        if one is not None:
            _say_invited(request)
            return redirect("coach:group", one.pk)
    return page(request, "new_group", form=form, status=REFUSED if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def group(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Who takes part; and others who are to."""
    one = led_trajectory(request, trajectory_id)
    here = list(one.participants.select_related("person").order_by("pk"))
    people = [each.person for each in here if each.state != "left"]
    form = MembersForm(request.POST or None, coach=request.person, besides=people)
    if request.method == "POST" and one.is_group and _is_added(request, form, one):
        _say_invited(request)
        return redirect("coach:group", one.pk)
    status = REFUSED if request.method == "POST" else 200
    names = one.group_name or ", ".join(each.name for each in people)
    return page(request, "group", trajectory=one, form=form, members=here, names=names, status=status)


def _is_added(request: Request, form: MembersForm, one: Trajectory) -> bool:
    return carry_out(request, form, lambda **given: add_members(one, **given)) is not None


@require_POST
@for_coach
def leaving(request: Request, participant_id: UUID) -> HttpResponse:
    """Somebody takes part no longer."""
    mine = Participant.objects.filter(trajectory__in=Trajectory.objects.led_by(request.person))
    one = found(mine.select_related("trajectory", "person"), participant_id)
    if not one.trajectory.is_group:
        # Who is coached alone does not leave: that is an end, and has a page of its own.
        return redirect("coach:settings", one.trajectory_id)
    perform(request, one.leave)
    messages.success(request, _now("%(name)s takes part no longer. What they wrote stays theirs.") % {
        "name": one.person.given_name})  # fmt: skip
    return redirect("coach:group", one.trajectory_id)


def _say_invited(request: Request) -> None:
    waits = waits_for_a_server()
    messages.success(
        request, _now("Invited.") if waits else _now("Invited. Each gets a mail with a link of their own.")
    )
