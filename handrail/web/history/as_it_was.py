"""The whole trajectory as it was recorded at the end of a day, where the reader is."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.ledger.book import Reach, days_with_something
from handrail.lib.clock import now
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.reach import reach_of, reach_of_both
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.acting import REFUSED
from handrail.web.fields import DayField
from handrail.web.history.frame import looking_back, page, strip, with_whom
from handrail.web.history.places import Places
from handrail.web.history.slide import Slide
from handrail.web.history.turn import number
from handrail.web.line import line
from handrail.web.request import Request

# What was said last; all of it stands on the timeline.
CHECK_INS = 5


class WhenForm(forms.Form):
    """A day between the first words and today."""

    on = DayField(required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, auto_id="%s")
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise forms.ValidationError(_("That day is still ahead. This is how it is today."))
        return on


@dataclass(frozen=True)
class Landed:
    """A session as it stood: its number on the line, and what both read of it."""

    session: Session
    number: int | None
    note: Note | None


@require_safe
@looking_back
def as_it_was(request: Request, trajectory: Trajectory) -> HttpResponse:
    return _day(request, trajectory, Places.of(request.person, trajectory), reach_of(request.person))


@require_safe
@looking_back
def day_together(request: Request, trajectory: Trajectory, person_id: UUID) -> HttpResponse:
    """The same for two people at one screen: what both of them read."""
    client = with_whom(request, trajectory, str(person_id))
    places = Places.of(request.person, trajectory, together=True, client=client)
    return _day(request, trajectory, places, reach_of_both(trajectory.coach, client))


def _day(request: Request, trajectory: Trajectory, places: Places, reach: Reach) -> HttpResponse:
    today = request.person.today(now())
    form = WhenForm(request.GET, today=today)
    on = form.cleaned_data["on"] if form.is_valid() else today
    whole = Whole.on(trajectory, request.person, day=on, reach=reach)
    return page(
        request,
        "as_it_was",
        status=200 if form.is_valid() else REFUSED,
        trajectory=trajectory,
        places=places,
        form=form,
        on=on,
        today=today,
        whole=whole,
        rail=line(whole, leads_to=places.landing),
        **strip(whole, places),
        **_then(whole),
        **_around(trajectory, request, reach, on=on, today=today),
    )


def _then(whole: Whole) -> dict[str, Any]:
    """What stood written, by noun."""
    shared = {n.session_id: n for n in whole.every(Note) if n.visibility == Visibility.SHARED and n.text}
    return {
        "ended_goals": [goal for goal in whole.goals if not goal.is_open],
        "milestones": [milestone for milestone in whole.every(Milestone) if milestone.state != "dropped"],
        "weekly_goals": sorted(whole.every(WeeklyGoal), key=lambda w: (w.starts_on, w.pk), reverse=True),
        "open_actions": [(action, whole.postponements(action)) for action in whole.actions if _is_open(action)],
        "ended_actions": [action for action in whole.actions if not _is_open(action)],
        "sessions": [Landed(s, _number(whole, s), shared.get(s.pk)) for s in reversed(whole.sessions)],
        "exercises": whole.every(Exercise),
        "habits": whole.every(Habit),
        "measures": [(measure, _last_number(whole, measure)) for measure in whole.every(Measure)],
        "areas": [(area, _stage(whole, area)) for area in whole.every(Domain)],
        "lapses": list(reversed(whole.every(Lapse))),
        "check_ins": [each for each in reversed(whole.every(CheckIn)) if each.state == "submitted"][:CHECK_INS],
        # A text that the reader may not read is empty here.
        "reflections": [reflection for reflection in reversed(whole.every(Reflection)) if reflection.text],
    }


def _last_number(whole: Whole, measure: Measure) -> str:
    mine = [entry for entry in whole.every(MeasureEntry) if entry.measure_id == measure.pk]
    newest = max(mine, key=lambda entry: (entry.measured_on, entry.pk), default=None)
    return f"{number(str(newest.value))} {measure.unit}".strip() if newest else ""


def _stage(whole: Whole, area: Domain) -> StageEntry | None:
    mine = [entry for entry in whole.every(StageEntry) if entry.domain_id == area.pk]
    return mine[-1] if mine else None


def _is_open(action: Action) -> bool:
    return action.is_open or action.state == "proposed"


def _number(whole: Whole, session: Session) -> int | None:
    landing = whole.landing(session)
    return landing.number if landing else None


def _around(
    trajectory: Trajectory, request: Request, reach: Reach, *, on: date, today: date
) -> dict[str, date | Slide | None]:
    """The days nearest to this one on which something happened, and all of them to slide over."""
    days = days_with_something(trajectory.pk, reach=reach, zone=ZoneInfo(request.person.zone))
    before, after = bisect_left(days, on), bisect_right(days, on)
    first = days[0] if days else None
    return {
        "first_day": first,
        "slide": Slide.over(first, today=today, on=on),
        "previous_day": days[before - 1] if before else None,
        "next_day": days[after] if after < len(days) else None,
    }
