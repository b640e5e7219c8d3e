"""Mara and the habits of Jonas: proposed, agreed together, looked at."""

from datetime import time

import pytest

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.habit import Habit
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock
from tests.web.coach.paths import Phone, at, on_behalf_of, words


@pytest.mark.parametrize(("agreed", "state"), [("", "proposed"), ("on", "running")])
def test_a_coach_proposes_or_writes_down_what_was_agreed(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, agreed: str, state: str
) -> None:
    typed = {"text": "Read ten pages", "days": ["1", "7"], "agreed": agreed}
    assert phone(mara).post(at("habits", walk), typed).status_code == 302
    habit = Habit.objects.get()
    assert (habit.state, habit.days, habit.cue_at) == (state, "17", None)
    assert on_behalf_of("habit.added") == (jonas.pk if agreed else None)
    page = words(phone(mara).get(at("habits", walk)))
    assert "Read ten pages" in page


def test_the_coach_rewords_and_the_hour_stays_the_clients(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory
) -> None:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home", cue_at=time(18, 30))
    typed = {"text": "Walk to the bridge", "days": ["1"], "cue_at": "07:00"}
    assert phone(mara).post(at("habit-wording", habit), typed).status_code == 302
    habit.refresh_from_db()
    assert (habit.text, habit.cue_at) == ("Walk to the bridge", time(18, 30))


def test_the_coach_reads_how_steadily_and_cannot_tick(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    Tick.put(habit, by=jonas, at=now())
    clock.go(days=2)
    page = words(phone(mara).get(at("habit", habit)))
    assert "1 of the last 2" in page
    assert "/ticks" not in page
    assert "1 of the last 2" in words(phone(mara).get(at("habits", walk)))


def test_the_coach_settles_ends_and_resumes(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    for state in ("steady", "ended", "running"):
        assert phone(mara).post(at("habit-standing", habit), {"state": state}).status_code == 302
        habit.refresh_from_db()
        assert habit.state == state
    assert phone(mara).post(at("habit-standing", habit), {"state": "x"}).status_code == 404


def test_nobody_else_finds_it(
    phone: Phone, jonas: Person, tomas: Person, ines: Person, walk: Trajectory, next_door: NextDoor
) -> None:
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home")
    for person in (jonas, tomas, ines, next_door.coach):
        device = phone(person)
        assert device.get(at("habits", walk)).status_code == 404
        assert device.get(at("habit", habit)).status_code == 404
        for name in ("habit-wording", "habit-standing"):
            assert device.post(at(name, habit), {"state": "ended"}).status_code == 404
