"""One request, once: its repeat changes nothing and gets the first answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from handrail.ledger.entry import Entry, Stream
from handrail.ledger.refusals import CannotMove
from handrail.ledger.surface import Surface
from handrail.ledger.verify import verify_all
from handrail.ledger.writing import perform
from handrail.lib.clock import now
from handrail.lib.refusal import Missing
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from tests.cast import verbs
from tests.clock import Clock


def _win(walk: Trajectory, jonas: Person, key: str, text: str = "Slept") -> Win:
    return perform(
        lambda **given: Win.add(walk, **given),
        by=jonas, at=now(), surface=Surface.WEB, key=key, coachee=jonas, text=text,
    )  # fmt: skip


def test_a_form_sent_twice_makes_one_thing_and_answers_with_it(walk: Trajectory, jonas: Person) -> None:
    first = _win(walk, jonas, "the same form")
    again = _win(walk, jonas, "the same form")
    assert again.pk == first.pk
    assert Win.objects.count() == 1


def test_two_people_may_use_the_same_key(walk: Trajectory, jonas: Person, mara: Person) -> None:
    assert _win(walk, jonas, "key").pk != _win(walk, mara, "key").pk


def test_a_repeat_that_comes_after_the_undo_changes_nothing(walk: Trajectory, jonas: Person, call_ann: Action) -> None:
    perform(call_ann.complete, by=jonas, at=now(), surface=Surface.WEB, key="tap")
    perform(call_ann.reopen, by=jonas, at=now(), surface=Surface.WEB, key="undo")
    answer = perform(call_ann.complete, by=jonas, at=now(), surface=Surface.WEB, key="tap")
    assert answer.state == "agreed"
    assert verbs(walk, seen_by=jonas)[-2:] == ["action.completed", "action.reopened"]


def test_what_was_refused_may_be_tried_again_with_the_same_form(jonas: Person, call_ann: Action) -> None:
    with pytest.raises(Missing):
        perform(call_ann.release, by=jonas, at=now(), surface=Surface.WEB, key="form", reason=" ")
    perform(call_ann.release, by=jonas, at=now(), surface=Surface.WEB, key="form", reason="Ann left the ward")
    assert Action.objects.get().state == "released"


def test_a_refusal_leaves_no_trace(walk: Trajectory, jonas: Person, call_ann: Action) -> None:
    before = Stream.objects.get(pk=walk.pk).seq
    call_ann.release(by=jonas, at=now(), reason="Not mine to do")
    with pytest.raises(CannotMove):
        call_ann.complete(by=jonas, at=now())
    assert Stream.objects.get(pk=walk.pk).seq == before + 1
    assert list(verify_all()) == []


def test_a_clock_that_jumps_back_does_not_turn_the_history_around(
    walk: Trajectory, jonas: Person, call_ann: Action, clock: Clock
) -> None:
    clock.go(hours=3)
    call_ann.start(by=jonas, at=now())
    clock.go(hours=-2)
    call_ann.complete(by=jonas, at=now())
    entries = Entry.objects.filter(subject_id=call_ann.pk).order_by("seq")
    recorded = list(entries.values_list("recorded_at", flat=True))
    assert recorded == sorted(recorded)
    last = entries.last()
    assert last is not None
    assert last.happened_at == now()


def test_a_device_from_the_future_is_told_what_time_it_is(jonas: Person, call_ann: Action) -> None:
    at = now()
    perform(call_ann.complete, by=jonas, at=at, surface=Surface.WEB, happened_at=at + timedelta(days=2))
    assert Entry.objects.get(verb="action.completed").happened_at == at


@pytest.mark.django_db(transaction=True)
def test_two_hundred_taps_at_once_are_all_kept_each_once(
    shared_database: object, walk: Trajectory, jonas: Person
) -> None:
    actions = [
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"Step {n}", due_on=date(2026, 3, 9))
        for n in range(25)
    ]

    def tap(turn: int) -> None:
        try:
            perform(actions[turn % 25].complete, by=jonas, at=now(), surface=Surface.WEB, key=f"tap {turn % 50}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(tap, range(200)))
    assert Entry.objects.filter(verb="action.completed").count() == 25
    assert list(verify_all()) == []


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_eight_times_at_once_makes_one_thing(
    shared_database: object, walk: Trajectory, jonas: Person
) -> None:
    def send(_: int) -> object:
        try:
            return _win(walk, jonas, "the same form").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert len(answers) == 1
    assert Win.objects.count() == 1
