"""How much a week asks, in minutes."""

import pytest

from handrail.trajectory.load import Asked, Load, load


@pytest.mark.parametrize(
    ("asked", "minutes"),
    [
        (Asked(has_report=False), 0),
        (Asked(), 5),
        (Asked(has_daily_check_in=True), 9),
        (Asked(weekly_goals=2), 7),
        (Asked(habits=[7, 7, 3]), 7),
        (Asked(actions=3), 7),
        (Asked(prompts=1), 9),
        (Asked(prompts=1, exercises=[0]), 14),
        (Asked(prompts=1, exercises=[20]), 25),
        (Asked(measures=["daily", "weekly", "monthly"]), 10),
        (Asked(True, True, 3, [7, 7], 4, 1, [0], ["daily"]), 28),
    ],
)
def test_so_many_minutes(asked: Asked, minutes: int) -> None:
    assert load(asked, budget=15) == Load(minutes, 15)


def test_over_is_over_and_not_just_there() -> None:
    assert not Load(15, 15).is_over
    assert Load(16, 15).is_over
