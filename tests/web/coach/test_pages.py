"""Mara opens her pages: each answers, and none of what is somebody else's does."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor

Phone = Callable[[Person], Client]

OF_A_TRAJECTORY = ["trajectory", "settings", "erasure", "sessions"]
POSTED_ABOUT_A_TRAJECTORY = ["invitation", "rhythm", "state", "sessions", "held-sessions", "erasure"]
POSTED_ABOUT_A_SESSION = ["session-moment", "session-state", "session-closing", "session-midpoint"]


@pytest.mark.parametrize("name", OF_A_TRAJECTORY)
def test_mara_opens_every_page_of_a_trajectory(
    phone: Phone, mara: Person, walk: Trajectory, call_ann: Action, sleep: Goal, name: str
) -> None:
    assert phone(mara).get(reverse(f"coach:{name}", args=[walk.pk])).status_code == 200


def test_mara_opens_a_session(
    phone: Phone, mara: Person, first_session: Session, call_ann: Action, sleep: Goal
) -> None:
    page = phone(mara).get(reverse("coach:session", args=[first_session.pk]))
    assert page.status_code == 200
    assert "Call Ann about the evening shift" in page.content.decode()


@pytest.mark.parametrize("name", OF_A_TRAJECTORY)
def test_nobody_but_the_one_who_leads_it_opens_a_trajectory(
    phone: Phone, jonas: Person, ines: Person, tomas: Person, walk: Trajectory, name: str
) -> None:
    for other in (jonas, ines, tomas):
        assert phone(other).get(reverse(f"coach:{name}", args=[walk.pk])).status_code == 404


@pytest.mark.parametrize("name", OF_A_TRAJECTORY)
def test_what_is_next_door_is_not_there(phone: Phone, mara: Person, next_door: NextDoor, name: str) -> None:
    assert phone(mara).get(reverse(f"coach:{name}", args=[next_door.trajectory.pk])).status_code == 404


def test_a_session_next_door_is_not_there(phone: Phone, mara: Person, next_door: NextDoor) -> None:
    session = next_door.session.pk
    assert phone(mara).get(reverse("coach:session", args=[session])).status_code == 404
    for name in POSTED_ABOUT_A_SESSION:
        assert phone(mara).post(reverse(f"coach:{name}", args=[session])).status_code == 404
    for kind in ("shared", "coach_only"):
        assert phone(mara).post(reverse("coach:note", args=[session, kind]), {"text": "Mine"}).status_code == 404


@pytest.mark.parametrize("name", POSTED_ABOUT_A_TRAJECTORY)
def test_nothing_is_done_to_a_trajectory_next_door(phone: Phone, mara: Person, next_door: NextDoor, name: str) -> None:
    assert phone(mara).post(reverse(f"coach:{name}", args=[next_door.trajectory.pk])).status_code == 404


def test_a_coach_who_is_somebodys_client_does_not_open_the_coachs_side_of_it(
    phone: Phone, tomas: Person, mara: Person
) -> None:
    from tests.cast import begin

    trajectory = begin(mara, tomas)
    assert phone(tomas).get(reverse("coach:trajectory", args=[trajectory.pk])).status_code == 404


def test_looking_at_a_page_with_the_wrong_method_changes_nothing(phone: Phone, mara: Person, walk: Trajectory) -> None:
    assert phone(mara).get(reverse("coach:rhythm", args=[walk.pk])).status_code == 405
    assert phone(mara).post(reverse("coach:trajectory", args=[walk.pk])).status_code == 405
