"""Nought to ten: the number, why it is not lower, and only then what would move it up one."""

import pytest

from handrail.ledger.book import timeline
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import write
from handrail.lib.clock import now
from handrail.lib.refusal import Missing, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.reach import reach_of
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.scale_answer import Scale, ScaleAnswer
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock


def sure(action: Action, by: Person, value: int) -> ScaleAnswer:
    return ScaleAnswer.give(
        action.trajectory, by=by, at=now(), scale=Scale.CONFIDENCE, value=value, about=action
    )  # fmt: skip


def test_what_would_be_better_is_not_asked_before_what_is_there_already(jonas: Person, call_ann: Action) -> None:
    answer = sure(call_ann, jonas, 5)
    with pytest.raises(Missing):
        answer.explain(by=jonas, at=now(), why_not_lower=" ", one_up="Ring in the morning")
    answer.explain(by=jonas, at=now(), why_not_lower="I did it before")
    answer.explain(by=jonas, at=now(), why_not_lower="I did it before", one_up="Ring in the morning")
    assert ScaleAnswer.objects.get().one_up == "Ring in the morning"


def test_at_nought_nothing_can_be_lower(jonas: Person, call_ann: Action) -> None:
    sure(call_ann, jonas, 0).explain(by=jonas, at=now(), why_not_lower="", one_up="The number to ring")
    assert ScaleAnswer.objects.get().one_up == "The number to ring"


def test_said_again_on_a_day_the_newest_stands_and_another_day_is_another_point(
    jonas: Person, mara: Person, call_ann: Action, clock: Clock
) -> None:
    first = sure(call_ann, mara, 5)
    assert sure(call_ann, jonas, 6).pk == first.pk
    clock.go(days=1)
    sure(call_ann, jonas, 8)
    assert list(ScaleAnswer.objects.order_by("pk").values_list("value", flat=True)) == [6, 8]
    assert ScaleAnswer.objects.order_by("pk")[0].revision == 2


def test_how_sure_one_is_of_an_action_stands_on_the_action_too(jonas: Person, call_ann: Action) -> None:
    sure(call_ann, jonas, 4)
    assert Action.objects.get(pk=call_ann.pk).confidence == 4
    with pytest.raises(OutOfRange):
        sure(call_ann, jonas, 11)


def test_a_number_in_a_reflection_is_read_by_whoever_reads_that(jonas: Person, mara: Person, walk: Trajectory) -> None:
    Exercise.give(walk, by=mara, at=now(), coachee=jonas, title="Areas", instructions="Rate them", question="How?")
    answer = Reflection.objects.get()
    with_it = sure_of_rest(answer, jonas)
    for act, read in (("submit", False), ("share", True), ("withdraw", False)):
        given = {"text": "Rest is low", "visibility": "private"} if act == "submit" else {}
        getattr(answer, act)(by=jonas, at=now(), **given)
        assert ScaleAnswer.objects.visible_to(jonas).filter(pk=with_it.pk).exists()
        assert ScaleAnswer.objects.visible_to(mara).filter(pk=with_it.pk).exists() is read
        told = timeline(walk.pk, reach=reach_of(mara))
        assert any(change.row_id == with_it.pk for each in told for change in each.changes) is read


def sure_of_rest(answer: Reflection, by: Person) -> ScaleAnswer:
    """As a verb of a method writes it, in one entry with the rest of the answer."""
    with write(Verb.REFLECTION_SAVED, by=by, at=now(), subject=answer) as writing:
        number = ScaleAnswer.on(
            answer.trajectory, coachee_id=by.pk, scale="areas/rest", value=3, answered_on=by.today(now()),
            reflection=answer, question="Rest",
        )  # fmt: skip
        return writing.add(number)
