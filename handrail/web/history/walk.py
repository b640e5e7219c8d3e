"""A walk back along the whole trajectory, for two people at one screen; and the same on paper, to give [7-9, 87]."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.looking_back import Back, Course
from handrail.trajectory.trajectory import Trajectory
from handrail.web.history.drawn import Drawn, experiments, measures, of_goal, scales
from handrail.web.history.frame import looking_back, page
from handrail.web.history.places import Places
from handrail.web.history.slide import Slide
from handrail.web.line import line
from handrail.web.paper import as_file
from handrail.web.request import Request

# Things simply done that a page names; how many there are is said.
NAMED = 40
# What was asked once stands beside no later answer; the newest of it.
ONCE = 4


@dataclass(frozen=True)
class Walked:
    """A goal on the walk, its number drawn where there is more than one."""

    course: Course
    line: Drawn | None
    href: str


@require_safe
@looking_back
def walk(request: Request, trajectory: Trajectory) -> HttpResponse:
    clients = _clients(request, trajectory)
    back = _back(request, trajectory, clients)
    places, today = Places.of(request.person, trajectory), back.whole.today
    return page(
        request, "looking_back", trajectory=trajectory, today=today, clients=clients,
        slide=Slide.over(trajectory.starts_on, today=today, on=today),
        rail=line(back.whole, leads_to=places.landing), keep_at=_keep_at(back, places), **_shown(back, places),
    )  # fmt: skip


@require_safe
@looking_back
def paper(request: Request, trajectory: Trajectory) -> HttpResponse:
    back = _back(request, trajectory, _clients(request, trajectory))
    places = Places.of(request.person, trajectory)
    shown = {"trajectory": trajectory, "today": back.whole.today, **_shown(back, places)}
    written = render_to_string("history/looking_back_paper.html", shown)
    return as_file(written, name=f"looking-back-{back.whole.today.isoformat()}")


def _shown(back: Back, places: Places) -> dict[str, Any]:
    once = back.asked_once[-ONCE:]
    return {
        "back": back, "client": back.client, "whole": back.whole,
        "walked": [Walked(course, of_goal(course), places.goal(course.goal.pk)) for course in back.courses],
        "numbers": [*experiments(back), *scales(back), *measures(back)],
        "done_besides": back.done_besides[-NAMED:], "asked": [*back.asked_again, *once],
    }  # fmt: skip


def _back(request: Request, trajectory: Trajectory, clients: list[Person]) -> Back:
    """Of a group, one client at a time: what is another's is not for two people at one screen."""
    client = clients[0]
    if asked := request.GET.get("client"):
        client = next((each for each in clients if str(each.pk) == asked), None) or _nobody()
    return Back.of(trajectory, request.person, client=client, at=now())


def _nobody() -> Person:
    raise Http404


def _clients(request: Request, trajectory: Trajectory) -> list[Person]:
    """With whom one may look back here: for a client, only as oneself."""
    if Places.of(request.person, trajectory).space == "coachee":
        return [request.person]
    rows = trajectory.participants.select_related("person").order_by("pk")
    return [row.person for row in rows]


def _keep_at(back: Back, places: Places) -> str:
    """Where the coach keeps what the two saw halfway, until it was kept."""
    middle = next((each for each in back.whole.plan.landings if each.is_midpoint), None)
    session = back.whole.next_session
    if places.space != "coach" or back.midpoint or session is None or middle is None:
        return ""
    return places.row(session) if back.whole.day_of(session) >= middle.on else ""
