"""Readiness belongs to an area and not to Jonas; and a slide takes nothing away from him."""

from datetime import date

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.domain import Domain
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.readiness import with_stage
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.trajectory.wins import days_reached, wins
from handrail.web.habits import NOUNS as OF_HABITS
from handrail.web.habits import kept_said
from tests.cast import NextDoor
from tests.clock import Clock
from tests.web.coach.paths import Phone, at, words


def area(walk: Trajectory, of: Person, name: str) -> Domain:
    return Domain.add(walk, by=of, at=now(), coachee=of, name=name)


def test_two_areas_two_stages_one_tap_each(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    moving, smoking = area(walk, jonas, "Moving more"), area(walk, jonas, "Smoking")
    device = phone(mara)
    device.post(at("stage", moving), {"stage": "action"})
    device.post(at("stage", smoking), {"stage": "precontemplation"})
    device.post(at("stage", smoking), {"stage": "precontemplation", "shade": "wont"})
    phone(jonas).post(f"/my/areas/{smoking.pk}/stage", {"stage": "contemplation"})
    said = StageEntry.objects.filter(domain=smoking).order_by("pk").values_list("stage", "shade", "source")
    assert list(said) == [
        ("precontemplation", "", "coach"), ("precontemplation", "wont", "coach"), ("contemplation", "", "self"),
    ]  # fmt: skip
    for person, space in ((mara, "coach"), (jonas, "my")):
        page = words(phone(person).get(f"/{space}/trajectories/{walk.pk}/areas"))
        assert "Moving more" in page
        assert "as the coach sees it" in page
        assert "as the client says" in page


def test_what_is_no_stage_changes_nothing(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    sleep = area(walk, jonas, "Sleep")
    for typed in ({}, {"stage": "ready"}, {"stage": "action", "shade": "wont"}, {"stage": "action", "shade": "x"}):
        assert phone(mara).post(at("stage", sleep), typed).status_code == 302
    assert not StageEntry.objects.exists()


def test_a_goal_is_placed_and_a_mismatch_is_pointed_out_and_never_in_the_way(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, clock: Clock
) -> None:
    evenings = area(walk, jonas, "Evenings")
    device = phone(mara)
    device.post(at("goal-place", sleep), {"domain": str(evenings.pk)})
    device.post(at("stage", evenings), {"stage": "contemplation"})
    assert "A goal of doing is early here" not in words(device.get(at("areas", walk)))
    WeeklyGoal.propose(sleep, by=mara, at=now(), text="Phone in the kitchen", agreed=True)
    page = words(device.get(at("areas", walk)))
    assert "A goal of doing is early here" in page
    assert "more than half a year" not in page
    clock.go(days=200)
    assert "more than half a year" in words(phone(mara).get(at("areas", walk)))
    assert "more than half a year" not in words(phone(jonas).get(f"/my/trajectories/{walk.pk}/areas"))


def test_of_many_rows_the_stage_is_one_statement(
    mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action
) -> None:
    evenings, moving = area(walk, jonas, "Evenings"), area(walk, jonas, "Moving")
    sleep.place(by=mara, at=now(), domain=evenings)
    call_ann.change(by=jonas, at=now(), text=call_ann.text, goal=sleep)
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Walk", goal=sleep, domain=moving)
    for stage in ("precontemplation", "action"):
        StageEntry.enter(evenings, by=mara, at=now(), stage=stage)
    StageEntry.enter(moving, by=mara, at=now(), stage="precontemplation")
    assert with_stage(Action.objects.all()).get().area_stage == "action"
    assert with_stage(Goal.objects.all()).get().area_stage == "action"
    found = with_stage(Habit.objects.all()).get()
    assert (found.pk, found.area_stage, found.area_id) == (habit.pk, "precontemplation", moving.pk)


def test_nobody_else_says_it(
    phone: Phone, jonas: Person, tomas: Person, walk: Trajectory, next_door: NextDoor, sleep: Goal
) -> None:
    mine = area(walk, jonas, "Sleep")
    theirs = area(next_door.trajectory, next_door.client, "Next door")
    for person in (jonas, tomas, next_door.coach):
        for name, row in (("stage", mine), ("area-name", mine), ("goal-place", sleep)):
            assert phone(person).post(at(name, row), {"stage": "action", "name": "x"}).status_code == 404
    assert phone(jonas).post(f"/my/areas/{theirs.pk}/stage", {"stage": "action"}).status_code == 404


def test_a_slide_out_of_what_was_kept_going_takes_nothing_away(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, clock: Clock
) -> None:
    """G11: confidence and stage may go back; wins and counts do not, and the way back is offered."""
    evenings = area(walk, jonas, "Evenings")
    sleep.place(by=mara, at=now(), domain=evenings)
    StageEntry.enter(evenings, by=mara, at=now(), stage="maintenance")
    habit = Habit.add(walk, by=jonas, at=now(), coachee=jonas, text="Phone away", goal=sleep)
    Tick.put(habit, by=jonas, at=now())
    Win.add(walk, by=jonas, at=now(), coachee=jonas, text="A whole book")
    sleep.achieve(by=jonas, at=now())
    sleep.maintain(by=jonas, at=now())
    clock.go(days=2)

    def counts() -> tuple[object, ...]:
        whole = Whole.of(walk, jonas, at=now())
        won = [each.text for each in wins(whole, days=days_reached(whole)) if each.kind != "goal"]
        habits = Whole.of(walk, jonas, at=now(), nouns=OF_HABITS)
        return won, kept_said(habits, habit), whole.plan.held, Tick.objects.count(), len(Win.objects.all())

    before = counts()
    typed = {"kind": "relapse", "about": str(sleep.pk), "what": "The move", "from_on": "2026-03-03"}
    answer = phone(jonas).post(f"/my/trajectories/{walk.pk}/lapses", typed)
    lapse = Lapse.objects.get()
    assert answer["Location"] == f"/my/lapses/{lapse.pk}"
    sleep.refresh_from_db()
    assert (sleep.state, sleep.reason, lapse.domain) == ("active", "The move", evenings)
    assert counts() == before
    page = words(phone(jonas).get(answer["Location"]))
    assert "What went well" in page
    assert "What I want" in page
    assert sleep.text in page
    assert "I am getting ready again" in page
    phone(jonas).post(f"/my/areas/{evenings.pk}/stage", {"stage": "preparation"})
    said = StageEntry.objects.filter(domain=evenings).order_by("pk").values_list("stage", flat=True)
    assert list(said) == ["maintenance", "preparation"]
    phone(jonas).post(f"/my/lapses/{lapse.pk}/learning", {"learned": "Boxes last", "until_on": "2026-03-04"})
    lapse.refresh_from_db()
    assert (lapse.learned, lapse.until_on) == ("Boxes last", date(2026, 3, 4))
    assert "Boxes last" in words(phone(mara).get(at("lapses", walk)))


def test_lapses_that_make_no_sense_are_said(
    phone: Phone, mara: Person, jonas: Person, walk: Trajectory, next_door: NextDoor
) -> None:
    for typed in (
        {"kind": "failure"}, {"kind": "lapse", "from_on": "2026-03-02", "until_on": "2026-03-01"},
        {"kind": "lapse", "about": str(next_door.goal.pk)}, {"kind": "lapse", "from_on": "once"},
    ):  # fmt: skip
        assert phone(jonas).post(f"/my/trajectories/{walk.pk}/lapses", typed).status_code == 422
        assert phone(mara).post(at("lapses", walk), typed).status_code == 422
    assert not Lapse.objects.exists()
