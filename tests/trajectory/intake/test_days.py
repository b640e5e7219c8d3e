"""Days as people write them: told, derived from the whole column, or refused; never guessed."""

import io
from datetime import date

import pytest

from handrail.trajectory.intake.column import Column
from handrail.trajectory.intake.days import day
from handrail.trajectory.intake.header import Told
from handrail.trajectory.intake.line import Line, Reading, split
from handrail.trajectory.intake.table import Table
from handrail.trajectory.intake.trouble import Refused, Trouble, Unreadable


def due(*days: str, order: str = "") -> list[date | str | None]:
    """The days of one column; a refused one is its reason."""
    lines = "".join(f"Jonas;jonas@post.example;Buy;{each}\n" for each in days)
    table = Table(io.BytesIO(f"name;email;action;due\n{lines}".encode()), Told(date_order=order))
    return [line.due_on if isinstance(line, Line) else str(getattr(line, "reason", "")) for line in table.lines()]


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026/3/5", "2026.03.05", "5 March 2026", "March 5th, 2026", "5 mrt 2026", "do 5 maart 2026",
     "5. März 2026", "5 mars 2026", "5 de marzo de 2026", "Thursday, 5 March 2026", "05-MAR-2026"],
)  # fmt: skip
def test_some_days_say_it_all(text: str) -> None:
    assert due(text) == [date(2026, 3, 5)]


@pytest.mark.parametrize(
    "text", ["20260305", "around 5 March 2026", "5 March", "2026-02-30", "2026-13-01", "46086", "soon"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    assert due(text) == ["not_a_day"]


def test_one_day_beyond_the_twelfth_settles_all() -> None:
    assert due("05/03/2026", "13/02/2026") == [date(2026, 3, 5), date(2026, 2, 13)]
    assert due("05/03/2026", "02/13/2026") == [date(2026, 5, 3), date(2026, 2, 13)]
    assert due("5-3-26", "31-12-26", "30-11-50") == [date(2026, 3, 5), date(2026, 12, 31), date(2050, 11, 30)]


def test_what_cannot_be_told_is_refused_and_told_is_believed() -> None:
    with pytest.raises(Unreadable) as refused:
        due("05/03/2026", "2026-01-01")
    assert refused.value.why == Trouble.DAYS_UNTOLD
    assert "line 2: 05/03/2026" in str(refused.value)
    assert due("05/03/2026", order="dmy") == [date(2026, 3, 5)]
    assert due("05/03/2026", order="mdy") == [date(2026, 5, 3)]
    assert due("26/03/05", order="ymd") == [date(2026, 3, 5)]


def test_one_column_settles_another_of_the_same_file() -> None:
    content = "email,action,due,session,time\njonas@post.example,Buy,05/03/2026,13/02/2026,10:00\n"
    (line,) = Table(io.BytesIO(content.encode())).lines()
    assert isinstance(line, Line)
    assert line.due_on == date(2026, 3, 5)


def test_days_that_read_alike_need_no_order() -> None:
    assert due("05/05/2026", "07.07.2026") == [date(2026, 5, 5), date(2026, 7, 7)]


def test_days_that_contradict_each_other_are_refused_until_it_is_told() -> None:
    with pytest.raises(Unreadable) as refused:
        due("13/02/2026", "02/13/2026")
    assert refused.value.why == Trouble.DAYS_DIFFER
    assert due("13/02/2026", "02/13/2026", order="dmy") == [date(2026, 2, 13), "not_a_day"]


@pytest.mark.parametrize(
    ("written", "starts"),
    [
        ("2026-03-05 14:30", "2026-03-05 14:30"),
        ("2026-03-05T14:30:00", "2026-03-05 14:30"),
        ("5 March 2026, 2:30 pm", "2026-03-05 14:30"),
        ("2026-03-05 9h", "2026-03-05 09:00"),
        ("2026-03-05 14.30 uur", "2026-03-05 14:30"),
        ("2026-03-05 12:15 am", "2026-03-05 00:15"),
    ],
)
def test_an_hour_may_stand_behind_the_day(written: str, starts: str) -> None:
    read = Reading({}).line(2, {Column.EMAIL: "jonas@post.example", Column.SESSION: written})
    assert isinstance(read, Line), read
    assert read.starts
    assert read.starts.isoformat(" ", "minutes") == starts


def test_an_hour_with_its_distance_from_greenwich_is_that_instant() -> None:
    content = "email,session\njonas@post.example,2026-03-05T14:30:00+01:00\njonas@post.example,2026-03-05 14:30Z\n"
    first, second = (line for line in Table(io.BytesIO(content.encode())).lines())
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert first.starts
    assert second.starts
    assert (first.starts.utcoffset(), second.starts.utcoffset()) != (None, None)
    assert (second.starts - first.starts).total_seconds() == 3600


def test_a_day_without_an_hour_is_no_session() -> None:
    (line,) = Table(io.BytesIO(b"email,session\njonas@post.example,2026-03-05\n")).lines()
    assert isinstance(line, Refused)
    assert (line.column, line.reason) == ("time", "missing")


def test_day_and_hour_are_told_apart() -> None:
    assert split("5/3/2026 14:30") == ("5/3/2026", "14:30")
    assert split("5 March 2026") == ("5 March 2026", "")
    assert day("5/3/2026", "") is None
