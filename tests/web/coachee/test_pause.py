"""Jonas is away for a while, and comes back: nothing that went by counts, and two minutes settle what stands."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils.html import strip_tags

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.habit import Habit
from handrail.trajectory.pause import Pause
from handrail.trajectory.trajectory import State, Trajectory
from tests.cast import NextDoor, begin, verbs
from tests.clock import Clock
from tests.web.coachee.paths import TODAY, Phone, at, words


def do(trajectory: Trajectory, owner: Person, text: str, due_on: date) -> Action:
    return Action.propose(trajectory, by=owner, at=now(), owner=owner, text=text, due_on=due_on)


@pytest.mark.parametrize("reason", ["holiday", "illness", "crunch"])
def test_two_taps_and_it_is_quiet(phone: Phone, jonas: Person, walk: Trajectory, call_ann: Action, reason: str) -> None:
    browser = phone(jonas)
    assert "no day of the pause counts" in words(browser.get(at("pause", walk)))
    Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    answer = browser.post(at("pause", walk), {"reason": reason, "resumes_on": "2026-03-16", "key": "one"})
    assert answer["Location"] == TODAY
    page = words(browser.get(TODAY))
    assert "Paused until 16 March. Nothing is asked of you" in page
    assert "Call Ann" in page.split("What stands meanwhile")[1]
    assert "Walk home" not in page
    pause = Pause.objects.get()
    assert (pause.reason, pause.from_on, pause.until_on) == (reason, date(2026, 3, 2), date(2026, 3, 16))


@pytest.mark.parametrize(
    "typed",
    [
        {"resumes_on": "2026-03-02"}, {"resumes_on": "2025-12-24"}, {"resumes_on": ""}, {"resumes_on": "soon"},
        {"resumes_on": "9999-12-31"}, {"reason": "referral"}, {"reason": ""},
    ],
)  # fmt: skip
def test_a_pause_that_makes_no_sense_is_said(
    phone: Phone, jonas: Person, walk: Trajectory, typed: dict[str, str]
) -> None:
    given = {"reason": "holiday", "resumes_on": "2026-03-16", **typed}
    assert phone(jonas).post(at("pause", walk), given).status_code == 422
    assert not Pause.objects.exists()


def test_the_way_back_keeps_moves_and_lets_go_and_begins_again(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    letter, lamp, shed, stuck = (
        do(walk, jonas, text, date(2026, 3, day))
        for text, day in (("Letter", 20), ("Lamp", 5), ("Shed", 6), ("Stuck", 7))
    )
    stuck.block(by=jonas, at=now(), obstacle="Rain")
    walk.pause(by=jonas, at=now(), reason="holiday", resumes_on=date(2026, 3, 12))
    clock.go(days=10)
    browser = phone(jonas)
    assert "Welcome back" in words(browser.get(TODAY))
    page = words(browser.get(at("way-back", walk)))
    assert all(text in page for text in ("Letter", "Lamp", "Shed", "It keeps its day"))
    before = len(verbs(walk, seen_by=jonas))
    wishes = {
        f"what-{letter.pk}": "keep", f"day-{letter.pk}": "2026-03-27",
        f"what-{lamp.pk}": "move", f"day-{lamp.pk}": "2026-03-18",
        f"what-{shed.pk}": "release", f"what-{stuck.pk}": "move", f"day-{stuck.pk}": "2026-03-19", "key": "one",
    }  # fmt: skip
    for _ in range(2):
        assert browser.post(at("way-back", walk), wishes)["Location"] == TODAY
    for row in (letter, lamp, shed, stuck, walk):
        row.refresh_from_db()
    assert (letter.due_on, lamp.due_on, stuck.due_on) == (date(2026, 3, 20), date(2026, 3, 18), date(2026, 3, 19))
    assert (shed.state, walk.state) == ("released", State.ACTIVE)
    assert sorted(verbs(walk, seen_by=mara)[before:]) == sorted(
        ["action.postponed", "action.released", "action.unblocked", "action.postponed", "trajectory.resumed"]
    )
    assert Pause.objects.get().ended_on == date(2026, 3, 12)


def test_on_the_way_back_all_goes_through_or_nothing(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    letter, lamp = (do(walk, jonas, text, date(2026, 3, 5)) for text in ("Letter", "Lamp"))
    walk.pause(by=jonas, at=now(), reason="illness")
    clock.go(days=3)
    wishes = {f"what-{letter.pk}": "release", f"what-{lamp.pk}": "move", f"day-{lamp.pk}": "2026-03-01"}
    answer = phone(jonas).post(at("way-back", walk), wishes)
    assert answer.status_code == 422
    letter.refresh_from_db()
    walk.refresh_from_db()
    assert (letter.state, walk.state) == ("agreed", State.PAUSED)


def test_other_peoples_actions_and_made_up_ones_are_not_among_them(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, next_door: NextDoor, clock: Clock
) -> None:
    promise = do(walk, mara, "Send the article", date(2026, 3, 5))
    walk.pause(by=jonas, at=now(), reason="holiday")
    clock.go(days=1)
    foreign = {f"what-{each}": "release" for each in (promise.pk, next_door.action.pk, uuid4())}
    assert phone(jonas).post(at("way-back", walk), foreign).status_code == 302
    for action in (promise, next_door.action):
        action.refresh_from_db()
        assert action.is_open


def test_coming_back_early_and_in_a_second_tab(phone: Phone, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    walk.pause(by=jonas, at=now(), reason="holiday", resumes_on=date(2026, 4, 1))
    clock.go(days=2)
    first, second = phone(jonas), phone(jonas)
    assert "Come back now" in words(first.get(TODAY))
    assert first.post(at("way-back", walk), {"key": "one"}).status_code == 302
    assert second.post(at("way-back", walk), {"key": "two"}).status_code == 302
    assert second.get(at("way-back", walk)).status_code == 302
    assert verbs(walk, seen_by=jonas).count("trajectory.resumed") == 1


def test_across_the_change_of_the_clocks_a_pause_ends_on_its_day(
    phone: Phone, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    """In Amsterdam the night to 29 March has 23 hours."""
    walk.pause(by=jonas, at=now(), reason="holiday", resumes_on=date(2026, 3, 30))
    clock.go(days=27, hours=12)
    assert "Paused until 30 March" in words(phone(jonas).get(TODAY))
    clock.go(hours=3)
    assert "Welcome back" in words(phone(jonas).get(TODAY))


def test_welcome_back_counts_nothing(phone: Phone, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    do(walk, jonas, "Letter", date(2026, 3, 5))
    walk.pause(by=jonas, at=now(), reason="holiday", resumes_on=date(2026, 3, 12))
    clock.go(days=13)
    page = words(phone(jonas).get(at("way-back", walk))).split("<h1")[1].split("<form")[0]
    assert not any(letter.isdigit() for letter in strip_tags("<h1" + page))


def test_the_coach_sees_it(phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    phone(jonas).post(at("pause", walk), {"reason": "holiday", "resumes_on": "2026-03-12"})
    page = f"/coach/trajectories/{walk.pk}"
    assert "until Thursday 12 March" in words(phone(mara).get(page))
    clock.go(days=11)
    assert "finds the way back" in words(phone(mara).get(page))


def test_nobody_else_pauses_it(
    phone: Phone, jonas: Person, amina: Person, tomas: Person, walk: Trajectory, next_door: NextDoor
) -> None:
    begin(tomas, amina)
    for person in (amina, tomas, next_door.client):
        for name in ("pause", "way-back"):
            assert phone(person).post(at(name, walk), {"reason": "holiday"}).status_code == 404
