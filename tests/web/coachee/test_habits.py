"""Jonas makes something ordinary: a tap a day, and nothing that resets."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit, State
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.session import Session
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin, verbs
from tests.clock import Clock
from tests.web.coachee.paths import ODD, TODAY, TOO_LONG, Phone, at, words


@pytest.fixture
def walk_home(walk: Trajectory, jonas: Person) -> Habit:
    return Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk home", anchor="after the last call")


def tick(habit: Habit, *days: int, kept: bool = True) -> None:
    assert habit.coachee
    for back in days:
        on = habit.coachee.today(now()) - timedelta(days=back)
        Tick.put(habit, by=habit.coachee, at=now(), ticked_on=on, kept=kept)


def test_a_habit_of_ones_own_begins_at_once_with_the_hour_one_chose(
    phone: Phone, jonas: Person, walk: Trajectory, sleep: Goal
) -> None:
    typed = {"text": ODD, "anchor": "after tea", "days": ["1", "3"], "cue_at": "18:30", "goal": str(sleep.pk)}
    assert phone(jonas).post(at("habits", walk), typed).status_code == 302
    habit = Habit.objects.get()
    assert (habit.text, habit.days, habit.cue_at, habit.goal, habit.state) == (
        ODD,
        "13",
        time(18, 30),
        sleep,
        "running",
    )


@pytest.mark.parametrize("typed", [{"text": ""}, {"text": TOO_LONG}, {"days": []}, {"cue_at": "late"}, {"goal": "x"}])
def test_what_makes_no_habit_is_said_and_stays_typed(
    phone: Phone, jonas: Person, walk: Trajectory, typed: dict[str, object]
) -> None:
    given = {"text": "Read", "anchor": "after tea", "days": ["1"], **typed}
    answer = phone(jonas).post(at("habits", walk), given)
    assert answer.status_code == 422
    assert "after tea" in words(answer)
    assert not Habit.objects.exists()


def test_a_tap_on_today_is_a_tick_and_the_second_tap_of_the_same_form_none(
    phone: Phone, jonas: Person, walk: Trajectory, walk_home: Habit
) -> None:
    browser = phone(jonas)
    assert "Walk home" in words(browser.get(TODAY))
    before = len(verbs(walk, seen_by=jonas))
    given = {"on": "2026-03-02", "kept": "on", "key": "one"}
    for _ in range(2):
        answer = browser.post(at("ticks", walk_home), given, headers={"HX-Request": "true"})
    assert "1 of the last day" in words(answer)
    assert verbs(walk, seen_by=jonas)[before:] == ["tick.put"]
    browser.post(at("ticks", walk_home), {"on": "2026-03-02", "kept": "off", "key": "two"})
    assert Tick.objects.get().kept is False


def test_five_of_the_last_seven_and_nothing_that_resets(
    phone: Phone, jonas: Person, walk_home: Habit, clock: Clock
) -> None:
    for kept in (1, 1, 1, 0, 1, 1, 0):
        if kept:
            tick(walk_home, 0)
        clock.go(days=1)
    assert "5 of the last 7" in words(phone(jonas).get(TODAY))
    page = words(phone(jonas).get(at("habit", walk_home)))
    assert "streak" not in page
    assert "in a row" not in page


def test_paused_days_and_a_break_on_purpose_are_no_part_of_it(
    phone: Phone, jonas: Person, mara: Person, walk: Trajectory, walk_home: Habit, clock: Clock
) -> None:
    tick(walk_home, 0)
    clock.go(days=1)
    tick(walk_home, 0)
    clock.go(days=1)
    walk.pause(by=mara, at=now(), reason="holiday", resumes_on=date(2026, 3, 8))
    clock.go(days=4)
    walk.resume(by=jonas, at=now())
    assert "2 of the last 2" in words(phone(jonas).get(at("habit", walk_home)))
    Lapse.note(walk, by=jonas, at=now(), coachee=jonas, kind="planned", habit=walk_home, until_on=date(2026, 3, 10))
    clock.go(days=3)
    tick(walk_home, 0)
    assert "3 of the last 3" in words(phone(jonas).get(at("habit", walk_home)))


def test_a_week_can_be_filled_in_and_not_more(phone: Phone, jonas: Person, walk_home: Habit, clock: Clock) -> None:
    clock.go(days=9)
    browser = phone(jonas)
    for on, stands in (("2026-03-04", True), ("2026-03-03", False), ("2026-03-12", False), ("2027-01-01", False)):
        browser.post(at("ticks", walk_home), {"on": on, "kept": "on"})
        assert Tick.objects.filter(ticked_on=on).exists() is stands
    assert browser.post(at("ticks", walk_home), {"on": "soon", "kept": "on"}).status_code == 404
    assert browser.post(at("ticks", walk_home), {"on": "2026-03-05", "kept": "maybe"}).status_code == 404


def test_it_goes_by_itself_comes_back_and_ends(phone: Phone, jonas: Person, walk_home: Habit) -> None:
    browser = phone(jonas)
    for state in (State.STEADY, State.RUNNING, State.ENDED, State.RUNNING):
        browser.post(at("habit-standing", walk_home), {"state": state})
        walk_home.refresh_from_db()
        assert walk_home.state == state
        assert ("Walk home" in words(browser.get(TODAY))) is (state == State.RUNNING)
    assert browser.post(at("habit-standing", walk_home), {"state": "gone"}).status_code == 404


@pytest.mark.parametrize(("answer", "state"), [("on", State.RUNNING), ("off", State.DECLINED)])
def test_what_mara_proposes_is_jonass_to_take_up(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, answer: str, state: str
) -> None:
    habit = Habit.add(walk, by=mara, at=now(), coachee=jonas, text="Read ten pages")
    assert "Mara suggests it" in words(phone(jonas).get(TODAY))
    phone(jonas).post(at("habit-agreement", habit), {"agreed": answer})
    habit.refresh_from_db()
    assert habit.state == state


def test_two_tabs_do_not_write_over_each_other(phone: Phone, jonas: Person, walk_home: Habit) -> None:
    browser = phone(jonas)
    page = words(browser.get(at("habit", walk_home)))
    base = page.split('name="base" value="')[1].split('"')[0]
    typed = {"anchor": "", "days": ["1"], "base": base}
    assert browser.post(at("habit-wording", walk_home), {**typed, "text": "Walk to the bridge"}).status_code == 302
    refused = browser.post(at("habit-wording", walk_home), {**typed, "text": "Cycle home"})
    assert refused.status_code == 422
    assert "Walk to the bridge" in words(refused)
    assert "Cycle home" in words(refused)


def test_nobody_else_ticks_it(
    phone: Phone, jonas: Person, amina: Person, tomas: Person, walk_home: Habit, next_door: NextDoor
) -> None:
    begin(tomas, amina)
    for person in (amina, next_door.client, next_door.coach):
        for name in ("ticks", "habit-standing", "habit-wording", "habit-agreement"):
            assert phone(person).post(at(name, walk_home), {"kept": "on", "state": "ended"}).status_code == 404


def test_a_goal_of_somebody_else_cannot_be_slipped_in(
    phone: Phone, jonas: Person, walk: Trajectory, next_door: NextDoor
) -> None:
    typed = {"text": "Read", "days": ["1"], "goal": str(next_door.goal.pk)}
    assert phone(jonas).post(at("habits", walk), typed).status_code == 422


@pytest.mark.parametrize("count", [1, 5])
def test_today_with_habits_costs_the_same_however_many(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, first_session: Session, count: int, clock: Clock
) -> None:
    habits = [Habit.add(walk, by=jonas, at=now(), coachee=jonas, text=f"Habit {n}") for n in range(count)]
    for habit in habits:
        tick(habit, *range(7))
    browser = phone(jonas)
    browser.get(TODAY)
    tick(habits[0], 0, kept=False)
    with CaptureQueriesContext(connection) as first_look:
        browser.get(TODAY)
    with CaptureQueriesContext(connection) as next_look:
        browser.get(TODAY)
    assert (len(first_look), len(next_look)) == (15, 3)
