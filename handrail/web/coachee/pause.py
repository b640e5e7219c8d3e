"""A pause in two taps, and the way back: what stands is looked at once, and nothing that went by is counted."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from handrail.lib.clock import now
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import OPEN as OPEN_HABITS
from handrail.trajectory.habit import Habit
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import PauseReason, State, Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.way_back import Wish, come_back, standing
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting, trajectory
from handrail.web.coachee.page import page
from handrail.web.fields import DayField
from handrail.web.request import Request

WEEK = timedelta(days=7)
# What a client says themselves, a button each; the rest is the coach's to say.
REASONS = [(each.value, each.label) for each in (PauseReason.HOLIDAY, PauseReason.ILLNESS, PauseReason.CRUNCH)]


class PauseForm(forms.Form):
    """`Trajectory.pause`: which button was pressed, and until when."""

    resumes_on = DayField(label=_("I am back on"), hint=_("You can come back earlier, or stay away longer."))
    reason = forms.ChoiceField(
        choices=REASONS, widget=forms.HiddenInput, error_messages={"required": _("Choose one of those offered.")}
    )


class WayBackForm(forms.Form):
    """For each action that stands `what-<id>` and `day-<id>`; cleans to the wishes of `come_back`."""

    def __init__(self, data: Any = None, *, actions: list[Action], today: date) -> None:
        super().__init__(data, auto_id="back-%s")
        self.actions = actions
        for action in actions:
            has_been = action.due_on < today
            self.fields[f"what-{action.pk}"] = forms.ChoiceField(
                label=action.text, widget=forms.RadioSelect, initial="move" if has_been else "keep",
                choices=[
                    ("keep", _("It keeps its day")), ("move", _("Another day")), ("release", _("Let it go")),
                ],
            )  # fmt: skip
            self.fields[f"day-{action.pk}"] = DayField(
                label=_now("Which day? “%(text)s”") % {"text": action.text}, required=False,
                initial=today + WEEK if has_been else max(action.due_on, today + WEEK),
            )  # fmt: skip

    @property
    def each(self) -> list[tuple[Action, forms.BoundField, forms.BoundField]]:
        return [(action, self[f"what-{action.pk}"], self[f"day-{action.pk}"]) for action in self.actions]

    def clean(self) -> dict[str, Any]:
        wishes: dict[UUID, Wish] = {}
        for action in self.actions:
            what, day = self.cleaned_data.get(f"what-{action.pk}"), self.cleaned_data.get(f"day-{action.pk}")
            if what == "move" and day is None and f"day-{action.pk}" not in self.errors:
                self.add_error(f"day-{action.pk}", _now("Choose a day."))
            elif what in ("move", "release"):
                reason = _now("Let go on the way back from a pause") if what == "release" else ""
                wishes[action.pk] = Wish(what, day, reason)
        return {"wishes": wishes}


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def pause(request: Request, trajectory_id: UUID) -> HttpResponse:
    one = trajectory(request, trajectory_id)
    here = _whole(request, one)
    form = PauseForm(request.POST or None, initial={"resumes_on": here.today + WEEK})
    if request.method == "POST" and carry_out(request, form, one.pause) is not None:
        messages.success(request, _now("Paused. Nothing is asked of you, and nothing that goes by counts."))
        return redirect("coachee:today")
    return page(
        request, "pause", trajectory=one, place="map", status=REFUSED if form.errors else 200, form=form,
        reasons=REASONS, can_pause=one.state == State.ACTIVE, **strip(here),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def way_back(request: Request, trajectory_id: UUID) -> HttpResponse:
    one = trajectory(request, trajectory_id)
    here = _whole(request, one)
    if one.state != State.PAUSED:
        # Taken already, here or by the coach: there is nothing to decide.
        return redirect("coachee:today")
    actions = standing(here.actions, request.person)
    form = WayBackForm(request.POST if request.method == "POST" else None, actions=actions, today=here.today)
    if request.method == "POST" and carry_out(request, form, come_back, trajectory=one) is not None:
        messages.success(request, _now("Good to have you back. One thing is enough for today."))
        return redirect("coachee:today")
    return page(
        request, "way_back", trajectory=one, place="today", status=REFUSED if form.errors else 200, form=form,
        today=here.today, next_session=here.next_session,
        habits=[each for each in here.every(Habit) if each.state in OPEN_HABITS], **strip(here),
    )  # fmt: skip


def _whole(request: Request, of: Trajectory) -> Whole:
    return Whole.of(of, request.person, at=now(), nouns=(Vision, Goal, Milestone, Session, Action, Habit))
