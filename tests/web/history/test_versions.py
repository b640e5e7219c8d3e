"""Nothing is silently written over: every version can be read."""

from collections.abc import Callable
from uuid import UUID

from django.test import Client

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.vision import Vision
from tests.cast import NextDoor
from tests.web.history.story import Story

Phone = Callable[[Person], Client]


def versions(phone: Phone, person: Person, story: Story, table: str, row_id: UUID, query: str = "") -> str:
    page = phone(person).get(f"/trajectories/{story.trajectory.pk}/versions/{table}/{row_id}{query}")
    assert page.status_code == 200
    return page.content.decode()


def test_a_goals_wordings_stand_with_who_when_and_why(phone: Phone, story: Story, mara: Person) -> None:
    page = versions(phone, mara, story, "goal", story.sleep.pk)
    assert '<del><span class="away">taken out: </span>the</del><ins><span class="away">added: </span>most</ins>' in page
    assert "Jonas reworded a goal" in page
    assert "Tuesday 17 March 2026, 10:00" in page
    assert "Every night is nobody’s" in page


def test_any_past_version_is_read_whole(phone: Phone, story: Story, jonas: Person) -> None:
    every = story.trajectory.pk
    first = versions(phone, jonas, story, "goal", story.sleep.pk).split("?read=")[-1].split("#")[0]
    page = versions(phone, jonas, story, "goal", story.sleep.pk, f"?read={first}")
    assert '<p class="said lead">Sleep through the night</p>' in page
    assert phone(jonas).get(f"/trajectories/{every}/versions/goal/{story.sleep.pk}?read=1").status_code == 404


def test_the_words_are_everybodys_own_and_never_markup(phone: Phone, story: Story, jonas: Person) -> None:
    Vision.write(story.trajectory, by=jonas, at=now(), coachee=jonas, text="<script>x</script> & שלום 🪜")
    page = versions(phone, jonas, story, "vision", story.vision.pk)
    assert "<script>x" not in page
    assert "🪜" in page


def test_many_versions_come_page_by_page(phone: Phone, story: Story, jonas: Person) -> None:
    for number in range(45):
        Vision.write(story.trajectory, by=jonas, at=now(), coachee=jonas, text=f"I sleep {number}")
    page = versions(phone, jonas, story, "vision", story.vision.pk)
    assert page.count("<h2>Version") == 20
    before = page.split("?before=")[1].split('"')[0]
    assert "Version 28</h2>" in versions(phone, jonas, story, "vision", story.vision.pk, f"?before={before}")


def test_only_rows_of_this_trajectory_have_versions_here(phone: Phone, story: Story, mara: Person) -> None:
    device = phone(mara)
    for table in ("practice", "person", "trajectory", "nonsense", "entry", "text", "draft", "goal"):
        for row_id in (mara.practice_id, mara.pk, story.trajectory.pk, story.call_ann.pk):
            assert device.get(f"/trajectories/{story.trajectory.pk}/versions/{table}/{row_id}").status_code == 404


def test_a_row_next_door_is_not_found(phone: Phone, story: Story, mara: Person, next_door: NextDoor) -> None:
    for trajectory_id in (story.trajectory.pk, next_door.trajectory.pk):
        address = f"/trajectories/{trajectory_id}/versions/goal/{next_door.goal.pk}"
        assert phone(mara).get(address).status_code == 404
