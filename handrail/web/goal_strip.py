"""What it is all for, at the head of every page of a trajectory [5]: the context of parts/_goals.html."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from handrail.trajectory.goal import Goal, State
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.web.rail import Progress, progress


def goal_strip(whole: Whole, *, goal_href: Callable[[Goal], str], vision_href: str) -> dict[str, Any]:
    """`vision` and `goals`; a goal that was not confirmed says so and has no line yet."""
    vision: Vision | None = next(iter(whole.visions), None)
    return {
        "vision": vision and {"text": vision.text, "href": vision_href},
        "goals": [
            {"text": goal.text, "href": goal_href(goal), "says": how_far(goal), "progress": goal_line(whole, goal)}
            for goal in whole.open_goals
        ],
    }


def how_far(goal: Goal) -> str:
    if goal.state == State.ACTIVE and goal.progress is not None:
        return _("%(number)d of 10") % {"number": goal.progress}
    return "" if goal.state == State.ACTIVE else goal.get_state_display()


def goal_line(whole: Whole, goal: Goal) -> Progress | None:
    """The goal's own rail: the client's number and the milestones, those let go left out."""
    if goal.state != State.ACTIVE or goal.progress is None:
        return None
    steps = [m for m in whole.every(Milestone) if m.goal_id == goal.pk and m.state != "dropped"]
    return progress(goal.progress, milestones=[(step.text, step.state == "reached") for step in steps])
