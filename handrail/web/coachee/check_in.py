"""The check-in: a tap for each thing of the week, a number for the energy, a line. Half a minute, and optional [75]."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handrail.lib.clock import now
from handrail.trajectory.check_in import CheckIn, Kind, State
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.rhythm_week import things_of
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.links import strip
from handrail.web.coachee.mine import for_consenting
from handrail.web.coachee.page import page
from handrail.web.days import said as day_said
from handrail.web.doors import found
from handrail.web.fields import DayField, LineField, PickField, ScaleField
from handrail.web.happened import happened_at
from handrail.web.request import Request

OF_TODAY: dict[Any, Any] = {
    Vision: None,
    Goal: None,
    Milestone: None,
    WeeklyGoal: lambda rows, today: rows.filter(starts_on__lte=today, ends_on__gte=today),
    Habit: lambda rows, today: rows.open(),
    Tick: lambda rows, today: rows.filter(ticked_on=today),
    CheckIn: lambda rows, today: rows.filter(kind=Kind.DAILY, period_on=today),
}
# A check-in may come in weeks after it was made: a phone had no network. What was ticked then may have ended since.
OF_THEN = OF_TODAY | {WeeklyGoal: None, Habit: None}
NAMED = 3


class Kept(models.TextChoices):
    YES = "yes", _("Kept today")
    NO = "no", _("Not today")


class CheckInForm(forms.Form):
    """`CheckIn.submit`. What is not tapped is not said."""

    energy = ScaleField(label=_("My energy"), low=_("none"), high=_("plenty"))
    line = LineField(label=_("One line"), hint=_("If you like."))

    def __init__(self, data: Any = None, *, things: Iterable[WeeklyGoal | Habit], **given: Any) -> None:
        super().__init__(data, auto_id="check-in-%s", **given)
        self.things = {f"tick-{thing.pk}": thing for thing in things}
        for name, thing in self.things.items():
            self.fields[name] = PickField(Kept, label=thing.text, required=False)

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.things]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        ticks = {thing.pk: given[name] == Kept.YES for name, thing in self.things.items() if given.get(name)}
        return {"energy": given.get("energy"), "line": given.get("line", ""), "ticks": ticks}


@require_safe
@for_consenting
def check_in_now(request: Request) -> HttpResponse:
    """The address without a name in it, for mails and bookmarks: the newest trajectory's."""
    return to_the_newest(request, "coachee:check-in")


@require_http_methods(["GET", "HEAD", "POST"])
@for_consenting
def check_in(request: Request, trajectory_id: UUID) -> HttpResponse:
    here = _today(request, trajectory_id)
    period_on = _day_of(request, here.today)
    things = things_of(here, request.person.pk, day=min(period_on, here.today))
    said = next(iter(here.every(CheckIn)), None)
    if request.method != "POST":
        form = CheckInForm(things=things, initial=_as_said(here, said))
        return _page(request, here, form, said)
    ticked, left_out = _ticked(request, here, day=period_on)
    things += [each for each in ticked if each not in things]
    form = CheckInForm(request.POST, things=things)
    done = carry_out(
        request,
        form,
        CheckIn.submit,
        trajectory=here.trajectory,
        kind=Kind.DAILY,
        period_on=period_on,
    )
    if done is None:
        return _page(request, here, form, said, status=REFUSED)
    messages.success(request, acknowledged(form.cleaned_data, things))
    if left_out:
        messages.warning(request, _left_out_said(left_out, day=period_on, today=here.today))
    return redirect("coachee:today")


@require_POST
@for_consenting
def omission(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Not today: one tap, no reason."""
    here = running(request, trajectory_id)
    if carry_out(request, forms.Form(request.POST), CheckIn.skip, trajectory=here, kind=Kind.DAILY):
        messages.success(request, _now("Left out today. That is fine."))
    return redirect("coachee:today")


def running(request: Request, trajectory_id: UUID) -> Trajectory:
    return found(Trajectory.objects.joined_now(request.person).running().select_related("coach"), trajectory_id)


def to_the_newest(request: Request, name: str) -> HttpResponse:
    newest = Trajectory.objects.joined_now(request.person).running().order_by("-pk").first()
    return redirect(name, newest.pk) if newest else redirect("coachee:today")


def _day_of(request: Request, today: date) -> date:
    """The day that a check-in is about. What waited on a device says when it was made; the page it was made on may have
    been kept there the day before, for without a network there is no newer one."""
    if made_at := happened_at(request, at=now()):
        return min(request.person.today(made_at), today)
    return period(request, today)


def period(request: Request, open_now: date) -> date:
    """What the form was about when it was opened; a page may lie open over midnight."""
    try:
        said: date | None = DayField(required=False).clean(request.POST.get("period_on", ""))
    except forms.ValidationError:
        said = None
    return said or open_now


def acknowledged(said: dict[str, Any], things: Sequence[WeeklyGoal | Habit]) -> str:
    """A quiet word about this very check-in; what was not kept is met with a kind one."""
    kept = [thing.text for thing in things if said["ticks"].get(thing.pk)]
    if kept:
        named = [f"“{text}”" for text in kept[:NAMED]]
        return _now("Kept today: %(what)s.") % {"what": get_text_list(named, _now("and"))}
    if said["ticks"]:
        return _now("Noted as it was. Tomorrow is another day, and nothing is lost.")
    if said["energy"] is not None and said["energy"] <= 3:
        return _now("Noted: little energy today. Something small is plenty.")
    return _now("Noted, just as you said it.")


def _today(request: Request, trajectory_id: UUID) -> Whole:
    trajectory = running(request, trajectory_id)
    nouns = OF_THEN if happened_at(request, at=now()) else OF_TODAY
    return Whole.of_each([trajectory], request.person, at=now(), nouns=nouns)[0]


def _ticked(request: Request, here: Whole, *, day: date) -> tuple[list[WeeklyGoal | Habit], list[WeeklyGoal | Habit]]:
    """Of what was tapped: what it can be written down of on that day, and what it cannot, for the week of it was
    another."""
    rows: list[WeeklyGoal | Habit] = [*here.every(WeeklyGoal), *here.every(Habit)]
    mine = {f"tick-{each.pk}": each for each in rows if each.coachee_id in (None, request.person.pk)}
    tapped = [each for name, each in mine.items() if request.POST.get(name)]
    other_week = [each for each in tapped if isinstance(each, WeeklyGoal) and not each.starts_on <= day <= each.ends_on]
    return [each for each in tapped if each not in other_week], list(other_week)


def _left_out_said(left_out: list[WeeklyGoal | Habit], *, day: date, today: date) -> str:
    named = get_text_list([f"“{each.text}”" for each in left_out], _now("and"))
    return _now("Your check-in of %(day)s is here. It came after the week of %(what)s: that tick was left out.") % {
        "day": day_said(day, today), "what": named,
    }  # fmt: skip


def _as_said(here: Whole, said: CheckIn | None) -> dict[str, Any]:
    """What was tapped and said today already, here or elsewhere."""
    ticked = {f"tick-{t.weekly_goal_id or t.habit_id}": Kept.YES if t.kept else Kept.NO for t in here.every(Tick)}
    words = {"energy": said.energy, "line": said.line} if said and said.state == State.SUBMITTED else {}
    return ticked | words


def _page(request: Request, here: Whole, form: CheckInForm, said: CheckIn | None, *, status: int = 200) -> HttpResponse:
    return page(
        request, "check_in", trajectory=here.trajectory, place="today", status=status, form=form, said=said,
        today=here.today, **strip(here),
    )  # fmt: skip
