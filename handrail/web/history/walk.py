"""A walk back along the whole trajectory, for two people at one screen; and the same on paper, to give [7-9, 87]."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.looking_back import Back, Course
from handrail.trajectory.trajectory import Trajectory
from handrail.web.history.drawn import Drawn, experiments, measures, of_goal, scales
from handrail.web.history.frame import clients_of, looking_back, page, with_whom
from handrail.web.history.places import Places
from handrail.web.history.slide import Slide
from handrail.web.line import line
from handrail.web.paper import as_file
from handrail.web.rail import Rail
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
    wordings: str


@require_safe
@looking_back
def walk(request: Request, trajectory: Trajectory) -> HttpResponse:
    clients = clients_of(request, trajectory)
    back = _back(request, trajectory, clients)
    today, places = back.whole.today, _places(request, back)
    return page(
        request, "looking_back", trajectory=trajectory, today=today, clients=clients, places=places,
        slide=Slide.over(trajectory.starts_on, today=today, on=today), rail=_line(back, places),
        keep_at=_keep_at(back, places), **_shown(back, places),
    )  # fmt: skip


@require_safe
@looking_back
def paper(request: Request, trajectory: Trajectory) -> HttpResponse:
    back = _back(request, trajectory, clients_of(request, trajectory))
    shown = {"trajectory": trajectory, "today": back.whole.today, **_shown(back, _places(request, back))}
    written = render_to_string("history/looking_back_paper.html", shown)
    return as_file(written, name=f"looking-back-{back.whole.today.isoformat()}")


def _shown(back: Back, places: Places) -> dict[str, Any]:
    once = back.asked_once[-ONCE:]
    return {
        "back": back, "client": back.client, "whole": back.whole,
        "walked": [Walked(c, of_goal(c), places.versions("goal", c.goal.pk)) for c in back.courses],
        "vision_wordings": places.versions("vision", back.vision.pk) if back.vision else "",
        "before_href": _leads_before(back, places),
        "numbers": [*experiments(back), *scales(back), *measures(back)],
        "done_besides": back.done_besides[-NAMED:], "asked": [*back.asked_again, *once],
    }  # fmt: skip


def _back(request: Request, trajectory: Trajectory, clients: list[Person]) -> Back:
    asked = request.GET.get("client")
    client = with_whom(request, trajectory, asked) if asked else clients[0]
    return Back.of(trajectory, request.person, client=client, at=now())


def _places(request: Request, back: Back) -> Places:
    return Places.of(request.person, back.whole.trajectory, together=True, client=back.client)


def _line(back: Back, places: Places) -> Rail:
    """A landing leads to all as it was that evening; one that is still ahead leads nowhere."""
    days = {session.pk: back.whole.day_of(session) for session in back.whole.sessions}

    def leads_to(session_id: UUID | None) -> str:
        on = days.get(session_id) if session_id else None
        return f"{places.as_it_was}?on={on.isoformat()}" if on and on <= back.whole.today else ""

    return line(back.whole, leads_to=leads_to)


def _leads_before(back: Back, places: Places) -> str:
    before = back.before
    return replace(places, trajectory_id=before.trajectory.pk).looking_back if before else ""


def _keep_at(back: Back, places: Places) -> str:
    """Where the coach keeps what the two saw halfway, until it was kept."""
    middle = next((each for each in back.whole.plan.landings if each.is_midpoint), None)
    session = back.whole.next_session
    if places.space != "coach" or back.midpoint or session is None or middle is None:
        return ""
    is_halfway = back.whole.day_of(session) >= middle.on
    return reverse("coach:session-midpoint", args=[session.pk]) if is_halfway else ""
