"""What the bench copies: a life that was lived once, and is somebody else's as well."""

from datetime import timedelta

import pytest

from handrail.cli.measuring.seed import Seeding
from handrail.ledger.verify import entry_count, verify_all
from handrail.practice.joining import found_practice
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from tests.clock import START

pytestmark = pytest.mark.django_db


def test_a_life_is_copied_for_others_and_each_is_its_own_fold_and_its_own_coachs() -> None:
    founder = found_practice(at=START, name="Bench", person_name="Mara", email="m@bench.example", zone="Europe/Paris")
    seeding = Seeding(founder, START, START + timedelta(days=70), 3)
    tomas, ines = seeding.colleague("Tomas"), seeding.colleague("Ines")
    person, lived = seeding.history("life", tomas, entries=90)
    before = entry_count()
    for coach in (tomas, ines):
        seeding.others([(person, lived)], coach, 2, name=coach.name)
    assert not list(verify_all()), "a copy is what its entries say"
    copies = Trajectory.objects.exclude(pk=lived.pk)
    assert {each.coach_id for each in copies} == {tomas.pk, ines.pk}
    assert copies.count() == 4
    told = Action.objects.filter(trajectory=lived).order_by("pk").values_list("text", "state")
    for copy in copies:
        (client,) = copy.coachees()
        assert client != person
        actions = Action.objects.visible_to(client).order_by("pk")
        assert list(actions.values_list("text", "state")) == list(told), "the same, in the same order"
        assert not actions.exclude(owner=client).exists()
    assert entry_count() > before + 4 * 60
