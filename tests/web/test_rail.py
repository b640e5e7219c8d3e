"""The rail's geometry: pure, so it is tested over any dates at all."""

import re
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handrail.web.rail import LABEL, Landing, Mark, Rail, Stop, progress, rail

START = date(2026, 4, 29)
END = date(2026, 7, 29)


def landing(number: int, on: date, state: str = "ahead") -> Landing:
    return Landing(on=on, state=state, label=f"Session {number}", href=f"/{number}", number=number, is_review=False)


def fortnightly(today: date) -> Rail:
    days = [START + timedelta(weeks=2 * step) for step in range(7)]
    return rail(
        [landing(i, on, "held" if on < today else "ahead") for i, on in enumerate(days, 1)],
        start=START,
        end=END,
        today=today,
        marks=[Mark(START + timedelta(days=9), "action"), Mark(END, "action")],
    )


days = st.integers(-40, 200).map(lambda n: START + timedelta(days=n))


@given(on=st.lists(days, max_size=30), today=days, length=st.integers(0, 160))
def test_whatever_the_dates_the_line_runs_one_way_and_now_parts_past_from_ahead(
    on: list[date], today: date, length: int
) -> None:
    drawn = rail(
        [landing(i, each) for i, each in enumerate(on, 1)],
        start=START,
        end=START + timedelta(days=length),
        today=today,
    )
    across = [stop.x for stop in drawn.stops]
    assert across == sorted(across)
    assert [stop.y for stop in drawn.stops] == sorted((stop.y for stop in drawn.stops), reverse=True)
    assert all(0 <= number <= 100 for stop in drawn.stops for number in (stop.x, stop.y))
    assert 0 <= drawn.now_x <= 100
    assert 0 <= drawn.now_y <= 100
    assert all(stop.x <= drawn.now_x for stop in drawn.past)
    assert all(stop.x >= drawn.now_x for stop in drawn.ahead)


@given(on=st.lists(days, max_size=40))
def test_no_two_labels_of_a_row_touch(on: list[date]) -> None:
    drawn = rail([landing(i, each) for i, each in enumerate(on, 1)], start=START, end=END, today=START)
    for row in (0, 1):
        edges = [_left(stop) for stop in drawn.stops if stop.row == row]
        assert all(b - a >= LABEL - 1e-6 for a, b in pairwise(edges))


def _left(stop: Stop) -> float:
    return stop.x - {"start": 0, "middle": LABEL / 2, "end": LABEL}[stop.anchor]


@given(today=days)
def test_both_halves_of_the_line_meet_at_now(today: date) -> None:
    drawn = fortnightly(today)
    if drawn.past_path and drawn.ahead_path:
        end_of_past = re.findall(r"[\d.e+-]+", drawn.past_path)[-2:]
        start_of_ahead = re.findall(r"[\d.e+-]+", drawn.ahead_path)[:2]
        assert end_of_past == start_of_ahead


def test_a_fortnightly_trajectory_has_room_for_every_label_in_one_row() -> None:
    assert [stop.row for stop in fortnightly(START + timedelta(days=45)).stops] == [0] * 7


def test_a_session_today_is_ahead_until_it_is_held() -> None:
    today = START + timedelta(days=14)
    before = rail([landing(1, today, "scheduled")], start=START, end=END, today=today)
    after = rail([landing(1, today, "held")], start=START, end=END, today=today)
    assert (len(before.ahead), len(after.past)) == (1, 1)


def test_only_what_happened_hangs_on_the_line() -> None:
    assert len(fortnightly(START + timedelta(days=45)).hanging) == 1


def test_the_line_is_level_at_a_landing_and_halfway_up_between_two() -> None:
    drawn = rail([landing(1, START + timedelta(days=46))], start=START, end=START + timedelta(days=92), today=START)
    assert drawn.ahead_path == "M0 100C16.667 100 33.333 50 50 50C66.667 50 83.333 0 100 0"


def test_progress_stays_on_the_rail_and_its_last_milestone_is_the_end() -> None:
    made = progress(6, of=10, milestones=[("Name two", True), ("Hand over", False)])
    assert (made.x, [step.x for step in made.steps]) == (60, [50, 100])
    assert (progress(14).x, progress(-1).x) == (100, 0)
