"""What went well collects by itself, and comes back."""

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.trajectory.wins import days_reached, wins
from tests.clock import Clock
from tests.web.coach.paths import TOO_LONG, Phone, at, words


def test_done_reached_learned_and_kept_come_newest_first(
    mara: Person, jonas: Person, walk: Trajectory, sleep: Goal, call_ann: Action, clock: Clock
) -> None:
    step = Milestone.add(sleep, by=jonas, at=clock.now, text="One whole night")
    week = WeeklyGoal.propose(sleep, by=jonas, at=clock.now, text="No phone in bed")
    step.reach(by=jonas, at=clock.go(days=1))
    call_ann.complete(by=jonas, at=clock.go(days=1), remark="She laughed")
    Win.add(walk, by=jonas, at=clock.go(days=1), coachee=jonas, text="Said no to Friday")
    week.review(by=jonas, at=clock.go(days=4), percent=0, learned="The charger")
    sleep.achieve(by=jonas, at=clock.go(days=1))
    whole = Whole.of(walk, mara, at=clock.go(days=9))
    told = [(won.kind, won.on.day) for won in wins(whole, days=days_reached(whole))]
    assert told == [("goal", 10), ("weekly_goal", 8), ("win", 5), ("action", 4), ("milestone", 3)]


def test_what_was_let_go_or_promised_by_mara_is_no_win_of_jonas(
    mara: Person, jonas: Person, walk: Trajectory, call_ann: Action, clock: Clock
) -> None:
    call_ann.release(by=jonas, at=clock.now, reason="Ann has left")
    promise = Action.propose(walk, by=mara, at=clock.now, owner=mara, text="The article", due_on=call_ann.due_on)
    promise.complete(by=mara, at=clock.now)
    assert wins(Whole.of(walk, mara, at=clock.now), days={}) == []


def test_mara_keeps_one_and_both_read_it(phone: Phone, mara: Person, jonas: Person, walk: Trajectory) -> None:
    page = words(
        phone(mara).post(at("wins", walk), {"text": "Said no to Friday", "won_on": "", "goal": ""}, follow=True)
    )
    assert Win.objects.get().coachee == jonas
    assert "Said no to Friday" in page


def test_too_many_words_come_back(phone: Phone, mara: Person, walk: Trajectory) -> None:
    answer = phone(mara).post(at("wins", walk), {"text": TOO_LONG, "won_on": "9999-01-01", "goal": ""})
    assert answer.status_code == 422
    assert TOO_LONG.strip() in words(answer)
