from collections.abc import Callable

from django.test import Client

from handrail.practice.person import Person
from tests.web.history.story import Story

Phone = Callable[[Person], Client]


def test_smoke(story: Story, phone: Phone, mara: Person, jonas: Person) -> None:
    for who in (mara, jonas):
        for query in (
            "",
            "?after=0",
            f"?goal={story.sleep.pk}",
            "?kind=reflections",
            "?kind=sessions&after=0",
            "?together=1",
        ):
            page = phone(who).get(f"/trajectories/{story.trajectory.pk}/timeline{query}")
            assert page.status_code == 200
        assert phone(who).get(f"/trajectories/{story.trajectory.pk}/as-it-was?on=2026-03-12").status_code == 200
        assert phone(who).get(f"/trajectories/{story.trajectory.pk}/versions/goal/{story.sleep.pk}").status_code == 200
