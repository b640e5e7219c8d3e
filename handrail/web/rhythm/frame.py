"""The frame of what coach and client read at the same place: check-ins, reports, measures [77]."""

from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from handrail.lib.clock import now
from handrail.trajectory.belonging import Belonging, BelongingQuerySet
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.whole import Whole
from handrail.web.coachee.page import places as coachee_places
from handrail.web.doors import found
from handrail.web.history.frame import looking_back, strip
from handrail.web.history.places import Places
from handrail.web.request import Request

__all__ = ["looking_back", "page", "reached", "read", "row_of"]
Row = TypeVar("Row", bound=Belonging)
STRIP: dict[Any, Any] = {Vision: None, Goal: None, Milestone: None}


def read(request: Request, trajectory: Trajectory, nouns: dict[Any, Any]) -> Whole:
    """These rows of it, as whoever asks may see them, and the goals that stand on every page."""
    return Whole.of_each([trajectory], request.person, at=now(), nouns=STRIP | nouns)[0]


def reached(request: Request, trajectory: Trajectory, noun: type[Row]) -> BelongingQuerySet[Row]:
    """Rows of this trajectory that this person reads; on a client's side only what a participant reads."""
    manager: Any = noun._default_manager
    is_coach = Places.of(request.person, trajectory).space == "coach"
    mine: BelongingQuerySet[Row] = manager.visible_to(request.person)
    if not is_coach:
        mine = manager.visible_to_participant(request.person)
    return mine.filter(trajectory=trajectory)


def row_of(request: Request, trajectory: Trajectory, noun: type[Row], row_id: UUID) -> Row:
    """One of them; 404 else."""
    return found(reached(request, trajectory, noun).select_related("trajectory__coach"), row_id)


def page(request: Request, name: str, here: Whole, *, status: int = 200, **context: Any) -> HttpResponse:
    """templates/rhythm/<name>.html."""
    trajectory = here.trajectory
    places = Places.of(request.person, trajectory)
    is_coach = places.space == "coach"
    frame: dict[str, Any] = {} if is_coach else {"nav": coachee_places(trajectory, "today")}
    clients = [person for person in here.people.values() if person.pk != trajectory.coach_id]
    frame |= {
        "space": places.space, "places": places, "is_coach": is_coach, "trajectory": trajectory, "here": here,
        "person": request.person, "today": here.today, "is_group": len(clients) > 1,
        "client": ", ".join(person.name for person in clients), "strip": strip(here, places),
    }  # fmt: skip
    return render(request, f"rhythm/{name}.html", frame | context, status=status)
