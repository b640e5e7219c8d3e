"""Several questions put in one statement are each answered as if they had been asked alone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Max
from django.test.utils import CaptureQueriesContext

from handrail.lib.among import Among
from handrail.lib.at_once import at_once
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.measure import Measure
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory


def asked(trajectory: Trajectory) -> list[Any]:
    """Days, words, numbers, instants and ids, in columns where another part has something else."""
    here = {"trajectory__in": Among([trajectory.pk])}
    return [
        Action.objects.filter(**here).values_list("due_on", "pk", "text"),
        Session.objects.filter(**here).values_list("starts_at", "minutes", "coachee_id", "state"),
        Note.objects.none().values_list("pk"),
        Goal.objects.filter(**here).values_list("pk"),
        Measure.objects.filter(**here).values_list("target", "cumulative", "pk"),
        Action.objects.filter(**here).values_list("state").annotate(Count("pk"), Max("due_on")),
        Action.objects.filter(**here).order_by("-due_on").values_list("text")[:1],
        Trajectory.objects.filter(pk=trajectory.pk).values_list("practice_id", "starts_on"),
    ]


def test_each_is_answered_as_if_it_had_been_asked_alone(
    walk: Trajectory, jonas: Person, sleep: Goal, first_session: Session
) -> None:
    for number in range(3):
        day = now().date() + timedelta(days=number)
        Action.propose(walk, by=jonas, at=now(), owner=jonas, text=f"Call {number}, “and” 'so' %s", due_on=day)
    Measure.add(walk, by=jonas, at=now(), coachee=jonas, name="Hours", unit="h", goal=sleep, target=Decimal("7.5"))
    alone = [[tuple(line) for line in each] for each in asked(walk)]
    with CaptureQueriesContext(connection) as statements:
        together = at_once(*asked(walk))
    assert [sorted(map(tuple, lines), key=repr) for lines in together] == [sorted(each, key=repr) for each in alone]
    assert len(statements) == 1
    assert [len(each) for each in alone] == [3, 1, 0, 1, 1, 1, 1, 1]


def test_rows_come_with_what_was_read_together_with_them(walk: Trajectory, call_ann: Action) -> None:
    mine = Action.objects.filter(trajectory__in=Among([walk.pk])).select_related("owner").annotate(_n=Count("pk"))
    days = Action.objects.values_list("due_on")
    found = at_once(days, mine)[1][0].row()
    with CaptureQueriesContext(connection) as statements:
        assert (found.values(), found.owner.name, found._n) == (call_ann.values(), "Jonas Lind", 1)
    assert len(statements) == 0


def test_what_can_have_no_answer_is_not_asked(walk: Trajectory) -> None:
    with CaptureQueriesContext(connection) as statements:
        assert at_once() == []
        assert at_once(Action.objects.none(), Goal.objects.none().values_list("pk")) == [[], []]
    assert len(statements) == 0
    assert at_once(Trajectory.objects.filter(pk__in=Among([])).values_list("pk")) == [[]]
