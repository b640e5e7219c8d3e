"""Laws 1 and 2 over histories nobody thought of: whatever people do, the entries are the rows."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.ledger.verbs import Verb
from handrail.ledger.verify import verify_all
from handrail.trajectory.trajectory import Trajectory
from tests.ledger.history import DRIVERS, World, still_empty

OFTEN = [
    Verb.TRAJECTORY_DRAFTED,
    Verb.TRAJECTORY_STARTED,
    Verb.TRAJECTORY_CLOSING,
    Verb.SESSION_BOOKED,
    Verb.GOAL_PROPOSED,
    Verb.ACTION_PROPOSED,
]


def test_every_verb_there_is_gets_driven() -> None:
    assert set(DRIVERS) == set(Verb)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=False), steps=st.integers(20, 150))
def test_folding_the_entries_from_nothing_gives_todays_rows(random: Random, steps: int) -> None:
    world = World(random)
    for _ in range(steps):
        world.step(random.choice([*Verb, *OFTEN]))
    assert [str(difference) for difference in verify_all()] == []


@pytest.mark.django_db
def test_every_verb_is_reached_and_every_table_filled_and_still_the_fold_holds() -> None:
    world = World(Random(20261121))
    assert world.come_to_everything(often=OFTEN) == set()
    assert [str(difference) for difference in verify_all()] == []
    assert still_empty() == []
    assert Trajectory.objects.filter(state="erased").exists()
