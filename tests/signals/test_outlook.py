"""One figure, from a table of points that only falls with activity, said as a frequency with its strongest reasons."""

from bisect import bisect_left
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.signals import outlook_told
from handrail.signals.facts import Due, Facts, Meeting
from handrail.signals.measures import MEASURES
from handrail.signals.outlook import Outlook, measure, outlook, score
from handrail.signals.points import BANDS, SILENCE, STALL, Table

TABLES = {"stall": STALL, "silence": SILENCE}
DAILY = Facts(today=60, active=tuple(range(60)), dues=tuple(Due(day, done=day - 1) for day in range(7, 60, 7)))


def total(facts: Facts, table: Table = STALL) -> int:
    return score(table, measure(facts, MEASURES))


def test_somebody_who_is_there_and_does_what_was_agreed_is_unlikely_to_stall() -> None:
    found = outlook(DAILY)
    assert found is not None
    assert found.one_in >= 20
    assert found.chance < 0.05


def test_somebody_who_left_things_open_and_has_gone_quiet_is_likely_to() -> None:
    found = outlook(Facts(today=60, active=(1, 9, 40), dues=(Due(20), Due(50), Due(70))))
    assert found is not None
    assert found.one_in <= 3
    assert [outlook_told.reason(reason) for reason in found.reasons] == [
        "active on 0 of the last 7 days",
        "100 % of what was due so far is open",
    ]
    assert outlook_told.chance(found) == f"About 1 in {found.one_in} with this picture stalled within four weeks"


def test_a_session_now_and_then_and_nothing_between_is_too_little_to_go_on() -> None:
    assert outlook(Facts(today=60, active=(1,), meetings=(Meeting(50, kept=True),))) is None
    assert outlook(replace(DAILY, joined=None)) is None


@pytest.mark.parametrize("name", TABLES)
def test_points_only_go_the_way_their_measure_may(name: str) -> None:
    assert len(TABLES[name].rows) <= 12
    for row in TABLES[name].rows:
        assert len(row.points) == len(row.cuts) + 1
        assert min(row.points) == 0
        steps = [later - before for before, later in zip(row.points, row.points[1:], strict=False)]
        direction = MEASURES[row.signal].direction
        assert not direction or all(step * direction >= 0 for step in steps), row


def test_the_higher_the_points_the_likelier_a_stall() -> None:
    shares = [band.share for band in BANDS]
    assert shares == sorted(shares)
    assert [band.since for band in BANDS] == sorted({band.since for band in BANDS})


days = st.integers(0, 120)
lives = st.builds(
    Facts,
    today=st.integers(0, 120),
    active=st.sets(days).map(lambda seen: tuple(sorted(seen))),
    wrote=st.sets(days).map(lambda seen: tuple(sorted(seen))),
    dues=st.lists(st.builds(Due, days, st.none() | days, st.none() | days)).map(
        lambda dues: tuple(sorted(dues, key=lambda due: due.day))
    ),
    joined=st.integers(0, 40),
)


@given(lives, days, st.sampled_from(list(TABLES.values())))
def test_another_day_with_a_sign_of_life_never_adds_a_point(life: Facts, day: int, table: Table) -> None:
    more = tuple(sorted({*life.active, day}))
    assert total(replace(life, active=more), table) <= total(life, table)


@given(lives, st.integers(0, 30), days, st.sampled_from(list(TABLES.values())))
def test_doing_one_more_thing_never_adds_a_point(life: Facts, which: int, day: int, table: Table) -> None:
    dues = tuple(
        replace(due, done=day) if place == which and due.done is None else due for place, due in enumerate(life.dues)
    )
    assert total(replace(life, dues=dues), table) <= total(life, table)


@given(lives, st.sampled_from(list(TABLES.values())))
def test_what_comes_after_a_day_is_not_known_on_it(life: Facts, table: Table) -> None:
    """But for the schedule, which is known beforehand."""
    until = life.today
    cut = replace(
        life,
        active=life.active[: bisect_left(life.active, until + 1)],
        wrote=life.wrote[: bisect_left(life.wrote, until + 1)],
        dues=tuple(Due(due.day, _known(due.done, until), _known(due.left, until), due.weight) for due in life.dues),
    )
    assert total(cut, table) == total(life, table)


def _known(day: int | None, until: int) -> int | None:
    return day if day is not None and day <= until else None


def test_a_chance_is_said_in_numbers_one_can_see_before_one() -> None:
    assert [Outlook(0, chance, ()).one_in for chance in (0.64, 0.45, 0.31, 0.16, 0.017)] == [2, 2, 3, 6, 50]
