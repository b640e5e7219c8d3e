"""A statement that is composed once says the same as one that is composed each time."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.lib.composed import Composed
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory

TODAY = date(2026, 3, 4)


class Counted(Composed):
    """Says how often it was composed."""

    def __init__(self, compose: Any) -> None:
        self.times = 0
        super().__init__(lambda ids, today: self._count(compose(ids, today)))

    def _count(self, rows: Any) -> Any:
        self.times += 1
        return rows


@pytest.fixture
def due(walk: Trajectory, jonas: Person) -> list[Action]:
    days = [TODAY + timedelta(days=n) for n in (-3, 0, 2)]
    earlier = now() - timedelta(days=4)
    return [Action.propose(walk, by=jonas, at=earlier, owner=jonas, text=f"By {day}", due_on=day) for day in days]


def test_whoever_asks_later_only_puts_their_own_ids_and_day_in(
    walk: Trajectory, jonas: Person, due: list[Action]
) -> None:
    soon = Counted(lambda ids, today: _of(ids).filter(due_on__gte=today - timedelta(days=1)))
    for n in range(4):
        today = TODAY + timedelta(days=n)
        assert soon.rows((walk.pk,), today=today) == [a for a in due if a.due_on >= today - timedelta(days=1)]
    assert soon.rows((jonas.pk,), today=TODAY) == [], "another's id finds nothing"
    assert soon.times == 2


def test_a_row_is_the_row_with_all_that_was_read_together_with_it(walk: Trajectory, due: list[Action]) -> None:
    asked = Composed(lambda ids, _today: _of(ids).select_related("owner", "goal"))
    read = asked.rows((walk.pk,))
    with CaptureQueriesContext(connection) as statements:
        assert [(row.values(), row.owner.name, row.goal) for row in read] == [
            (row.values(), "Jonas Lind", None) for row in due
        ]
    assert len(statements) == 0
    read[0].text = "Something else"
    assert asked.rows((walk.pk,))[0].text == due[0].text


def test_what_looks_at_more_than_the_distance_of_a_day_is_composed_each_time(
    walk: Trajectory, due: list[Action]
) -> None:
    this_week = Counted(lambda ids, today: _of(ids).filter(due_on__gte=today - timedelta(days=today.weekday())))
    on_mondays = Counted(lambda ids, today: _of(ids) if today.weekday() == 0 else _of(ids).filter(due_on=today))
    of_the_month = Counted(lambda ids, today: _of(ids).filter(due_on__month=today.month))
    for asked in (this_week, on_mondays, of_the_month):
        for n in range(9):
            today = TODAY + timedelta(days=n)
            assert asked.rows((walk.pk,), today=today) == list(asked._compose((walk.pk,), today).order_by("pk"))
        assert asked.times >= 9


def test_where_nothing_can_be_found_nothing_is_asked(walk: Trajectory, due: list[Action]) -> None:
    nothing = Composed(lambda ids, _today: _of(ids).filter(pk__in=[]))
    with CaptureQueriesContext(connection) as statements:
        assert nothing.rows((walk.pk,)) == []
    assert len(statements) == 0


def _of(ids: Sequence[UUID]) -> Any:
    return Action.objects.filter(trajectory=ids[0])
