"""Workbooks: what a spreadsheet keeps, and whatever somebody calls one."""

import io
import random
import struct
import time
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as hour

import pytest

from handrail.trajectory.intake.archive import GAP
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.table import Table
from handrail.trajectory.intake.trouble import Reason, Refused, Trouble, Unreadable
from tests.trajectory.intake.files import SHEET, part_of, with_part, workbook

HEADER = ["Cliënt", "E-mail", "Actie", "Uiterlijk", "Sessie", "Tijd", "Duur"]
JONAS = "jonas@post.example"
ROW = ["Jonas", JONAS, "Buy", date(2026, 3, 5), datetime.fromisoformat("2026-03-02 14:30"), None, 45]
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


at = datetime.fromisoformat


def table(content: bytes) -> Table:
    return Table(io.BytesIO(content))


def read(content: bytes) -> list[object]:
    return list(table(content).lines())


def trouble(content: bytes) -> Trouble | str:
    with pytest.raises(Unreadable) as refused:
        read(content)
    return refused.value.why


def sheet(rows: bytes) -> bytes:
    return b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"


def test_days_and_hours_come_as_they_are_kept() -> None:
    apart = [
        "Jonas",
        JONAS,
        "Walk",
        at("2026-03-06 00:00"),
        date(2026, 3, 9),
        hour(9, 15),
        timedelta(hours=1),
    ]
    first, second = read(workbook({"Clients": [HEADER, ROW, apart]}))
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.due_on, first.starts, first.minutes) == (
        date(2026, 3, 5),
        at("2026-03-02 14:30"),
        45,
    )
    assert (second.due_on, second.starts, second.minutes) == (
        date(2026, 3, 6),
        at("2026-03-09 09:15"),
        60,
    )


def test_the_first_sheet_with_columns_is_read_and_the_others_are_named() -> None:
    read_me = table(
        workbook({"Read me": [["This is our list"]], "Clients": [HEADER, ROW], "Old": [HEADER, ROW], "Empty": []})
    )
    assert (read_me.sheet, read_me.other_sheets) == ("Clients", ["Read me", "Old"])
    assert len(list(read_me.lines())) == 1


def test_numbers_are_told_as_a_spreadsheet_shows_them_and_empty_rows_are_nothing() -> None:
    (line,) = read(workbook({"A": [["name", "email", "goal"], [], [None, None], [12345.0, JONAS, 1.5]]}))
    assert isinstance(line, Line)
    assert (line.number, line.name, line.goal) == (4, "12345", "1.5")


def test_a_formula_is_its_result_and_without_one_it_is_refused() -> None:
    never = workbook({"A": [["name", "email"], ["=A9", JONAS], ["Amina", "amina@post.example"]]})
    refused, amina = read(never)
    assert isinstance(refused, Refused)
    assert (refused.line, refused.column, refused.reason) == (2, "name", Reason.NO_RESULT)
    assert isinstance(amina, Line)
    saved = (
        part_of(never, SHEET)
        .replace(b"<f>A9</f><v />", b"<f>A9</f><v>Jonas</v>")
        .replace(b"<f>A9</f><v/>", b"<f>A9</f><v>Jonas</v>")
    )
    saved = saved.replace(b'<c r="A2">', b'<c r="A2" t="str">')
    first = read(with_part(never, SHEET, saved))[0]
    assert isinstance(first, Line)
    assert first.name == "Jonas"
    wrong = saved.replace(b'<c r="A2" t="str"><f>A9</f><v>Jonas</v>', b'<c r="A2" t="e"><f>A9</f><v>#REF!</v>')
    broken = read(with_part(never, SHEET, wrong))[0]
    assert isinstance(broken, Refused)
    assert (broken.value, broken.reason) == ("#REF!", Reason.WENT_WRONG)


def test_words_kept_apart_and_in_runs_are_whole() -> None:
    words = (
        b"<sst " + MAIN + b"><si><t>name</t></si><si><t>email</t></si><si><t>jonas@post.example</t></si>"
        b"<si><r><t>Jo</t></r><r><t>nas</t></r><rPh><t>yo</t></rPh></si></sst>"
    )
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d" t="s"><v>%d</v></c></row>' % (n, n, one, n, other)
        for n, (one, other) in enumerate([(0, 1), (3, 2)], 1)
    )
    content = workbook({"A": [HEADER]})
    types = part_of(content, "[Content_Types].xml").replace(b"</Types>", STRINGS + b"</Types>")
    content = with_part(with_part(content, "[Content_Types].xml", types), "xl/sharedStrings.xml", words)
    (line,) = read(with_part(content, SHEET, sheet(rows)))
    assert isinstance(line, Line)
    assert (line.name, line.email) == ("Jonas", JONAS)


STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet>&c;</worksheet>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
ONE_CELL = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * (GAP + 70_000) + b"</t></is></c></row>"


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        (SHEET, ENTITIES, Trouble.BROKEN),
        (SHEET, OUTSIDE, Trouble.BROKEN),
        ("xl/workbook.xml", ENTITIES, Trouble.BROKEN),
        ("xl/styles.xml", OUTSIDE, Trouble.BROKEN),
        ("[Content_Types].xml", b"<a>" * 100_000, Trouble.BROKEN),
        ("xl/workbook.xml", b"no xml at all", Trouble.BROKEN),
        ("xl/styles.xml", b"<a>" * 1_000_000, Trouble.TOO_LARGE),
        (SHEET, sheet(ONE_CELL), Trouble.TOO_LARGE),
        (SHEET, sheet(b"<row>" + b"<c/>" * 20_000 + b"</row>"), Trouble.TOO_LARGE),
        (SHEET, sheet(b"<!--" + b"<row/>" * 1_000 + b"-->"), Trouble.BROKEN),
        (SHEET, b"<a>" * 200_000, Trouble.BROKEN),
        (SHEET, sheet(b'<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>'), Trouble.BROKEN),
        (SHEET, sheet(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>'), Trouble.BROKEN),
    ],
)  # fmt: skip
def test_what_was_made_up_is_refused_in_a_sentence(part: str, content: bytes, why: Trouble) -> None:
    began = time.process_time()
    assert trouble(with_part(workbook({"A": [HEADER, ROW]}), part, content)) == why
    assert time.process_time() - began < 20


def test_a_row_that_says_it_is_the_billionth_costs_nothing() -> None:
    rows = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>email</t></is></c></row>'
        b'<row r="999999999"><c t="inlineStr"><is><t>jonas@post.example</t></is></c></row>'
    )
    (line,) = read(with_part(workbook({"A": [HEADER]}), SHEET, sheet(rows)))
    assert isinstance(line, Line)
    assert line.number == 999_999_999


def test_a_bomb_needs_no_memory() -> None:
    """A quarter of a gigabyte of one cell, a few hundred kilobytes as a file."""
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 250_000_000 + b"</t></is></c></row>"
    bomb = with_part(workbook({"A": [HEADER]}), SHEET, sheet(cell))
    del cell
    tracemalloc.start()
    assert trouble(bomb) == Trouble.TOO_LARGE
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def test_sizes_that_lie_are_not_believed() -> None:
    """A part that says it is small gives out no more than it says."""
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"x" * 5_000_000 + b"</t></is></c></row>"
    content = bytearray(with_part(workbook({"A": [HEADER]}), SHEET, sheet(cell)))
    real = struct.pack("<L", len(sheet(cell)))
    while (at := content.find(real)) >= 0:
        content[at : at + 4] = struct.pack("<L", 100)
    assert trouble(bytes(content)) == Trouble.BROKEN


@pytest.mark.parametrize("inside", ["content.xml", "word/document.xml", "xl/workbook.bin", "photo.jpg"])
def test_other_archives_are_no_workbook(inside: str) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(inside, "<a/>")
    assert trouble(kept.getvalue()) == Trouble.OTHER_PROGRAM


def test_an_archive_of_very_many_parts_is_not_opened() -> None:
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number:060}", "")
    assert trouble(many.getvalue()) == Trouble.TOO_LARGE


def test_a_workbook_that_breaks_off_late_is_refused_before_its_first_line() -> None:
    content = workbook({"A": [["name", "email"], *[["Jonas", JONAS]] * 2_000]})
    torn = part_of(content, SHEET).replace(b"</sheetData>", b"</broken>")
    broken = table(with_part(content, SHEET, torn))
    with pytest.raises(Unreadable):
        broken.reading()


def test_a_workbook_with_any_bytes_broken_gets_an_answer() -> None:
    content = workbook({"Clients": [HEADER, *[ROW] * 20], "Other": [["a", "b"]]})
    chance = random.Random(147)
    for _ in range(150):
        broken = bytearray(content[: chance.randrange(len(content))] if chance.random() < 0.3 else content)
        for _ in range(chance.randrange(1, 30)):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(Unreadable):
            read(bytes(broken))


def test_a_workbook_with_any_part_broken_gets_an_answer() -> None:
    content = workbook({"Clients": [HEADER, *[ROW] * 5]})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.namelist()
    chance = random.Random(147)
    for _ in range(150):
        name = chance.choice(parts)
        part = bytearray(part_of(content, name))
        for _ in range(chance.randrange(1, 8)):
            part[chance.randrange(len(part))] = chance.choice(b"<>&\"'/= x9\0\xff")
        with suppress(Unreadable):
            read(with_part(content, name, bytes(part)))
