"""Numbers over weeks: when one is due, and where it lies."""

from datetime import date
from decimal import Decimal

import pytest

from handrail.trajectory.measuring import Taken, is_due, plot, standing, weeks

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("cadence", "last_on", "due"),
    [
        ("daily", None, True), ("daily", date(2026, 3, 3), True), ("daily", date(2026, 3, 4), False),
        ("weekly", date(2026, 3, 1), True), ("weekly", date(2026, 3, 2), False),
        ("monthly", date(2026, 2, 28), True), ("monthly", date(2026, 3, 1), False),
    ],
)  # fmt: skip
def test_a_number_is_asked_once_in_its_day_week_or_month(cadence: str, last_on: date | None, due: bool) -> None:
    assert is_due(cadence, last_on=last_on, today=date(2026, 3, 4)) is due


def taken(*numbers: tuple[int, str]) -> list[Taken]:
    return [Taken(date.fromordinal(MONDAY.toordinal() + day), Decimal(value)) for day, value in numbers]


def test_a_week_is_its_newest_number_or_its_sum() -> None:
    numbers = taken((-8, "5"), (0, "6"), (2, "7"))
    assert [cell.value for cell in weeks(numbers, today=date(2026, 3, 4), adds_up=False, number=3)] == [5, None, 7]
    assert [cell.value for cell in weeks(numbers, today=date(2026, 3, 4), adds_up=True, number=3)] == [5, None, 13]
    assert len(weeks([], today=MONDAY, adds_up=True)) == 13
    assert standing(numbers, adds_up=True, start=Decimal(10)) == 28
    assert standing(numbers, adds_up=False) == 7
    assert standing([], adds_up=True) is None


def test_the_line_climbs_toward_the_target() -> None:
    drawn = plot(taken((0, "0"), (5, "5"), (10, "10")), target=Decimal(10))
    assert drawn
    assert [(p.x, p.y) for p in drawn.points] == [(4, 96), (50, 50), (96, 4)]
    assert (drawn.path, drawn.target_y) == ("M4 96L50 50L96 4", 4)


def test_what_adds_up_is_drawn_as_the_sum() -> None:
    drawn = plot(taken((0, "3"), (1, "4")), target=Decimal(10), adds_up=True)
    assert drawn
    assert [p.value for p in drawn.points] == [3, 7]
    assert (drawn.low, drawn.high) == (Decimal(0), Decimal(10))


def test_one_number_equal_numbers_and_huge_numbers_are_drawn_within_the_edges() -> None:
    assert plot([]) is None
    for numbers in (taken((0, "5")), taken((0, "5"), (0, "5")), taken((0, "-99999999"), (900, "99999999.9999"))):
        drawn = plot(numbers)
        assert drawn
        assert all(0 <= p.x <= 100 and 0 <= p.y <= 100 for p in drawn.points)
        assert "e" not in drawn.path
