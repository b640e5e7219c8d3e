"""Every page of the work: whose it is, by what verb it is asked for, and how many statements it takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.cast import NextDoor, begin
from tests.clock import Clock
from tests.web.coach.paths import Phone, words

LISTS = ["actions", "goals", "vision", "exercises", "prompts", "wins"]
PAGES = {"action": "action", "goal": "goal", "weekly-goal": "week", "exercise": "exercise", "reflection": "reflection"}
POSTS = {
    "completion": "action", "action-start": "action", "action-postponement": "action", "action-obstacle": "action",
    "action-release": "action", "action-replacement": "action", "action-wording": "action",
    "goal-wording": "goal", "goal-standing": "goal", "goal-reviews": "goal", "milestones": "goal",
    "weekly-goals": "goal", "milestone-standing": "milestone", "weekly-goal-start": "week",
    "weekly-goal-adjustment": "week", "weekly-goal-review": "week", "weekly-goal-repetition": "week",
    "vision-reading": "vision", "exercise-standing": "exercise", "prompt-reflections": "prompt",
}  # fmt: skip


@dataclass
class Work:
    """One of everything in a trajectory."""

    action: Action
    goal: Goal
    week: WeeklyGoal
    milestone: Milestone
    exercise: Exercise
    vision: Vision
    reflection: Reflection
    prompt: Any


def work_in(trajectory: Trajectory, *, by: Person, coachee: Person, clock: Clock) -> Work:
    who: dict[str, Any] = {"by": coachee, "at": clock.now}
    day = by.today(clock.now)
    session = Session.note_afterwards(trajectory, by=by, at=clock.now, starts_at=clock.now - timedelta(days=3))
    goal = Goal.propose(trajectory, **who, coachee=coachee, text="Sleep", sign="Seven hours", progress=3)
    action = Action.propose(
        trajectory, **who, owner=coachee, text="Call Ann", due_on=day, goal=goal, session=session, confidence=4
    )
    action.postpone(**who, due_on=day + timedelta(days=2), reason="Later")
    smaller = action.replace(**who, text="Find her number", due_on=day)
    Action.propose(trajectory, by=by, at=clock.now, owner=by, text="The article", due_on=day)
    Action.propose(trajectory, by=by, at=clock.now, owner=coachee, text="Read it", due_on=day)
    smaller.complete(**who)
    milestone = Milestone.add(goal, **who, text="One night")
    milestone.reach(**who)
    week = WeeklyGoal.propose(goal, **who, text="No phone in bed")
    week.review(**who, percent=40, learned="The charger")
    Review.of_goal(goal, **who, relevance="yes", decision="keep", learning="Ask early", progress=5)
    exercise = Exercise.give(
        trajectory, by=by, at=clock.now, coachee=coachee, title="Two doors", instructions="Walk", question="And?",
        session=session, goal=goal,
    )  # fmt: skip
    vision = Vision.write(trajectory, **who, coachee=coachee, text="Mornings that are mine")
    for visibility in ("shared", "private"):
        asked = Reflection.ask(trajectory, by=by, at=clock.now, coachee=coachee, question="What helped?", goal=goal)
        asked.submit(**who, text="Breathing", visibility=visibility)
    return Work(action, goal, week, milestone, exercise, vision, asked, asked.prompt)


@pytest.fixture
def work(walk: Trajectory, mara: Person, jonas: Person, clock: Clock) -> Work:
    return work_in(walk, by=mara, coachee=jonas, clock=clock)


def test_mara_opens_everything(phone: Phone, mara: Person, walk: Trajectory, work: Work) -> None:
    device = phone(mara)
    for name in LISTS:
        assert device.get(reverse(f"coach:{name}", args=[walk.pk])).status_code == 200
    for name, noun in PAGES.items():
        assert device.get(reverse(f"coach:{name}", args=[getattr(work, noun).pk])).status_code == 200


def test_every_link_on_every_page_leads_somewhere(phone: Phone, mara: Person, walk: Trajectory, work: Work) -> None:
    device, seen = phone(mara), set[str]()
    pages = [reverse(f"coach:{name}", args=[walk.pk]) for name in LISTS]
    pages += [reverse(f"coach:{name}", args=[getattr(work, noun).pk]) for name, noun in PAGES.items()]
    for page in pages:
        for link in re.findall(r'<a [^>]*href="(/[^"#]*)', words(device.get(page))):
            seen.add(unescape(link))
    assert reverse("history:versions", args=[walk.pk, "weeklygoal", work.week.pk]) in seen
    assert {link: device.get(link, follow=True).status_code for link in seen} == dict.fromkeys(seen, 200)


def test_nobody_else_finds_anything_by_any_verb(
    phone: Phone, jonas: Person, ines: Person, tomas: Person, next_door: NextDoor, walk: Trajectory, work: Work
) -> None:
    for person in (jonas, ines, tomas, next_door.coach, next_door.client):
        device = phone(person)
        for name in LISTS:
            address = reverse(f"coach:{name}", args=[walk.pk])
            assert {device.get(address).status_code, device.post(address).status_code} == {404}
        for name, noun in PAGES.items():
            assert device.get(reverse(f"coach:{name}", args=[getattr(work, noun).pk])).status_code == 404
        for name, noun in POSTS.items():
            assert device.post(reverse(f"coach:{name}", args=[getattr(work, noun).pk])).status_code == 404


def test_a_coach_who_is_coached_finds_their_own_trajectory_only_as_a_client(
    phone: Phone, mara: Person, tomas: Person, clock: Clock
) -> None:
    theirs = begin(mara, tomas)
    work = work_in(theirs, by=mara, coachee=tomas, clock=clock)
    for name, noun in PAGES.items():
        assert phone(tomas).get(reverse(f"coach:{name}", args=[getattr(work, noun).pk])).status_code == 404


def test_looking_changes_nothing_and_steps_are_posted(phone: Phone, mara: Person, work: Work) -> None:
    for name, noun in POSTS.items():
        assert phone(mara).get(reverse(f"coach:{name}", args=[getattr(work, noun).pk])).status_code == 405
    for name, noun in PAGES.items():
        assert phone(mara).post(reverse(f"coach:{name}", args=[getattr(work, noun).pk])).status_code == 405


def test_a_goal_of_another_trajectory_cannot_be_slipped_in(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, next_door: NextDoor
) -> None:
    typed = {"text": "Call Ann", "due_on": "2026-03-09", "owner": jonas.pk, "goal": next_door.goal.pk}
    answer = phone(mara).post(reverse("coach:actions", args=[walk.pk]), typed)
    assert answer.status_code == 422
    typed |= {"goal": "", "owner": next_door.client.pk}
    assert phone(mara).post(reverse("coach:actions", args=[walk.pk]), typed).status_code == 422
    assert not Action.objects.filter(trajectory=walk).exists()


@pytest.mark.parametrize("name", [*LISTS, *PAGES])
def test_a_long_trajectory_takes_as_many_statements_as_a_short_one(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, work: Work, clock: Clock, name: str
) -> None:
    device = phone(mara)
    row = walk if name in LISTS else getattr(work, PAGES[name])
    few = statements(lambda: device.get(reverse(f"coach:{name}", args=[row.pk])))
    for _ in range(4):
        more(walk, by=mara, coachee=jonas, clock=clock)
    assert statements(lambda: device.get(reverse(f"coach:{name}", args=[row.pk]))) == few
    assert few <= 24


def more(trajectory: Trajectory, *, by: Person, coachee: Person, clock: Clock) -> None:
    """All of it once more, a while later; only the vision is one."""
    clock.go(hours=1)
    work_in(trajectory, by=by, coachee=coachee, clock=clock)


def statements(ask: Callable[[], Any]) -> int:
    ask()
    with CaptureQueriesContext(connection) as asked:
        assert ask().status_code == 200
    return len(asked)
