"""Who may look back here, and the frame of their pages. The same views serve coach and client."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from handrail.practice.person import Person
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.coachee.page import places as coachee_places
from handrail.web.doors import for_anyone_here, found
from handrail.web.goal_strip import goal_strip
from handrail.web.history.places import Places
from handrail.web.request import Request

View = Callable[..., HttpResponse]


def looking_back(view: View) -> View:
    """A view of a trajectory that this person reaches: `view(request, trajectory, ...)`. For a client, while
    their two yeses stand."""

    @wraps(view)
    def behind(request: Request, trajectory_id: UUID, **given: Any) -> HttpResponse:
        reached = Trajectory.objects.visible_to(request.person).select_related("coach", "practice")
        trajectory = found(reached, trajectory_id)
        is_client = Places.of(request.person, trajectory).space == "coachee"
        if is_client and not request.person.consents_now:
            return redirect("coachee:consent")
        return view(request, trajectory, **given)

    return for_anyone_here(behind)


def clients_of(request: Request, trajectory: Trajectory) -> list[Person]:
    """With whom one may look back here: for a client, only as oneself."""
    if Places.of(request.person, trajectory).space == "coachee":
        return [request.person]
    rows = trajectory.participants.select_related("person").order_by("pk")
    return [row.person for row in rows]


def with_whom(request: Request, trajectory: Trajectory, asked: str) -> Person:
    """Of a group, one client at a time: what is another's is not for two people at one screen."""
    for client in clients_of(request, trajectory):
        if str(client.pk) == asked:
            return client
    raise Http404


def strip(whole: Whole, places: Places) -> dict[str, Any]:
    """What it is all for, at the head of the page [5]."""
    return goal_strip(whole, goal_href=lambda goal: places.goal(goal.pk), vision_href=places.vision)


def page(request: Request, name: str, *, trajectory: Trajectory, status: int = 200, **context: Any) -> HttpResponse:
    """templates/history/<name>.html, in the frame of whoever looks."""
    places: Places = context.setdefault("places", Places.of(request.person, trajectory))
    is_coach = places.space == "coach"
    nav = {} if is_coach else {"nav": coachee_places(trajectory, "history")}
    context |= {
        **nav, "space": places.space, "trajectory": trajectory, "person": request.person,
    }  # fmt: skip
    return render(request, f"history/{name}.html", context, status=status)
