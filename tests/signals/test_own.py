"""The clients who are no longer there count too: of whoever stays alone one would think too well."""

from datetime import timedelta

import pytest

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals import own
from handrail.signals.judged import judged
from handrail.signals.limits import DEFAULT
from handrail.signals.lives import lives_over
from handrail.signals.points import BANDS
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock

YEAR = timedelta(days=366)


def test_whoever_ended_is_read_by_their_own_coach_alone(
    mara: Person, walk: Trajectory, next_door: NextDoor, clock: Clock
) -> None:
    assert not lives_over(mara, since=now() - YEAR)
    walk.end_early(by=mara, at=now(), reason="")
    assert [life.name for life in lives_over(mara, since=now() - YEAR)] == ["Jonas Lind"]
    assert not lives_over(next_door.coach, since=now() - YEAR)


def test_a_coach_with_few_clients_is_told_of_the_learners(mara: Person, walk: Trajectory) -> None:
    found = own.known(mara, [each.read for each in judged(mara, at=now())], limits=DEFAULT, at=now())
    assert found == (0, [band.share for band in BANDS])


def test_their_lives_are_read_like_any(
    mara: Person, walk: Trajectory, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own, "ENOUGH", 0)
    clock.go(days=40)
    walk.end_early(by=mara, at=now(), reason="")
    assert own.known(mara, [], limits=DEFAULT, at=now())[0] == 0
