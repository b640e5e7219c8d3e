"""Laws 1 and 2 over histories nobody thought of: whatever people do, the entries are the rows."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.ledger.covered import covered_models
from handrail.ledger.entry import Entry
from handrail.ledger.verbs import Verb
from handrail.ledger.verify import verify_all
from handrail.trajectory.trajectory import Trajectory
from tests.ledger.history import DRIVERS, World

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
    random = Random(20261121)
    world = World(random)
    missing = set(Verb)
    for _ in range(8000):
        # What is missing needs the others first: a thing is blocked before it is unblocked.
        world.step(random.choice([random.choice(sorted(missing)), random.choice([*Verb]), random.choice(OFTEN)]))
        missing -= set(Entry.objects.filter(verb__in=missing).values_list("verb", flat=True))
        if not missing:
            break
    assert missing == set()
    assert [str(difference) for difference in verify_all()] == []
    assert [name for name, model in covered_models().items() if not model._base_manager.exists()] == []
    assert Trajectory.objects.filter(state="erased").exists()
