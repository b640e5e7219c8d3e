"""The frame of a coach's page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.goal_strip import goal_strip
from handrail.web.request import Request


def page(request: Request, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """templates/coach/<name>.html."""
    return render(request, f"coach/{name}.html", context | {"person": request.person, "is_coachs": True}, status=status)


def strip(whole: Whole) -> dict[str, Any]:
    """What it is all for, for parts/_goals.html: it stands on every page of a trajectory [5]."""
    return goal_strip(
        whole,
        goal_href=lambda goal: reverse("coach:goal", args=[goal.pk]),
        vision_href=reverse("coach:vision", args=[whole.trajectory.pk]),
    )


def plain_refusals(refused: Mapping[str, Any]) -> list[str]:
    """What was refused of forms that are a mere button, and have no field to say it beside."""
    forms = (form for form in refused.values() if isinstance(form, Form) and not form.fields)
    return [str(error) for form in forms for error in form.non_field_errors()]


def landing_href(trajectory: Trajectory, session_id: UUID | None) -> str:
    """A landing leads to its session; one not booked yet, to where it is booked."""
    if session_id is None:
        return reverse("coach:sessions", args=[trajectory.pk])
    return reverse("coach:session", args=[session_id])
