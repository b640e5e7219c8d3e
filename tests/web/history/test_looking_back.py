"""Two people at one screen look back on how far one of them came; and one of them takes it home on paper."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.lib.pdf import NoPdf
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory, join
from handrail.trajectory.goal import Goal
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from tests.cast import begin
from tests.clock import START, Clock
from tests.web.history.conftest import consents
from tests.web.history.story import JONAS_ALONE, JONAS_DRAFT, JONAS_TOOK_BACK, MARA_ALONE, Story

Phone = Callable[[Person], Client]


def address(trajectory: Trajectory, *, paper: bool = False) -> str:
    return f"/trajectories/{trajectory.pk}/looking-back{'/paper' if paper else ''}"


def day(trajectory: Trajectory, client: Person) -> str:
    return f"/trajectories/{trajectory.pk}/looking-back/{client.pk}/as-it-was"


def goes_on(coach: Person, client: Person, earlier: Trajectory) -> Trajectory:
    later = draft_trajectory(by=coach, at=now(), coachees=[client], continues=earlier)
    join(by=client, at=now(), invitation=later.invite(client, by=coach, at=now()))
    return later


def walked(device: Client, trajectory: Trajectory, *, client: object = "", paper: bool = False) -> str:
    page = device.get(address(trajectory, paper=paper), {"client": str(client)} if client else {})
    assert page.status_code == 200
    return unescape(page.content.decode())


@pytest.fixture
def in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paper as it is where no PDF can be drawn."""

    def none(page: str) -> bytes:
        raise NoPdf

    monkeypatch.setattr("handrail.web.paper.pdf", none)


@pytest.fixture
def lately(story: Story, mara: Person, jonas: Person, clock: Clock) -> Story:
    """A month more, in which the same was asked and tried again."""
    goal, prompt = Goal.objects.get(pk=story.sleep.pk), story.shared.prompt
    asked = Reflection.ask_again(prompt, by=mara, at=now())
    asked.submit(by=jonas, at=now(), text="I asked for help, and got it.", visibility="shared")
    week = WeeklyGoal.objects.get(trajectory=story.trajectory).again(by=mara, at=now())
    week.review(by=jonas, at=now(), percent=85, learned="Ten is late enough")
    for days, number in ((0, 4), (30, 8)):
        clock.to(START + timedelta(days=58 + days))
        ScaleAnswer.give(story.trajectory, by=jonas, at=now(), scale="importance", value=number, about=goal)
    return story


def test_goals_and_the_vision_stand_as_they_were_said_then_and_are_said_now(
    phone: Phone, story: Story, mara: Person, jonas: Person
) -> None:
    for person in (mara, jonas):
        page = walked(phone(person), story.trajectory)
        for words in ("I sleep, and mornings are mine.", "I sleep, and mornings belong to me."):
            assert words in page
        for words in ("Sleep through the night", "Sleep through most nights", "Evenings decide"):
            assert words in page
        assert "3 of 10 then, 5 of 10 now" in page
        assert "No garden in the new house" in page
        assert "It is the evenings" in page
        assert "Run a marathon" not in page


def test_an_answer_stands_beside_the_later_one_to_the_same_question(phone: Phone, lately: Story, mara: Person) -> None:
    page = walked(phone(mara), lately.trajectory)
    assert page.count("What went better than you expected?") == 1
    assert page.index("I said no and nobody minded.") < page.index("I asked for help, and got it.")


def test_each_line_has_its_numbers_in_a_table_behind_it(phone: Phone, lately: Story, jonas: Person) -> None:
    page = walked(phone(jonas), lately.trajectory)
    assert 'aria-label="Phone in the kitchen after ten: 60 % at first, 85 % now"' in page
    assert 'aria-label="How much does this matter to you?: 4 at first, 8 now"' in page
    drawn = page[page.index('class="lines"') : page.index('id="well"')]
    assert drawn.count("<figure") == drawn.count("<table") == 2
    assert "Ten is late enough" in drawn


def test_a_week_agreed_anew_in_the_same_words_is_on_the_same_line(phone: Phone, lately: Story, jonas: Person) -> None:
    goal = Goal.objects.get(pk=lately.sleep.pk)
    anew = WeeklyGoal.propose(goal, by=jonas, at=now(), text="Phone in the kitchen AFTER ten")
    anew.review(by=jonas, at=now(), percent=95)
    page = walked(phone(jonas), lately.trajectory)
    assert 'aria-label="Phone in the kitchen AFTER ten: 60 % at first, 95 % now"' in page


def test_how_what_was_agreed_ended_is_told_as_decisions(phone: Phone, story: Story, jonas: Person) -> None:
    page = walked(phone(jonas), story.trajectory)
    became = page[page.index('id="became"') :]
    assert "The bus is where I read" in became
    assert "Call Ann about the late shift, once" in became
    assert "Write Ann one message" in became
    assert "Made smaller, and done" in " ".join(became.split())
    assert "Send the article on naps" not in page


def test_only_what_both_read_is_on_the_screen_and_on_the_paper(
    phone: Phone, lately: Story, mara: Person, jonas: Person, in_words: None
) -> None:
    """Also when whoever reads more has opened it."""
    for person in (mara, jonas):
        for paper in (False, True):
            page = walked(phone(person), lately.trajectory, paper=paper)
            assert "I said no and nobody minded." in page
            assert not [w for w in (JONAS_ALONE, JONAS_DRAFT, JONAS_TOOK_BACK, MARA_ALONE) if w in page]


def test_the_paper_is_one_file_that_names_no_topic(phone: Phone, lately: Story, jonas: Person) -> None:
    file = phone(jonas).get(address(lately.trajectory, paper=True))
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'inline; filename="looking-back-2026-05-29.pdf"'
    assert "no-store" in file["Cache-Control"]


def test_every_day_of_it_can_be_opened_without_a_script(
    phone: Phone, story: Story, mara: Person, jonas: Person
) -> None:
    page = walked(phone(mara), story.trajectory)
    then = day(story.trajectory, jonas)
    assert f'data-hold="{then}"' in page
    assert f'<form class="on-a-line" method="get" action="{then}">' in page
    assert f'href="{then}?on=2026-03-03"' in page


def test_the_days_of_two_at_one_screen_hold_what_both_read(
    phone: Phone, lately: Story, mara: Person, jonas: Person
) -> None:
    """Also in the days between, and whoever has opened them."""
    shared, alone, drafted = "I said no and nobody minded.", JONAS_ALONE, "I said no."
    for person in (mara, jonas):
        for days in (6, 20, 57, 88):
            on = (START + timedelta(days=days)).date()
            page = unescape(phone(person).get(day(lately.trajectory, jonas), {"on": on.isoformat()}).content.decode())
            assert "Sleep through" in page
            assert not [w for w in (alone, JONAS_DRAFT, JONAS_TOOK_BACK, MARA_ALONE) if w in page]
    assert shared in page
    assert drafted not in page.replace(shared, "")


def test_nothing_there_leads_to_where_one_of_them_reads_alone(
    phone: Phone, lately: Story, mara: Person, jonas: Person
) -> None:
    """A coach's own pages tell what worries them."""
    walk, on = lately.trajectory, {"on": "2026-04-20"}
    versions = f"/trajectories/{walk.pk}/versions/goal/{lately.sleep.pk}"
    assert f'href="{versions}?together=1"' in walked(phone(mara), walk)
    timeline, together = f"/trajectories/{walk.pk}/timeline", {"together": "1", "all": "1"}
    for where, asked in ((address(walk), on), (day(walk, jonas), on), (versions, together), (timeline, together)):
        for person, own in ((mara, "/coach/"), (jonas, "/my/")):
            page = phone(person).get(where, asked).content.decode()
            # The way out and the places of every page.
            content = page[page.index("</h1>") : page.index("</main>")]
            assert f'href="{own}' not in content, (where, own)


def test_with_whom_one_looks_back_is_asked_of_each_day_too(
    phone: Phone, story: Story, mara: Person, jonas: Person, amina: Person, tomas: Person
) -> None:
    there = day(story.trajectory, jonas)
    for person, found in ((mara, 200), (jonas, 200), (amina, 404), (tomas, 404)):
        assert phone(person).get(there).status_code == found
    for person in (mara, jonas):
        assert phone(person).get(day(story.trajectory, amina)).status_code == 404


def test_what_went_before_stands_at_its_beginning(
    phone: Phone, story: Story, mara: Person, jonas: Person, in_words: None
) -> None:
    earlier = story.trajectory
    earlier.begin_closing(by=mara, at=now())
    earlier.complete(by=mara, at=now())
    later = goes_on(mara, jonas, earlier)
    for person in (mara, jonas):
        for paper in (False, True):
            page = walked(phone(person), later, paper=paper)
            before = page[page.index("The way before") :]
            assert "Sleep through most nights" in before
            assert "I sleep, and mornings belong to me." in before
    assert f'href="{address(earlier)}?client={jonas.pk}"' in walked(phone(mara), later)


def test_what_went_before_is_told_to_who_was_there(
    phone: Phone, story: Story, mara: Person, tomas: Person, jonas: Person, amina: Person
) -> None:
    """Neither to another client nor to a coach who did not lead it."""
    for coach, client in ((mara, amina), (tomas, jonas)):
        later = goes_on(coach, client, story.trajectory)
        consents(client)
        Goal.propose(later, by=client, at=now(), coachee=client, text="Swim", sign="Wet")
        for person in (coach, client):
            assert "The way before" not in walked(phone(person), later)


def test_with_one_the_days_can_be_slid_over(phone: Phone, story: Story, mara: Person) -> None:
    page = walked(phone(mara), story.trajectory)
    assert 'max="58" value="58" data-mirrors="on" data-from="2026-03-02"' in page
    then = phone(mara).get(f"/trajectories/{story.trajectory.pk}/as-it-was", {"on": "2026-03-06"}).content.decode()
    assert 'max="58" value="4" data-mirrors="on" data-from="2026-03-02"' in then


def test_of_a_group_one_client_at_a_time(
    phone: Phone, mara: Person, jonas: Person, amina: Person, in_words: None
) -> None:
    group = begin(mara, jonas, amina)
    consents(jonas)
    consents(amina)
    for person, text in ((jonas, "Jonas sleeps"), (amina, "Amina swims")):
        goal = Goal.propose(group, by=person, at=now(), coachee=person, text=text, sign="Morning", progress=2)
        goal.revise(by=person, at=now(), text=f"{text} well")
        Action.propose(group, by=person, at=now(), owner=person, text=f"{text} once", due_on=START.date())
    for person, hers, not_hers in ((jonas, "Jonas sleeps", "Amina swims"), (amina, "Amina swims", "Jonas sleeps")):
        for paper in (False, True):
            pages = walked(phone(mara), group, client=person.pk, paper=paper), walked(phone(person), group, paper=paper)
            assert all(hers in page and not_hers not in page for page in pages)
    assert phone(jonas).get(address(group), {"client": str(amina.pk)}).status_code == 404
    assert phone(mara).get(address(group), {"client": str(mara.pk)}).status_code == 404
    assert phone(mara).get(address(group), {"client": "nobody"}).status_code == 404


def test_a_beginning_says_kindly_that_there_is_little_yet(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    consents(jonas)
    for person in (mara, jonas):
        assert "The way is just beginning" in walked(phone(person), walk)


def test_halfway_it_is_kept_where_the_two_look_what_they_saw(
    phone: Phone, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    consents(jonas)
    Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="Sleep", sign="Morning")
    for weeks in range(0, 12, 2):
        Session.book(walk, by=mara, at=now(), starts_at=START + timedelta(weeks=weeks, hours=1))
    middle = next(each for each in Whole.of(walk, mara, at=now()).plan.landings if each.is_midpoint)
    assert 'id="saw"' not in walked(phone(mara), walk)
    for session in Session.objects.filter(trajectory=walk).order_by("starts_at")[: middle.number - 1]:
        session.hold(by=mara, at=now())
    there = f"/coach/sessions/{middle.ref}/midpoint"
    assert f'action="{there}"' in walked(phone(mara), walk).partition('id="saw"')[2]
    assert 'id="saw"' not in walked(phone(jonas), walk)
    given = {"learning": "Further than it felt.", "key": "one", "back": f"{address(walk)}#saw"}
    assert phone(mara).post(there, given).headers["Location"] == given["back"]
    for person in (mara, jonas):
        assert "Further than it felt." in walked(phone(person), walk).partition('id="saw"')[2]


def test_a_long_history_asks_the_database_no_more(phone: Phone, lately: Story, mara: Person, jonas: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            walked(device, lately.trajectory)
        return len(captured)

    device = phone(mara)
    asked()
    before = asked()
    goal = Goal.objects.get(pk=lately.sleep.pk)
    for number in range(8):
        at = now() + timedelta(minutes=number)
        goal.revise(by=jonas, at=at, text=f"Sleep through {number} nights")
        Action.propose(lately.trajectory, by=jonas, at=at, owner=jonas, text="Walk", due_on=at.date()).complete(
            by=jonas, at=at
        )
        ScaleAnswer.give(lately.trajectory, by=jonas, at=at, scale="readiness", value=number, about=goal)
        again = Reflection.ask_again(lately.shared.prompt, by=mara, at=at)
        again.submit(by=jonas, at=at, text=f"Better, {number}", visibility="shared")
    assert asked() == before <= 24
