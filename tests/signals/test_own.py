"""The clients who are no longer there count too, and those of every coach here: of whoever stays alone one would think
too well. Nothing but how many comes from one coach to another."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.lib.memory import forget
from handrail.practice.person import Person
from handrail.signals import judged as face
from handrail.signals import own
from handrail.signals.judged import judged, judged_in
from handrail.signals.limits import DEFAULT
from handrail.signals.lives import lives_ever
from handrail.signals.outlook import Outlook
from handrail.signals.points import BANDS
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor, begin
from tests.clock import Clock

YEAR = timedelta(days=366)
LEARNERS = [band.share for band in BANDS]


def names(practice_of: Person) -> list[str]:
    return [life.name for life in lives_ever(practice_of.practice_id, since=now() - YEAR)]


def test_whoever_ended_counts_in_their_own_practice_alone(
    mara: Person, walk: Trajectory, next_door: NextDoor, clock: Clock
) -> None:
    walk.end_early(by=mara, at=now(), reason="")
    assert names(mara) == ["Jonas Lind"]
    assert "Jonas Lind" not in names(next_door.coach)


def test_a_practice_with_few_clients_is_told_of_the_learners_and_nobody_is_read_for_it(
    mara: Person, walk: Trajectory, clock: Clock
) -> None:
    clock.go(days=100)
    assert own.counted(mara.practice_id, at=now()) == []
    assert own.known([], limits=DEFAULT) == (0, LEARNERS)


@pytest.fixture
def all_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every client is looked at, and each has two moments behind them in the first band: one a stall."""
    forget()
    monkeypatch.setattr(own, "ENOUGH", 0)
    monkeypatch.setattr(own, "moments", lambda *_args, **_kwargs: iter([(0, True), (0, False)] * 50))
    monkeypatch.setattr("handrail.signals.outcomes.ENOUGH", 1)


def test_what_became_of_another_coachs_client_moves_the_frequencies_and_none_of_it_is_shown(
    mara: Person, tomas: Person, amina: Person, walk: Trajectory, clock: Clock, all_count: None
) -> None:
    theirs = begin(tomas, amina)
    clock.go(days=40)
    theirs.end_early(by=tomas, at=now(), reason="")
    found = judged(mara, at=now())
    assert [each.life.name for each in found] == ["Jonas Lind"]
    known = face._own.get(mara.practice_id)
    assert known
    assert known[1][0] == 200, "a hundred moments of each of the two"


def test_the_page_of_one_trajectory_says_what_the_start_page_says(
    mara: Person, walk: Trajectory, clock: Clock, monkeypatch: pytest.MonkeyPatch, all_count: None
) -> None:
    monkeypatch.setattr(face, "outlook", lambda *_: Outlook(0, LEARNERS[0], ()))
    clock.go(days=40)
    [one] = judged_in(walk.pk, mara, at=now())
    [the_same] = judged(mara, at=now())
    assert one.outlook == the_same.outlook
    assert one.outlook
    assert one.outlook.own == 100


def test_it_is_found_once_a_day(mara: Person, walk: Trajectory, clock: Clock, all_count: None) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as statements:
            judged_in(walk.pk, mara, at=now())
        return len(statements)

    first, again = asked(), asked()
    assert again == 1
    clock.go(days=1)
    assert asked() == first
