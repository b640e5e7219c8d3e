"""The parts that coach and client share, as a client meets them: where they lead, and how they are told."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from handrail.web.actions import ActionRow, action_row
from handrail.web.goal_strip import goal_strip


def strip(whole: Whole) -> dict[str, Any]:
    """What it is all for, at the head of the page."""
    vision = reverse("coachee:vision", args=[whole.trajectory.pk])
    return goal_strip(whole, goal_href=lambda goal: reverse("coachee:goal", args=[goal.pk]), vision_href=vision)


def landing_href(trajectory: Trajectory) -> Callable[[UUID | None], str]:
    """A landing leads to its session; one that is not booked, to where a session can be asked for."""
    ask = reverse("coachee:map", args=[trajectory.pk]) + "#ask"
    return lambda session_id: reverse("coachee:session", args=[session_id]) if session_id else ask


def my_row(whole: Whole, action: Action) -> ActionRow:
    """A day that has been is not held up to anybody in a list; the action's own page tells its way."""
    row = action_row(whole, action, space="coachee", with_notes=False)
    is_late = action.is_open and action.due_on < whole.today
    return replace(row, by_words=_("still open")) if is_late else row


def my_rows(whole: Whole, actions: list[Action]) -> list[ActionRow]:
    return [my_row(whole, action) for action in actions]
