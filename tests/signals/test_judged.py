"""Who needs a coach, read from what happened."""

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.judged import judged
from handrail.signals.signal import Kind
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock


def kinds(coach: Person) -> list[Kind]:
    return [raised.kind for each in judged(coach, at=now()) for raised in each.signals]


def test_somebody_who_just_began_is_not_known_yet(mara: Person, walk: Trajectory) -> None:
    found = judged(mara, at=now())
    assert [each.life.name for each in found] == ["Jonas Lind"]
    assert not found[0].signals
    assert not found[0].is_enough


def test_a_first_week_without_a_sign_is_told_with_its_days(mara: Person, walk: Trajectory, clock: Clock) -> None:
    clock.go(days=8)
    raised = judged(mara, at=now())[0].signals[0]
    assert raised.kind == Kind.SILENT_START
    assert raised.words == "Joined 8 days ago, and nothing since."


def test_five_open_actions_are_a_pile(mara: Person, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    for number in range(5):
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"Call {number}", due_on=clock.now.date())
        assert kinds(mara) == [Kind.PILING_UP] * (number == 4)
