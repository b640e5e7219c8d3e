"""Reading a file that somebody brings: whatever it is, a clear answer."""

import io
import tracemalloc
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.trajectory.intake.claims import Status
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.separated import LONGEST
from handrail.trajectory.intake.table import Nobody, Table
from handrail.trajectory.intake.trouble import Reason, Refused, Trouble, Unreadable

HEADER = "name,e-mail,goal,action,due,status\n"


def read(content: str | bytes) -> list[Line | Refused | Nobody]:
    return list(Table(io.BytesIO(content if isinstance(content, bytes) else content.encode())).lines())


def reasons(content: str | bytes) -> list[tuple[int, str, str]]:
    return [(r.line, str(r.column or ""), r.reason.value) for r in read(content) if isinstance(r, Refused)]


def test_a_line_says_who_what_for_and_by_when() -> None:
    assert read(HEADER + "Jonas Lind,jonas@post.example,Sleep,Buy curtains,2026-03-05,Done\n") == [
        Line(2, "Jonas Lind", "jonas@post.example", "Sleep", "Buy curtains", date(2026, 3, 5), Status.DONE)
    ]


@pytest.mark.parametrize(
    "header",
    [
        "EMAIL , Name",  # any order, any case
        "e-mail,name",
        "E mail;Name",  # what spreadsheets write where the comma is in numbers
        "\ufeffemail,name",  # with the mark that Excel puts first
        "\n\nemail,name",
    ],
)
def test_columns_are_found_by_their_names(header: str) -> None:
    separator = ";" if ";" in header else ","
    (line,) = read(f"{header}\njonas@post.example{separator}Jonas\n")
    assert isinstance(line, Line)
    assert (line.name, line.email) == ("Jonas", "jonas@post.example")


def test_other_columns_are_named_and_left_out() -> None:
    table = Table(io.BytesIO(b"name,phone,email,acton,\nJonas,06,jonas@post.example,Buy,\n"))
    assert table.left_out == ["phone", "acton"]
    assert [type(line) for line in table.lines()] == [Line]


def test_a_quoted_cell_may_have_commas_and_lines() -> None:
    first, second = read(HEADER + '"Lind, Jonas",j@post.example,"Sleep\r\nwell",,,\nAmina,a@post.example,,,,\n')
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.name, first.goal, first.number) == ("Lind, Jonas", "Sleep\nwell", 2)
    assert second.number == 4


def test_every_line_that_is_amiss_is_named_and_the_others_are_read() -> None:
    content = HEADER + (
        "Jonas,j@post.example,,Buy,tomorrow,\n"  # 2
        "Jonas,j@post.example,,Buy,20260305,\n"
        "Jonas,j@post.example,,Buy,2026-02-30,\n"
        "Jonas,j@post.example,,Buy,,\n"  # 5
        "Jonas,j@post.example,,,2026-03-05,\n"
        "Jonas,,,,,\n"
        "Jonas,j@post.example,,Buy,2026-03-05,soon\n"
        "Jonas,j@post.example,a,b,2026-03-05,open,more\n"
        '"Jonas,j@post.example,,,,\n'  # 10
        "Jonas,j@post.example,nul\0,,,\n"
        "Jonas,j@post.example,,,,\n"
    )
    assert reasons(content) == [
        (2, "due", "not_a_day"),
        (3, "due", "not_a_day"),
        (4, "due", "not_a_day"),
        (5, "due", "missing"),
        (6, "action", "missing"),
        (7, "email", "missing"),
        (8, "status", "not_a_status"),
        (9, "", "too_many_cells"),
        (10, "", "not_a_line"),
        (11, "goal", "not_text"),
    ]
    last = read(content)[-1]
    assert isinstance(last, Line)
    assert last.number == 12


def test_letters_that_are_not_utf8_break_their_own_line_only() -> None:
    content = HEADER.encode() + b"Jos\xe9,j@post.example,,,,\nJos\xc3\xa9,j@post.example,,,,\n"
    assert reasons(content) == [(2, "name", "not_letters")]
    assert isinstance(read(content)[1], Line)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", Trouble.EMPTY),
        (b"\xef\xbb\xbf", Trouble.EMPTY),
        (b"\x89PNG\r\n\x1a\n\0\0\xff", Trouble.OTHER_PROGRAM),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Trouble.OTHER_PROGRAM),
        (b"<html><table><tr><td>name</td></tr></table>", Trouble.OTHER_PROGRAM),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, Trouble.OLD_OR_LOCKED),
        (b"PK\x03\x04 and then nothing", Trouble.BROKEN),
        (b"{}", Trouble.OTHER_PROGRAM),
        (b"name,goal\n", Trouble.NO_COLUMNS),
        (b"name,email,E-mail\n", Trouble.COLUMN_TWICE),
        (b'name,"email\n', Trouble.NOT_A_TABLE),
        (b"x" * (LONGEST + 1), Trouble.NOT_A_TABLE),
        (b"\n\n  \n", Trouble.EMPTY),
    ],
)
def test_what_is_no_such_file_is_told_in_a_sentence(content: bytes, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert refused.value.why == trouble
    assert str(refused.value)


def test_a_megabyte_in_one_cell_and_twenty_thousand_lines_need_little_memory() -> None:
    huge = f"Jonas,j@post.example,{'x' * 1_000_000},,,\n"
    file = io.BytesIO((HEADER + huge + "Amina,,,,,\n" * 20_000).encode())
    tracemalloc.start()
    counted = [(r.line, r.reason) for r in Table(file).lines() if isinstance(r, Refused) and r.line in (2, 20_002)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counted == [(2, Reason.LINE_TOO_LONG), (20_002, Reason.MISSING)]
    assert peak < 3_000_000


def test_a_refusal_is_one_line_and_safe_to_print() -> None:
    (refused,) = read(HEADER + 'Jonas,j@post.example,,Buy,"\x1b[31m\nred",\n')
    assert str(refused) == "line 2, due “\\x1b[31m\\nred”: This is not a day. Write it like 2026-03-05."


@settings(max_examples=60, deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_at_all_get_an_answer(content: bytes) -> None:
    with suppress(Unreadable):
        read(content)


@settings(max_examples=60, deadline=None)
@given(st.binary() | st.text(alphabet='",;\r\n\0ab é2026-05').map(str.encode))
def test_any_bytes_under_a_header_are_lines_or_named(content: bytes) -> None:
    lines = read(HEADER.encode() + content)
    numbers = [line.line if isinstance(line, Refused) else line.number for line in lines]
    assert numbers == sorted(set(numbers))
    assert all("\n" not in str(line) for line in lines if isinstance(line, Refused))


def test_a_column_that_is_not_known_is_told_from_a_cell_that_is_empty() -> None:
    unknown = "name,e-mail,action,until whenever\nJonas,jonas@post.example,Buy curtains,2026-03-05\n"
    assert reasons(unknown) == [(2, "due", "no_column")]
    assert reasons(HEADER + "Jonas,jonas@post.example,,Buy curtains,,\n") == [(2, "due", "missing")]
