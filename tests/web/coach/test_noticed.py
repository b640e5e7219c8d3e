"""What shows stands where a coach acts on it, and for the coach alone; the case summary tells nobody whose it is."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.judged import judged_of_practice
from handrail.signals.standing import attention, standing_by_coach
from handrail.trajectory.action import Action
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.handling import Handling
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import Stage, StageEntry
from handrail.trajectory.trajectory import PauseReason, Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from tests.cast import NextDoor, begin
from tests.clock import Clock

Phone = Callable[[Person], Client]


def text(device: Client, path: str) -> str:
    answer = device.get(path)
    assert answer.status_code == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def shows(walk: Trajectory, about: object = "") -> str:
    return reverse("coach:signals", args=[walk.pk]) + (f"?about={about}" if about else "")


@pytest.fixture
def quiet_weeks(walk: Trajectory, sleep: Goal, clock: Clock) -> None:
    """Since the first day nothing was heard, and the goal was not looked at."""
    clock.go(days=33)


def test_silence_stands_on_the_page_with_a_way_to_write(
    phone: Phone, mara: Person, walk: Trajectory, quiet_weeks: None
) -> None:
    page = text(phone(mara), shows(walk))
    assert "Nothing from either of you for 33 days." in page
    assert "Reach out with a few warm words." in page
    assert "Write to Jonas" in page
    assert shows(walk) in phone(mara).get(reverse("coach:trajectory", args=[walk.pk])).content.decode()


def test_the_pages_where_a_coach_acts_bring_in_what_is_about_them(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, clock: Clock
) -> None:
    """Contemplation for half a year, and a goal that nobody looked at: each on its page, silence on neither [118]."""
    area = Domain.add(walk, by=jonas, at=now(), coachee=jonas, name="Moving")
    StageEntry.enter(area, by=jonas, at=now(), stage=Stage.CONTEMPLATION)
    week = WeeklyGoal.propose(sleep, by=jonas, at=now(), text="Lights out at eleven")
    clock.go(days=190)
    shown = {
        "areas": "“Moving” has been thought about",
        "goals": "“Sleep through the night” was not looked at together",
    }
    for page in shown:
        address = f"{shows(walk)}?on={page}"
        assert address in phone(mara).get(reverse(f"coach:{page}", args=[walk.pk])).content.decode()
        told = text(phone(mara), address)
        assert [each for each, said in shown.items() if said in told] == [page]
        assert "Nothing from either of you" not in told
    opened = phone(mara).get(reverse("coach:weekly-goal", args=[week.pk])).content.decode()
    assert f"{shows(walk, week.pk)}&amp;on=week" in opened


def test_the_page_of_a_goal_shows_what_is_about_that_goal(
    phone: Phone, mara: Person, walk: Trajectory, sleep: Goal, quiet_weeks: None
) -> None:
    page = text(phone(mara), shows(walk, sleep.pk))
    assert "“Sleep through the night” was not looked at together for 33 days." in page
    assert "Nothing from either of you" not in page
    assert shows(walk, sleep.pk) in phone(mara).get(reverse("coach:goal", args=[sleep.pk])).content.decode()


def test_what_rests_is_told_apart_and_comes_back(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, quiet_weeks: None, clock: Clock
) -> None:
    silence = "Nothing from either of you for 33 days."
    of = Handling.of(walk, kind="silence", evidence=":21:0", coachee=jonas)
    of.dismiss(by=mara, at=now(), reason="A long journey")
    before, resting = text(phone(mara), shows(walk)).split("Rests for now")
    assert silence not in before
    assert silence in resting
    assert "A long journey" in resting
    clock.go(days=14)
    assert "Rests for now" not in text(phone(mara), shows(walk))


def test_a_paused_trajectory_shows_nothing(phone: Phone, mara: Person, walk: Trajectory, clock: Clock) -> None:
    walk.pause(by=mara, at=now(), reason=PauseReason.HOLIDAY)
    clock.go(days=40)
    assert "Nothing, as far as there is anything to go on." in text(phone(mara), shows(walk))


def test_nobody_else_comes_to_it(
    phone: Phone, tomas: Person, jonas: Person, ines: Person, next_door: NextDoor, walk: Trajectory, mara: Person
) -> None:
    for name in ("coach:signals", "coach:case-summary"):
        for somebody in (tomas, next_door.coach):
            assert phone(somebody).get(reverse(name, args=[walk.pk])).status_code == 404
        for somebody in (jonas, ines):
            assert phone(somebody).get(reverse(name, args=[walk.pk])).status_code in (403, 404)
        assert phone(mara).get(reverse(name, args=[next_door.trajectory.pk])).status_code == 404


WRITTEN = "Quuxville"


def test_a_case_summary_holds_no_name_no_date_and_no_word_that_was_written(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    """Every word that anybody wrote has the same mark in it."""
    goal = Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text=WRITTEN, sign=WRITTEN, progress=2)
    week = WeeklyGoal.propose(goal, by=jonas, at=now(), text=WRITTEN)
    week.review(by=jonas, at=now(), percent=0, happened=WRITTEN)
    area = Domain.add(walk, by=jonas, at=now(), coachee=jonas, name=WRITTEN)
    StageEntry.enter(area, by=jonas, at=now(), stage=Stage.CONTEMPLATION)
    session = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now())
    Note.write(session, by=mara, at=now(), visibility=Visibility.COACH_ONLY, text=WRITTEN)
    Action.propose(walk, by=jonas, at=now(), owner=jonas, text=WRITTEN, due_on=now().date())
    clock.go(days=200)
    Handling.of(walk, kind="silence", evidence=":21:0", coachee=jonas).act(by=mara, at=now(), reason=WRITTEN)
    address = reverse("coach:case-summary", args=[walk.pk])
    paper, page = phone(mara).get(f"{address}?as=text").content.decode(), text(phone(mara), address)
    assert "Goal A" in paper
    assert "Area A: “I may”, for 28 weeks." in paper
    assert "“Goal A” was not looked at together for 200 days." in page
    for told in (paper, page):
        for word in (WRITTEN, "Jonas", "Lind", jonas.email, "2026", "March", "September"):
            assert word not in told, word


def test_a_manager_learns_how_many_and_whether_it_is_seen_and_nothing_else(
    mara: Person, ines: Person, tomas: Person, jonas: Person, amina: Person, walk: Trajectory, quiet_weeks: None
) -> None:
    begin(tomas, amina)
    standing = standing_by_coach(judged_of_practice(ines, at=now()))
    assert (standing[mara.pk].clients, standing[mara.pk].needing, standing[mara.pk].seen) == (1, 1, 0)
    assert (standing[tomas.pk].needing, standing[tomas.pk].not_known) == (0, 1)
    assert standing[mara.pk].since == (now() - timedelta(days=12)).date()
    Handling.of(walk, kind="silence", evidence=":21:0", coachee=jonas).see(by=mara, at=now())
    assert [each.needs for each in attention(ines, at=now())] == [True, False]
    assert standing_by_coach(judged_of_practice(tomas, at=now())) == {}
