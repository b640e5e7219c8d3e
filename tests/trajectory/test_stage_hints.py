"""What a coach is told about readiness: never a rule."""

from datetime import date

import pytest

from handrail.trajectory.stage_hints import Standing, hints

TODAY = date(2026, 9, 15)


@pytest.mark.parametrize(
    ("stage", "since", "doing", "said"),
    [
        ("precontemplation", date(2026, 9, 1), False, ["listen"]),
        ("precontemplation", date(2026, 9, 1), True, ["listen", "think"]),
        ("contemplation", date(2026, 9, 1), True, ["think"]),
        ("contemplation", date(2026, 3, 15), False, []),
        ("contemplation", date(2026, 3, 14), False, ["long"]),
        ("preparation", date(2026, 1, 1), True, ["plan"]),
        ("action", date(2026, 1, 1), True, []),
        ("maintenance", date(2025, 1, 1), True, []),
    ],
)
def test_what_is_said_of_a_stage(stage: str, since: date, doing: bool, said: list[str]) -> None:
    assert hints(Standing(stage, since, doing), today=TODAY) == said
