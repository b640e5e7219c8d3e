"""What an action can do, told as what people do with it."""

from datetime import date

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from tests.cast import verbs


def test_a_second_tap_writes_nothing(walk: Trajectory, jonas: Person, call_ann: Action) -> None:
    at = now()
    call_ann.complete(by=jonas, at=at)
    call_ann.complete(by=jonas, at=at)
    assert verbs(walk, seen_by=jonas)[-2:] == ["action.proposed", "action.completed"]


def test_the_first_day_stays_whatever_comes_after(walk: Trajectory, jonas: Person, call_ann: Action) -> None:
    at = now()
    call_ann.postpone(by=jonas, at=at, due_on=date(2026, 3, 9), reason="Ann is away")
    call_ann.postpone(by=jonas, at=at, due_on=date(2026, 3, 12))
    assert call_ann.original_due_on == date(2026, 3, 5)
    changes = call_ann.due_date_changes.order_by("pk")
    assert [(c.from_on.day, c.to_on.day, c.reason) for c in changes] == [(5, 9, "Ann is away"), (9, 12, "")]


def test_another_day_is_a_way_past_what_was_in_the_way(walk: Trajectory, jonas: Person, call_ann: Action) -> None:
    call_ann.block(by=jonas, at=now(), obstacle="Ann is away")
    call_ann.move_on(by=jonas, at=now(), due_on=date(2026, 3, 12), reason="She is back then")
    assert (call_ann.state, call_ann.due_on) == ("agreed", date(2026, 3, 12))
    assert verbs(walk, seen_by=jonas)[-3:] == ["action.blocked", "action.unblocked", "action.postponed"]
