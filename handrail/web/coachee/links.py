"""Where a client's pages lead: for the parts that coach and client share."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.urls import reverse

from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.goal_strip import goal_strip


def strip(whole: Whole) -> dict[str, Any]:
    """What it is all for, at the head of the page."""
    vision = reverse("coachee:vision", args=[whole.trajectory.pk])
    return goal_strip(whole, goal_href=lambda goal: reverse("coachee:goal", args=[goal.pk]), vision_href=vision)


def landing_href(trajectory: Trajectory) -> Callable[[UUID | None], str]:
    """A landing leads to its session; one that is not booked, to where a session can be asked for."""
    ask = reverse("coachee:map", args=[trajectory.pk]) + "#ask"
    return lambda session_id: reverse("coachee:session", args=[session_id]) if session_id else ask
