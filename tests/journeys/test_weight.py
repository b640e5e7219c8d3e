"""A client's first visit on a slow line: the whole of it, as it comes over the wire."""

from typing import Any

import pytest

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.journeys.conftest import NewDevice
from tests.journeys.device import PHONE

MOST = 60_000


@pytest.mark.parametrize("page", ["", "trajectories/{walk}", "trajectories/{walk}/reflections", "actions/{action}"])
def test_a_first_visit_is_under_sixty_kilobytes(
    devices: NewDevice, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, first_session: Session, page: str
) -> None:
    for day in range(2, 14):
        action = Action.propose(
            walk, by=jonas, at=now(), owner=jonas, text="Write to the landlord about the heating and the window",
            due_on=jonas.today(now()).replace(day=day), session=first_session, goal=sleep,
        )  # fmt: skip
    Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What helps?", session=first_session)
    phone = devices(PHONE, jonas)
    received: dict[str, int] = {}
    line: Any = phone.page.context.new_cdp_session(phone.page)
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda told: received.update({told["requestId"]: told["encodedDataLength"]}))
    phone.visit("/my/" + page.format(walk=walk.pk, action=action.pk))
    phone.page.wait_for_load_state("networkidle")
    assert len(received) >= 5, "page, style, scripts, font"
    assert sum(received.values()) < MOST, received
