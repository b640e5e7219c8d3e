"""The trajectory as a whole: the rail, and everything that hangs on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from handrail.lib.clock import now
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.web.acting import REFUSED, carry_out
from handrail.web.coachee.links import landing_href, my_rows, strip
from handrail.web.coachee.mine import for_consenting, trajectory, whole
from handrail.web.coachee.page import page
from handrail.web.line import line
from handrail.web.moment import MomentForm, next_moment
from handrail.web.request import Request


@require_safe
@for_consenting
def map_(request: Request, trajectory_id: UUID) -> HttpResponse:
    return _page(request, trajectory_id)


@require_POST
@for_consenting
def request_session(request: Request, trajectory_id: UUID) -> HttpResponse:
    """Ask for a session; the coach confirms it."""
    row, person = trajectory(request, trajectory_id), request.person
    form = MomentForm(request.POST, zone=person.zone, first=person.today(now()))
    asked = carry_out(request, form, Session.request, trajectory=row)
    if asked is None:
        return _page(request, trajectory_id, form, status=REFUSED)
    messages.success(request, _("Asked. %(coach)s answers.") % {"coach": row.coach.given_name})
    return redirect("coachee:session", asked.pk)


def _page(request: Request, trajectory_id: UUID, form: MomentForm | None = None, *, status: int = 200) -> HttpResponse:
    here = whole(request, trajectory(request, trajectory_id))
    person, of = request.person, here.trajectory
    mine = [each for each in here.open_actions if each.owner_id == person.pk]
    initial: dict[str, Any] = next_moment(here, person, at=now()) if form is None else {}
    return page(
        request, "map", trajectory=of, place="map", status=status, today=here.today, plan=here.plan,
        rail=line(here, leads_to=landing_href(of)), next_session=here.next_session,
        actions=my_rows(here, mine),
        members=[each.given_name for each in of.coachees()] if of.is_group else [],
        weeks=[each for each in reversed(here.every(WeeklyGoal)) if each.percent is not None],
        written=[each for each in reversed(here.every(Reflection)) if each.state == "submitted"],
        waiting=[each for each in reversed(here.every(Reflection)) if each.is_open],
        exercises=[each for each in here.every(Exercise) if each.state == "given"],
        requested=[each for each in here.sessions if each.state == SessionState.REQUESTED],
        form=form or MomentForm(zone=person.zone, initial=initial), is_asking=form is not None,
        when_href=reverse("history:as-it-was", args=[of.pk]), **strip(here),
    )  # fmt: skip
