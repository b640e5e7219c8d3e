"""A practice leaves as one file and comes in again, and nothing is lost or made up on the way."""

import json
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.config.machine_tables import MACHINE_TABLES
from handrail.export.coming_in import Came, NotHere
from handrail.export.format import STAYS_BEHIND, TABLES
from handrail.ledger.entry import AlsoChanged, Entry, Text
from handrail.ledger.verbs import Verb
from handrail.ledger.verify import verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.account import Account
from handrail.practice.joining import AlreadyFounded, add_person, found_first_practice
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.calendars.carry import Outcome
from handrail.trajectory.calendars.taking_in import take_in
from handrail.trajectory.goal import Goal
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock
from tests.export.moving import OFTEN, an_empty_installation, lived, moved_in, moved_out
from tests.ledger.history import still_empty
from tests.trajectory.test_taking_in import JONAS, bring


def test_every_table_moves_along_or_stays_behind_for_a_reason() -> None:
    moves = {table.model._meta.label for table in TABLES}
    assert moves | set(STAYS_BEHIND) == set(MACHINE_TABLES)
    assert not moves & set(STAYS_BEHIND)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=False), steps=st.integers(1, 120))
def test_whatever_happened_moves_out_and_in_and_out_to_the_byte(random: Random, steps: int) -> None:
    practice_id = lived(random, steps=steps).coach.practice_id
    left = moved_out(practice_id)
    with an_empty_installation():
        assert moved_in(left) == Came.IN
        assert [str(difference) for difference in verify_all()] == []
        assert moved_out(practice_id) == left
        assert moved_in(left) == Came.UNCHANGED


@pytest.mark.django_db
def test_a_long_life_moves_with_every_table_filled() -> None:
    world = lived(Random(20261122), steps=300)
    while not Text.objects.filter(content=None).exists():
        world.step(Verb.TRAJECTORY_ERASED)
    few = len(Verb) // 10
    assert len(world.come_to_everything(often=OFTEN, but_for=few)) <= few
    practice_id = world.coach.practice_id
    left, index = moved_out(practice_id), also(practice_id)
    with an_empty_installation():
        moved_in(left)
        assert [str(difference) for difference in verify_all()] == []
        assert moved_out(practice_id) == left
        assert also(practice_id) == index
        assert Text.objects.filter(content=None).exists()
        assert still_empty() == []


def also(practice_id: UUID) -> list[tuple[UUID, UUID]]:
    rows = AlsoChanged.objects.filter(practice_id=practice_id)
    return sorted(rows.values_list("entry_id", "row_id"))


@pytest.mark.django_db
def test_life_goes_on_in_the_new_house(mara: Person, jonas: Person, call_ann: Action) -> None:
    left = moved_out(mara.practice_id)
    with an_empty_installation():
        moved_in(left)
        Action.objects.get().complete(by=Person.objects.get(pk=jonas.pk), at=now())
        add_person(by=Person.objects.get(pk=mara.pk), at=now(), name="Lev", email="lev@post.example", roles=("coach",))
        assert list(verify_all()) == []
        with pytest.raises(AlreadyFounded):
            found_first_practice(at=now(), name="Mine", person_name="I", email="i@here.example", zone="UTC")


def test_a_file_that_was_taken_in_before_the_move_is_known_after_it(mara: Person) -> None:
    bring(JONAS, by=mara)
    left = moved_out(mara.practice_id)
    with an_empty_installation():
        moved_in(left)
        again = bring(JONAS, by=Person.objects.get(pk=mara.pk))
        assert {outcome.value for outcome in again if hasattr(outcome, "value")} == {"unchanged"}
        assert len(again) == 4


def test_a_calendar_that_was_taken_in_before_the_move_is_known_after_it(mara: Person, walk: Trajectory) -> None:
    google = (Path(__file__).resolve().parent.parent / "files" / "calendars" / "google.ics").read_bytes()
    assert take_in(google, by=mara, at=now())[Outcome.CREATED] == 10
    left = moved_out(mara.practice_id)
    with an_empty_installation():
        moved_in(left)
        again = take_in(google, by=Person.objects.get(pk=mara.pk), at=now())
        assert (again[Outcome.UNCHANGED], again[Outcome.CREATED], again[Outcome.UPDATED]) == (10, 0, 0)
        assert moved_out(mara.practice_id) == left


def test_into_its_own_house_it_changes_nothing_also_when_that_moved_on(
    mara: Person, jonas: Person, call_ann: Action, clock: Clock
) -> None:
    left = moved_out(mara.practice_id)
    clock.go(days=1)
    call_ann.complete(by=jonas, at=now(), remark="She says yes.")
    Trajectory.objects.get().erase(by=mara, at=now())
    jonas.erase(by=mara, at=now())
    assert not Account.objects.filter(email=jonas.email).exists()
    today = moved_out(mara.practice_id)
    assert moved_in(left) == Came.UNCHANGED
    assert moved_out(mara.practice_id) == today


def test_a_house_that_knows_less_than_the_file_is_not_its_own_any_more(
    mara: Person, jonas: Person, call_ann: Action
) -> None:
    before = moved_out(mara.practice_id)
    call_ann.complete(by=jonas, at=now())
    left = moved_out(mara.practice_id)
    with an_empty_installation():
        moved_in(before)
        with pytest.raises(NotHere, match="here already, and differently: of its entries"):
            moved_in(left)
        assert moved_out(mara.practice_id) == before


def test_words_that_differ_are_seen(mara: Person, call_ann: Action) -> None:
    left = moved_out(mara.practice_id)
    other = left.replace("Call Ann about", "Call Bob about")
    with pytest.raises(NotHere, match="of its texts"):
        moved_in(other)


def test_it_does_not_move_in_where_somebody_lives(mara: Person, next_door: NextDoor) -> None:
    left = moved_out(mara.practice_id)
    of_others = moved_out(next_door.coach.practice_id)
    with an_empty_installation():
        moved_in(of_others)
        with pytest.raises(NotHere, match="another practice lives in this installation"):
            moved_in(left)
        assert moved_out(next_door.coach.practice_id) == of_others


def test_a_private_word_is_in_the_file_and_private_where_it_arrives(
    mara: Person, jonas: Person, walk: Trajectory, sleep: Goal
) -> None:
    reflection = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="What keeps you up?", goal=sleep)
    reflection.submit(by=jonas, at=now(), text="The baby, and the fear.", visibility="private")
    left = moved_out(mara.practice_id)
    assert "The baby, and the fear." in left
    with an_empty_installation():
        moved_in(left)
        assert Reflection.objects.visible_to(Person.objects.get(pk=jonas.pk)).count() == 1
        assert not Reflection.objects.visible_to(Person.objects.get(pk=mara.pk)).exists()


def test_the_file_is_in_order_and_holds_no_time_of_its_making(mara: Person, call_ann: Action, clock: Clock) -> None:
    left = moved_out(mara.practice_id)
    clock.go(days=3)
    assert moved_out(mara.practice_id) == left
    held = json.loads(left)
    assert list(held)[:3] == ["format", "version", "practice_id"]
    for name, key in {
        "accounts": lambda r: r["id"],
        "streams": lambda r: r["id"],
        "entries": lambda r: (r["stream_id"], r["seq"]),
        "texts": lambda r: (r["stream_id"], r["seq"], r["id"]),
        "receipts": lambda r: (r["person_id"], r["key"].encode()),
    }.items():
        assert held[name] == sorted(held[name], key=key)
    assert all(list(record) == sorted(record) for record in held["entries"])


@pytest.mark.django_db
def test_nothing_of_the_neighbours_is_in_it(mara: Person, next_door: NextDoor) -> None:
    left = moved_out(mara.practice_id)
    assert "Next door" not in left
    assert str(next_door.coach.pk) not in left
    assert next_door.client.email not in left


def test_an_import_runs_no_verb_and_sends_nothing(mara: Person, call_ann: Action) -> None:
    left, entries = moved_out(mara.practice_id), Entry.objects.count()
    with an_empty_installation():
        moved_in(left)
        assert Entry.objects.count() == entries
        assert not Message.objects.exists()
