"""Actions: what was agreed, its whole way, and every clean way it can go on or end [60, 62, 64]."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.trajectory.action import CONFIDENT, UNDER_WAY, Action, State
from handrail.trajectory.agenda import times_carried
from handrail.trajectory.photo import Photo
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.action_forms import (
    CompletionForm,
    JointActionForm,
    ObstacleForm,
    PostponementForm,
    ReleaseForm,
    ReplacementForm,
    RewordingForm,
)
from handrail.web.actions import acknowledged, action_row, action_rows, way
from handrail.web.back import back
from handrail.web.both import both_of, status_of
from handrail.web.coach.led import led_row
from handrail.web.coach.work_page import clients_of, led_whole, new_here, whole_of, work_page
from handrail.web.days import said
from handrail.web.doors import for_coach
from handrail.web.photos import photos_of
from handrail.web.request import Request
from handrail.web.things import HELD_UP_BY, on_its_page

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def actions(request: Request, trajectory_id: UUID) -> HttpResponse:
    whole = led_whole(request, trajectory_id)
    if request.method == "POST":
        return _add(request, whole)
    asked = {
        "session": request.GET.get("session") or _here_and_now(whole),
        "goal": request.GET.get("goal"),
        "text": request.GET.get("text", ""),
    }
    return _list(request, whole, JointActionForm(whole=whole, coachees=clients_of(whole), initial=asked))


def _add(request: Request, whole: Whole) -> HttpResponse:
    form = JointActionForm(request.POST, whole=whole, coachees=clients_of(whole))
    action = carry_out(
        request, form, partial(Action.propose, whole.trajectory), on_behalf_of_id=_together(request, form)
    )
    if action is None:
        return _list(request, whole, form, status=REFUSED)
    messages.success(request, _added(whole, action))
    here = reverse("coach:action", args=[action.pk])
    return redirect(here if _is_unsure(action) else back(request, otherwise=here))


def _together(request: Request, form: forms.Form) -> UUID | None:
    """Whose word it also was: the client's, when the two agreed it in the same room."""
    if not form.is_valid() or not form.cleaned_data["agreed"]:
        return None
    owner = form.cleaned_data["owner"]
    return None if owner == request.person else owner.pk


def _added(whole: Whole, action: Action) -> str:
    if action.is_promise:
        return _("Promised by %(day)s.") % {"day": said(action.due_on, whole.today)}
    if action.state == State.PROPOSED:
        return _("Waiting for %(client)s to take it up.") % {"client": whole.people[action.owner_id].given_name}
    return _("Agreed by %(day)s.") % {"day": said(action.due_on, whole.today)}


def _here_and_now(whole: Whole) -> UUID | None:
    """Today's session, when there is one: that is most likely where it was said."""
    return next((s.pk for s in whole.sessions if whole.day_of(s) == whole.today and not s.fell_out), None)


def _list(request: Request, whole: Whole, form: forms.Form, *, status: int = 200) -> HttpResponse:
    waiting = [action for action in whole.actions if action.state == State.PROPOSED]
    ended = [action for action in reversed(whole.actions) if action.ended_on is not None]
    rows = partial(action_rows, whole, space="coach")
    return work_page(
        request, "actions", whole, status=status, form=new_here(form, "text"),
        back=request.POST.get("back", request.GET.get("back", "")),
        open=rows(whole.open_actions), waiting=rows(waiting), ended=rows(ended),
    )  # fmt: skip


# One action and the steps it can take


@require_safe
@for_coach
def action(request: Request, action_id: UUID) -> HttpResponse:
    return action_page(request, led_row(request, Action, action_id))


@require_POST
@for_coach
def completion(request: Request, action_id: UUID) -> HttpResponse:
    """Done, or (anything but done=on) not done after all."""
    action, form = led_row(request, Action, action_id), CompletionForm(request.POST)
    if request.POST.get("done") != "on":
        return _step(request, action, forms.Form(request.POST), action.reopen, said=_("It is open again."))
    if carry_out(request, form, action.complete) is None:
        return action_page(request, action, completion=form)
    whole = whole_of(request, action.trajectory)
    undo = reverse("coach:completion", args=[action.pk])
    done = whole.rows[Action][action.pk]
    said = acknowledged(done, was_carried=times_carried(whole, done) > 0)
    messages.success(request, said, extra_tags=undo)
    return _ticked(request, whole, action) if request.htmx else redirect(_after(request, action))


@require_POST
@for_coach
def start(request: Request, action_id: UUID) -> HttpResponse:
    action = led_row(request, Action, action_id)
    return _step(request, action, forms.Form(request.POST), action.start, said=_("Begun."))


@require_POST
@for_coach
def postponement(request: Request, action_id: UUID) -> HttpResponse:
    action, form = led_row(request, Action, action_id), PostponementForm(request.POST)
    said = _("Moved. The first day and this reason stay with it.")
    return _step(request, action, form, action.move_on, said=said, name="postponement")


@require_POST
@for_coach
def obstacle(request: Request, action_id: UUID) -> HttpResponse:
    """Something is in the way, or (blocked=off) no longer."""
    action, form = led_row(request, Action, action_id), ObstacleForm(request.POST)
    if request.POST.get("blocked") == "off":
        return _step(request, action, forms.Form(request.POST), action.unblock, said=_("The way is clear again."))
    said = _("Named. It comes onto the table of the next session.")
    return _step(request, action, form, action.block, said=said, name="obstacle")


@require_POST
@for_coach
def release(request: Request, action_id: UUID) -> HttpResponse:
    action, form = led_row(request, Action, action_id), ReleaseForm(request.POST)
    said = _("Let go, with the reason. That is a decision too.")
    return _step(request, action, form, action.release, said=said, name="release")


@require_POST
@for_coach
def replacement(request: Request, action_id: UUID) -> HttpResponse:
    """The smallest, easiest thing instead [66]; from there on the successor is what is looked at."""
    action, form = led_row(request, Action, action_id), ReplacementForm(request.POST)
    successor = carry_out(request, form, action.replace)
    if successor is None:
        return action_page(request, action, replacement=form)
    messages.success(request, _("Made smaller. The bigger one stays readable behind it."))
    return redirect("coach:action", successor.pk)


@require_POST
@for_coach
def wording(request: Request, action_id: UUID) -> HttpResponse:
    action = led_row(request, Action, action_id)
    form = RewordingForm(request.POST, whole=whole_of(request, action.trajectory))
    said = _("Reworded. The earlier words stay in its history.")
    return _step(request, action, form, action.change, said=said, name="rewording")


def _step(
    request: Request, action: Action, form: forms.Form, verb: Callable[..., Action], *, said: str, name: str = "step"
) -> HttpResponse:
    if carry_out(request, form, verb) is None:
        return action_page(request, action, **{name: form})
    messages.success(request, said)
    if request.htmx:
        return _ticked(request, whole_of(request, action.trajectory), action)
    return redirect(_after(request, action))


def _after(request: Request, action: Action) -> str:
    return back(request, otherwise=reverse("coach:action", args=[action.pk]))


def _ticked(request: Request, whole: Whole, action: Action) -> HttpResponse:
    row = action_row(whole, whole.rows[Action][action.pk], space="coach")
    return render(request, "parts/_action_ticked.html", {"action": row})


def action_page(request: Request, action: Action, **refused: forms.Form) -> HttpResponse:
    """The action with its way. A form that was refused stands where it was, as it was typed."""
    whole = whole_of(request, action.trajectory, also=HELD_UP_BY)
    action = whole.rows[Action][action.pk]
    later = max(action.due_on, whole.today) + WEEK
    steps: dict[str, forms.Form] = {
        "completion": CompletionForm(),
        "postponement": PostponementForm(initial={"due_on": later}),
        "obstacle": ObstacleForm(),
        "replacement": ReplacementForm(initial={"due_on": whole.today + DAY}),
        "release": ReleaseForm(),
        "rewording": RewordingForm(whole=whole, initial={"text": action.text, "goal": action.goal_id}),
    }
    both = both_of(refused.get("rewording"), theirs=action.text)
    return work_page(
        request, "action", whole, status=status_of(refused, both), both=both,
        action=action, row=action_row(whole, action, space="coach"), way=way(whole, action, space="coach"),
        thing=on_its_page(request, whole, action, space="coach", refused=refused),
        owner=whole.people[action.owner_id].given_name, is_unsure=_is_unsure(action), refused=refused,
        can_be_moved=action.state in UNDER_WAY, photos=photos_of(action, Photo.objects.visible_to(request.person)),
        **{**steps, **refused},
    )  # fmt: skip


def _is_unsure(action: Action) -> bool:
    """Below 7 of 10: a moment to make it smaller or find support; it may be kept as it is [28]."""
    in_time = action.is_open or action.state == State.PROPOSED
    return in_time and action.confidence is not None and action.confidence < CONFIDENT
