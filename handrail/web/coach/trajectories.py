"""One trajectory: its page, its rhythm, its pauses and its end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.trajectory import PauseReason, State, Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out, perform
from handrail.web.coach.led import led_trajectory, led_with_people, report_waiting
from handrail.web.coach.page import page, plain_refusals, strip
from handrail.web.coach.trajectory_page import PRESENT, TrajectoryPage
from handrail.web.doors import for_coach
from handrail.web.fields import DayField, NumberField, WordsField
from handrail.web.mail import links_to_hand_over
from handrail.web.request import Request


@require_safe
@for_coach
def trajectory(request: Request, trajectory_id: UUID) -> HttpResponse:
    one, people = led_with_people(request, trajectory_id)
    whole = Whole.of_some(one, request.person, at=now(), rows=PRESENT)
    everything = TrajectoryPage(whole, people)
    return page(
        request, "trajectory", trajectory=one, whole=whole, shown=everything, today=whole.today,
        action_form=lambda: everything.action_form,
        report_waiting=report_waiting(whole),
        links=links_to_hand_over(one), **whole.once("strip", lambda: strip(whole)),
    )  # fmt: skip


class _OneOfSeveral(forms.Form):
    """Several stand on one page, so each has ids of its own."""

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.removesuffix('Form').lower()}-%s", **given)


class RhythmForm(_OneOfSeveral):
    """`Trajectory.change`."""

    length_months = NumberField(label=_("Months in all"), low=1, high=36)
    cadence_days = NumberField(
        label=_("Days from one session to the next"), hint=_("7 is weekly, 14 every other week."), low=1, high=92
    )
    with_booked = forms.BooleanField(
        required=False, label=_("What is booked follows the new rhythm too"),
        help_text=_("The next one stays where it is, the others are spaced from it at their hours. Who comes is told."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, booked: int = 2, **given: Any) -> None:
        super().__init__(data, **given)
        if booked < 2:
            del self.fields["with_booked"]


class PauseForm(_OneOfSeveral):
    """`Trajectory.pause`."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=PauseReason, widget=forms.RadioSelect, initial=PauseReason.CLIENT
    )
    resumes_on = DayField(label=_("Until"), hint=_("If you know it."), required=False)


class EndingForm(_OneOfSeveral):
    """`Trajectory.end_early`."""

    reason = WordsField(label=_("Why it ends here"), hint=_("If you like; your client reads it too."))


@require_safe
@for_coach
def settings(request: Request, trajectory_id: UUID) -> HttpResponse:
    return _settings(request, led_trajectory(request, trajectory_id))


@require_POST
@for_coach
def rhythm(request: Request, trajectory_id: UUID) -> HttpResponse:
    one = led_trajectory(request, trajectory_id)
    form = RhythmForm(request.POST)
    if carry_out(request, form, one.change) is None:
        return _settings(request, one, rhythm_form=form)
    messages.success(request, _saved(one, request.person, moved=form.cleaned_data["with_booked"]))
    return redirect("coach:trajectory", one.pk)


def _saved(one: Trajectory, coach: Person, *, moved: bool) -> str:
    """And whether what is booked now reaches beyond the end that was planned."""
    said = _now("Saved. The sessions ahead follow the new rhythm; what was stays.")
    last, ends_on = one.booked_after(now()).last(), one.ends_on
    if moved and last and ends_on and coach.today(last.starts_at) >= ends_on:
        return f"{said} {_now('The last of them now lie after the planned end: make it longer, or cancel them.')}"
    return said


# What each wanted state asks, and the words when it is so.
SAID = {
    State.ACTIVE: _("Under way again."),
    State.PAUSED: _("Paused. Nothing is asked meanwhile; every day that was agreed stays visible."),
    State.CLOSING: _("Coming to a close. Look back together before you complete it."),
    State.COMPLETED: _("Completed. What is still open stays open until each thing is done or let go."),
    State.ENDED_EARLY: _("Ended. Everything stays readable."),
}


@require_POST
@for_coach
def state(request: Request, trajectory_id: UUID) -> HttpResponse:
    """The form posts the wanted state."""
    one = led_trajectory(request, trajectory_id)
    wanted = request.POST.get("state", "")
    verbs: dict[str, Callable[..., Trajectory]] = {
        State.ACTIVE: one.resume, State.PAUSED: one.pause, State.CLOSING: one.begin_closing,
        State.COMPLETED: one.complete, State.ENDED_EARLY: one.end_early,
    }  # fmt: skip
    if wanted not in verbs:
        raise Http404
    form = {State.PAUSED: PauseForm, State.ENDED_EARLY: EndingForm}.get(State(wanted), forms.Form)(request.POST)
    if carry_out(request, form, verbs[wanted]) is None:
        return _settings(request, one, **{f"{wanted}_form": form})
    messages.success(request, str(SAID[State(wanted)]))
    return redirect("coach:trajectory", one.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coach
def erasure(request: Request, trajectory_id: UUID) -> HttpResponse:
    """A page of its own says what goes; its button does it."""
    if request.method == "POST" and _is_erased(request, trajectory_id):
        return redirect("coach:clients")
    one = led_trajectory(request, trajectory_id)
    people = one.coachees()
    if request.method == "POST":
        perform(request, one.erase)
        messages.success(request, _now("Erased. That it was remains; no word of it does."))
        return redirect("coach:clients")
    return page(request, "erasure", trajectory=one, names=", ".join(person.name for person in people))


def _is_erased(request: Request, trajectory_id: UUID) -> bool:
    """The button was pressed twice: nothing is left to be found."""
    return Trajectory.objects.filter(pk=trajectory_id, coach=request.person, state=State.ERASED).exists()


def _settings(request: Request, one: Trajectory, **refused: Any) -> HttpResponse:
    one = led_trajectory(request, one.pk)
    initial = {"length_months": one.length_months, "cadence_days": one.cadence_days, "with_booked": True}
    rhythm_form = RhythmForm(booked=one.booked_after(now()).count(), initial=initial)
    context: dict[str, Any] = {"rhythm_form": rhythm_form, "paused_form": PauseForm(), "ended_early_form": EndingForm()}
    names = ", ".join(person.name for person in one.coachees())
    status = REFUSED if refused else 200
    return page(
        request, "settings", status=status, trajectory=one, names=names, refused=refused,
        plain_refusals=plain_refusals(refused), **(context | refused),
    )  # fmt: skip
