"""Looking back on everything, as coach and client do."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.ledger.surface import Surface
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import perform
from handrail.lib.clock import now
from handrail.practice.consent import Consent
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from tests.cast import NextDoor, verbs
from tests.clock import START, Clock
from tests.web.history.story import Story, ended

Phone = Callable[[Person], Client]


def read(phone: Phone, person: Person, trajectory: Trajectory, query: str = "") -> str:
    page = phone(person).get(f"/trajectories/{trajectory.pk}/timeline{query}")
    assert page.status_code == 200
    return page.content.decode()


def titles(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", found).strip() for found in re.findall(r"<h3[^>]*>(.*?)</h3>", page, re.DOTALL)]


def test_the_story_holds_everything_that_can_happen(story: Story, mara: Person, jonas: Person) -> None:
    ended(story.trajectory, mara=mara, jonas=jonas, start=now())
    told = set(verbs(story.trajectory, seen_by=mara)) | set(verbs(story.trajectory, seen_by=jonas))
    here = {verb.value for verb in Verb if verb.split(".")[0] in {v.split(".")[0] for v in told}}
    assert here - told == {"trajectory.ended_early", "trajectory.erased", "domain.renamed"}


def test_coach_and_client_read_everything_in_order(phone: Phone, story: Story, mara: Person, jonas: Person) -> None:
    for person in (mara, jonas):
        for query, backward in (("?all=1", True), ("?all=1&after=0", False)):
            days = re.findall(r'<time datetime="([^"]{19})', read(phone, person, story.trajectory, query))
            assert len(days) > 60
            assert days == sorted(days, reverse=backward)


def test_a_walk_from_the_beginning_and_back_meets_the_same_things(phone: Phone, story: Story, mara: Person) -> None:
    def walk(query: str) -> list[str]:
        page = read(phone, mara, story.trajectory, query)
        found = re.findall(r'<time datetime="([^"]{19,})"', page)
        more = re.search(r'<a class="button" href="([^"]+)" rel="next">', page)
        return found + walk(unescape(more[1])) if more else found

    forward = walk("?after=0")
    assert forward == walk("")[::-1]
    assert len(forward) > 60


def test_one_goal_and_what_belongs_to_it(phone: Phone, story: Story, jonas: Person) -> None:
    found = set(titles(read(phone, jonas, story.trajectory, f"?goal={story.sleep.pk}&all=1")))
    assert {
        "Sleep through the night",
        "Phone in the kitchen",
        "Read a whole book",
        "The best hour",
        "Walk home",
    } <= found
    assert "What went better than you expected?" in found
    assert not found & {"A garden", "Send the article on naps", "Session 1", "The vision"}


def test_one_kind_of_one_goal(phone: Phone, story: Story, jonas: Person) -> None:
    found = set(titles(read(phone, jonas, story.trajectory, f"?goal={story.sleep.pk}&kind=actions&all=1")))
    assert found == {
        "Call Ann about the evening shift", "Call Ann about the late shift, once", "Walk home", "Write Ann one message",
    }  # fmt: skip


def test_what_no_page_asks_is_not_found(phone: Phone, story: Story, jonas: Person) -> None:
    device = phone(jonas)
    for query in ("?goal=nonsense", "?kind=gossip", "?before=-1", "?before=x", f"?after={'9' * 40}"):
        assert device.get(f"/trajectories/{story.trajectory.pk}/timeline{query}").status_code == 404


def test_a_goal_next_door_is_not_found(phone: Phone, story: Story, jonas: Person, next_door: NextDoor) -> None:
    address = f"/trajectories/{story.trajectory.pk}/timeline?goal={next_door.goal.pk}"
    assert phone(jonas).get(address).status_code == 404


def test_what_a_file_brings_hangs_where_it_happened(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    Win.add(walk, by=jonas, at=clock.go(days=3), coachee=jonas, text="Slept till seven")
    perform(
        Win.add, by=mara, at=clock.go(days=3), surface=Surface.FILE, happened_at=START + timedelta(days=1),
        trajectory=walk, coachee=jonas, text="Said no",
    )  # fmt: skip
    assert titles(read(phone, mara, walk, "?kind=wins")) == ["Slept till seven", "Said no"]
    assert titles(read(phone, mara, walk, "?kind=wins&after=0")) == ["Said no", "Slept till seven"]


def test_a_note_that_saved_itself_is_told_once(phone: Phone, story: Story, jonas: Person) -> None:
    page = read(phone, jonas, story.trajectory, "?all=1")
    assert page.count("wrote a note") == 1
    assert "3 versions" in page


def test_together_leaves_out_what_only_one_reads(phone: Phone, story: Story, mara: Person, jonas: Person) -> None:
    for person in (mara, jonas):
        assert "Only you read this" in read(phone, person, story.trajectory, "?all=1")
        assert "Only you read this" not in read(phone, person, story.trajectory, "?all=1&together=1")


def test_each_goes_to_their_own_pages(phone: Phone, story: Story, mara: Person, jonas: Person) -> None:
    assert f"/coach/actions/{story.call_ann.pk}" in read(phone, mara, story.trajectory, "?all=1")
    assert f"/my/actions/{story.call_ann.pk}" in read(phone, jonas, story.trajectory, "?all=1")


def test_a_yes_taken_back_closes_the_history_too(phone: Phone, story: Story, jonas: Person, mara: Person) -> None:
    for consent in Consent.objects.filter(person=jonas):
        consent.withdraw(by=jonas, at=now())
    assert phone(jonas).get(f"/trajectories/{story.trajectory.pk}/timeline").status_code == 302
    assert phone(mara).get(f"/trajectories/{story.trajectory.pk}/timeline").status_code == 200


def test_nothing_can_be_posted_here(phone: Phone, story: Story, jonas: Person) -> None:
    assert phone(jonas).post(f"/trajectories/{story.trajectory.pk}/timeline").status_code == 405


def test_a_page_costs_the_same_for_a_few_and_for_many(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person, clock: Clock
) -> None:
    def act(times: int) -> None:
        for number in range(times):
            at = clock.go(hours=1)
            step = Action.propose(walk, by=jonas, at=at, owner=jonas, text=f"Step {number}", due_on=jonas.today(at))
            step.complete(by=jonas, at=at)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            read(phone, mara, walk)
        return len(captured)

    # Begun some time ago: a first page holds the same few kinds of rows as every later one.
    act(30)
    few = statements()
    act(30)
    assert statements() == few
