"""What the client agreed to do. A form posts the wanted state; every way out of an action is a clean one [64]."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.lib.refusal import Refusal
from handrail.trajectory.action import UNDER_WAY, Action
from handrail.trajectory.agenda import times_carried
from handrail.trajectory.photo import Photo
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.action_forms import (
    ActionForm,
    CompletionForm,
    ObstacleForm,
    PostponementForm,
    ReleaseForm,
    ReplacementForm,
)
from handrail.web.actions import acknowledged, done_row, way
from handrail.web.back import back
from handrail.web.coachee.links import my_row, strip
from handrail.web.coachee.mine import for_consenting, mine, one, trajectory, whole
from handrail.web.coachee.page import page
from handrail.web.doors import found
from handrail.web.photos import PhotoField, PhotoForm, photos_of
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page
from handrail.web.wording import word

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class OwnActionForm(ActionForm):
    """The client's own, agreed as soon as it is written."""

    field_order = ["text", "due_on", "goal"]

    def __init__(self, data: Any = None, *, whole: Whole, **given: Any) -> None:
        super().__init__(data, whole=whole, **given)
        del self.fields["session"], self.fields["confidence"]


class SeenForm(CompletionForm):
    """The client's: how it went, and how it looks (`Photo.complete`)."""

    picture = PhotoField(required=False)


@require_safe
@for_consenting
def action(request: Request, action_id: UUID) -> HttpResponse:
    return action_page(request, found(mine(Action, request.person), action_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def actions(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Something of one's own, with a day and, where it serves one, a goal."""
    here = whole(request, trajectory(request, trajectory_id))
    initial = {"text": request.GET.get("text", "")}
    form = OwnActionForm(request.POST if request.method == "POST" else None, whole=here, initial=initial)
    if request.method == "POST":
        added = carry_out(request, form, Action.propose, trajectory=here.trajectory, owner=request.person)
        if added:
            messages.success(request, _("Added to what you agreed."))
            return redirect(_on_today(added))
    status = REFUSED if form.errors else 200
    return page(
        request, "new_action", trajectory=here.trajectory, place="today", status=status, form=form, **strip(here)
    )


@require_POST
@for_consenting
def completion(request: Request, action_id: UUID) -> HttpResponse:
    """Done, or not done after all. Answers htmx with the one row; anybody else with the page it came from."""
    row, on = _own(request, action_id), request.POST.get("done") == "on"
    said: CompletionForm | None = None
    if on and "remark" in request.POST:
        form = SeenForm(request.POST, files=request.FILES)
        said = None if carry_out(request, form, Photo.complete, action=row) else form
    else:
        # A ring to tick carries nothing but itself.
        try:
            perform(request, row.complete if on else row.reopen)
        except Refusal as refusal:
            said = CompletionForm(request.POST)
            said.add_error(None, word(refusal))
    if request.htmx:
        return _row(request, row)
    if said is not None:
        return refused(request, row, completion=said)
    return redirect(back(request, otherwise=_on_today(row)))


@require_POST
@for_consenting
def agreement(request: Request, action_id: UUID) -> HttpResponse:
    """What the coach proposes is the client's to take up or to leave."""
    row, agreed = _own(request, action_id), request.POST.get("agreed") == "on"
    try:
        done = (
            perform(request, row.agree)
            if agreed
            else perform(request, row.decline, reason=request.POST.get("reason", ""))
        )
    except Refusal as refusal:
        messages.error(request, word(refusal))
        return redirect("coachee:action", row.pk)
    if not agreed:
        messages.success(
            request,
            _("Left aside. %(coach)s sees that, and it is yours to say.") % {"coach": row.trajectory.coach.given_name},
        )
    return redirect(_on_today(done) if agreed else reverse("coachee:today"))


@require_POST
@for_consenting
def start(request: Request, action_id: UUID) -> HttpResponse:
    row = _own(request, action_id)
    return _step(request, row, forms.Form(request.POST), row.start, "start", _("Begun. That is often the hard part."))


@require_POST
@for_consenting
def postponement(request: Request, action_id: UUID) -> HttpResponse:
    row, form = _own(request, action_id), PostponementForm(request.POST)
    return _step(request, row, form, row.move_on, "postponement", _("Moved. The first day stays written down too."))


@require_POST
@for_consenting
def obstacle(request: Request, action_id: UUID) -> HttpResponse:
    """Something is in the way, or (blocked=off) no longer."""
    row = _own(request, action_id)
    if request.POST.get("blocked") == "off":
        return _step(request, row, forms.Form(request.POST), row.unblock, "unblock", _("Good. It is open again."))
    form = ObstacleForm(request.POST)
    return _step(request, row, form, row.block, "obstacle", _("Noted. It will be on the table next time."))


@require_POST
@for_consenting
def replacement(request: Request, action_id: UUID) -> HttpResponse:
    """The smallest, easiest thing instead; the new one is what one then looks at [66]."""
    row, form = _own(request, action_id), ReplacementForm(request.POST)
    successor = carry_out(request, form, row.replace)
    if successor is None:
        return refused(request, row, replacement=form)
    messages.success(request, _("Smaller now. Small is how things get done."))
    return redirect("coachee:action", successor.pk)


@require_POST
@for_consenting
def release(request: Request, action_id: UUID) -> HttpResponse:
    row, form = _own(request, action_id), ReleaseForm(request.POST)
    return _step(request, row, form, row.release, "release", _("Let go. That is a decision, and a good one to make."))


def _step(
    request: Request, row: Action, form: forms.Form, verb: Callable[..., Action], name: str, said: str
) -> HttpResponse:
    if carry_out(request, form, verb) is None:
        return refused(request, row, **{name: form})
    messages.success(request, said)
    return redirect("coachee:action", row.pk)


def _on_today(row: Action) -> str:
    return f"{reverse('coachee:today')}#action-{row.pk}"


def _own(request: Request, action_id: UUID) -> Action:
    """A promise of the coach's may be read here, and is the coach's to move."""
    return one(request, Action, action_id, owner=request.person)


def _row(request: Request, row: Action) -> HttpResponse:
    """The one row as it is now, with the word that a completion gets at once."""
    if row.state == "done":
        said = acknowledged(row, was_carried=row.was_carried(zone=request.person.zone))
        return _drawn(request, row=done_row(row), acknowledged=said)
    return _drawn(request, row=my_row(Whole.around(row, request.person, at=now()), row))


def _drawn(request: Request, **shown: Any) -> HttpResponse:
    """Of what frames a page a row needs the form's token alone."""
    context = {"is_new": True, "csrf_token": get_token(request), **shown}
    return HttpResponse(render_to_string("coachee/_action.html", context))


def refused(request: Request, row: Action, **form: forms.Form) -> HttpResponse:
    """The action again, with what was amiss where it was typed."""
    return action_page(request, row, status=REFUSED, **form)


def action_page(request: Request, row: Action, *, status: int = 200, **refused: forms.Form) -> HttpResponse:
    """The action with its way. A form that was refused stands open where it was, as it was typed."""
    here = whole(request, row.trajectory, also=HELD_UP_BY)
    row = here.rows[Action][row.pk]
    said = acknowledged(row, was_carried=times_carried(here, row) > 0) if row.state == "done" else ""
    steps: dict[str, forms.Form] = {
        "completion": SeenForm(),
        "photo": PhotoForm(),
        "postponement": PostponementForm(initial={"due_on": max(row.due_on, here.today) + WEEK}),
        "obstacle": ObstacleForm(),
        "replacement": ReplacementForm(initial={"due_on": here.today + DAY}),
        "release": ReleaseForm(),
    }
    return page(
        request, "action", trajectory=here.trajectory, place="today", status=status, today=here.today, action=row,
        way=way(here, row, space="coachee"), is_mine=row.owner_id == request.person.pk,
        can_be_moved=row.state in UNDER_WAY, successor=here.successor(row), refused=refused,
        thing=on_its_page(request, here, row, space="coachee", refused=refused),
        acknowledged=said, photos=photos_of(row, mine(Photo, request.person)), **strip(here), **{**steps, **refused},
    )  # fmt: skip
