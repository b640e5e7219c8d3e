"""bin/handrail import: the answer alone, and an exit code one can build on."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.cli import import_
from handrail.lib.clock import now
from handrail.practice.joining import found_practice
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.action import Action
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock
from tests.trajectory.intake.files import GOOGLE_BEFORE, SHEET, with_part, workbook

HEADER = "name,email,goal,action,due,status\n"
JONAS = "Jonas Lind,jonas@post.example,Sleep,Buy curtains,2026-03-05,\n"


def run(*asked: Path | str) -> Result:
    return CliRunner().invoke(import_.command, [str(each) for each in asked])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + JONAS, encoding="utf-8")
    return path


def test_every_line_in_is_nought(mara: Person, file: Path) -> None:
    first, second = run(file), run(file)
    assert (first.exit_code, first.stdout) == (0, "1 created, 0 updated, 0 unchanged, 0 ignored, 0 refused\n")
    assert (second.exit_code, second.stdout) == (0, "0 created, 0 updated, 1 unchanged, 0 ignored, 0 refused\n")


def test_a_refused_line_is_one_and_names_it(mara: Person, file: Path) -> None:
    file.write_text(HEADER + "Nobody,nobody,,,,\n" + JONAS, encoding="utf-8")
    result = run(file)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{file}: line 2, email “nobody”: This does not look like an e-mail address.",
        "1 created, 0 updated, 0 unchanged, 0 ignored, 1 refused",
    ]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"name,goal\n", b"x" * 1_000_000])
def test_a_file_that_cannot_be_read_is_two_and_one_line(mara: Person, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    result = run(file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_or_nothing_is_two_and_one_line(mara: Person, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.csv"):
        result = run(path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert str(path)[:20] in result.stderr


def test_a_column_that_is_not_ours_is_told_beside_the_answer(mara: Person, file: Path) -> None:
    file.write_text("name,email,phone\nJonas,jonas@post.example,06\n", encoding="utf-8")
    result = run(file)
    assert "“phone”" in result.stderr
    assert "phone" not in result.stdout


def test_it_becomes_the_record_of_the_coach_who_is_named(mara: Person, tomas: Person, file: Path) -> None:
    assert run(file, "--as", " Tomas@Quay.example").exit_code == 0
    assert Trajectory.objects.get().coach == tomas


def test_somebody_who_does_not_coach_is_told_what_to_do(mara: Person, ines: Person, file: Path) -> None:
    for email in (ines.email, "stranger@post.example", "\x1b[0m"):
        result = run(file, "--as", email)
        assert (result.exit_code, result.stdout) == (3, "")
        assert "does not coach here" in result.stderr


def test_where_there_are_several_practices_one_is_named(mara: Person, next_door: NextDoor, file: Path) -> None:
    unsaid = run(file)
    assert (unsaid.exit_code, unsaid.stdout) == (3, "")
    assert "--practice" in unsaid.stderr
    assert run(file, "--practice", "next DOOR").exit_code == 0
    assert run(file, "--as", mara.email).stdout.startswith("1 created")
    assert run(file, "--practice", "Elsewhere").exit_code == 3


def test_the_demo_beside_a_real_practice_is_not_asked_about(mara: Person, clock: Clock, file: Path) -> None:
    found_practice(at=now(), name="Demo", person_name="Lev", email="lev@post.example", zone="UTC", is_demo=True)
    assert run(file).exit_code == 0
    assert Trajectory.objects.get().practice == mara.practice


def test_with_nobody_here_it_says_how_to_begin(db: None, file: Path) -> None:
    assert not Practice.objects.exists()
    result = run(file)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "bin/run --empty" in result.stderr


def answer(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_json_tells_every_refusal_and_nothing_else(mara: Person, file: Path) -> None:
    file.write_text(HEADER + "Nobody,nobody,,,,\n" + JONAS, encoding="utf-8")
    result = run(file, "--json")
    assert result.exit_code == 1
    assert answer(result) == {
        "rows": 2, "created": 1, "updated": 0, "unchanged": 0, "ignored": 0, "refused": 1,
        "unreadable": 0, "written": True,
        "refusals": [
            {
                "file": str(file), "line": 2, "column": "email", "value": "nobody",
                "reason": "This does not look like an e-mail address.",
            }
        ],
    }  # fmt: skip


def test_of_several_files_the_worst_decides_and_the_others_go_in(mara: Person, file: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "missing.csv", file, "--json")
    told = answer(result)
    assert (result.exit_code, told["created"], told["unreadable"]) == (2, 1, 1)
    (refusal,) = told["refusals"]
    assert (refusal["file"], refusal["line"]) == (str(tmp_path / "missing.csv"), None)


def test_json_is_there_when_nobody_coaches_yet(db: None, file: Path) -> None:
    result = run(file, "--json")
    assert (result.exit_code, answer(result)["rows"]) == (3, 0)


def test_a_rehearsal_says_what_would_be_and_writes_nothing(mara: Person, file: Path) -> None:
    told = answer(run(file, "--dry-run", "--json"))
    assert (told["created"], told["written"]) == (1, False)
    assert not Trajectory.objects.exists()
    assert run(file).stdout.startswith("1 created")


def test_strictly_one_refusal_in_any_file_keeps_all_of_them_outside(mara: Person, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(HEADER + "Nobody,nobody,,,,\n", encoding="utf-8")
    for broken in (other, tmp_path):
        result = run(file, broken, "--strict", "--json")
        told = answer(result)
        assert result.exit_code == (1 if broken == other else 2)
        assert (told["created"], told["ignored"], told["written"]) == (0, 1, False)
        assert not Trajectory.objects.exists()
    assert answer(run(file, "--strict", "--json"))["created"] == 1


def test_a_pipe_or_a_device_is_not_waited_for(mara: Person, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        result = run(path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "This is no file" in result.stderr


def test_a_practice_s_own_workbook_comes_in_with_its_own_columns(mara: Person, tmp_path: Path) -> None:
    file = tmp_path / "clients.xlsx"
    file.write_bytes(
        workbook({
            "Uitleg": [["Onze cliënten"]],
            "Cliënten": [
                ["Wie", "E-mailadres", "Actie", "Uiterlijk", "Telefoon"],
                ["Zoë", "zoe@post.example", "Bellen", date(2026, 3, 5), "06"],
            ],
        })
    )  # fmt: skip
    result = run(file, "--map", "WIE=name", "--json")
    assert (result.exit_code, answer(result)["created"]) == (0, 1)
    assert Person.objects.get(email="zoe@post.example").name == "Zoë"
    assert "Wie → name, E-mailadres → e-mail, Actie → action, Uiterlijk → due" in result.stderr
    assert "left out: “Telefoon”" in result.stderr
    assert "only the sheet “Cliënten” is read; left out: “Uitleg”" in result.stderr


def test_what_cannot_be_told_names_the_option_that_settles_it(mara: Person, file: Path) -> None:
    file.write_text("name,email,action,due\nJonas,jonas@post.example,Buy,05/03/2026\n", encoding="utf-8")
    unsettled = run(file, "--json")
    assert (unsettled.exit_code, answer(unsettled)["unreadable"]) == (2, 1)
    assert "--date-order" in answer(unsettled)["refusals"][0]["reason"]
    assert not Trajectory.objects.exists()
    assert run(file, "--date-order", "mdy").exit_code == 0
    assert Action.objects.get().due_on == date(2026, 5, 3)
    for told, word in ((("--map", "Phone=name"), "no column"), (("--map", "name=nobody"), "none of our columns")):
        result = run(file, *told)
        assert (result.exit_code, result.stdout) == (2, "")
        assert word in result.stderr
    assert run(file, "--map", "name").exit_code == 2
    assert run(file, "--encoding", "klingon").exit_code == 2


def test_letters_that_were_guessed_are_told(mara: Person, file: Path) -> None:
    file.write_bytes("name,email\nJosé,jose@post.example\n".encode("cp1252"))
    result = run(file)
    assert "cp1252" in result.stderr
    assert Person.objects.get(email="jose@post.example").name == "José"
    file.write_bytes("name,email\nJiøí,jiri@post.example\n".encode("cp1252"))
    assert run(file, "--encoding", "windows-1250").exit_code == 0
    assert Person.objects.get(email="jiri@post.example").name == "Jiří"


def test_contacts_come_in_and_who_has_no_address_is_counted(mara: Person, file: Path) -> None:
    file.write_text(GOOGLE_BEFORE, encoding="utf-8")
    told = answer(run(file, "--json"))
    assert (told["rows"], told["created"], told["ignored"], told["refused"]) == (2, 1, 1, 0)


HOSTILE = {
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000),
    "paper.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "page.xls": b"<html><body><table><tr><td>name</td></tr></table></body></html>",
    "broken.xlsx": workbook({"A": [["name", "email"]]})[:900],
    "bomb.xlsx": with_part(workbook({"A": [["name"]]}), SHEET, b"<worksheet>" + b" " * 50_000_000),
    "entities.xlsx": with_part(workbook({"A": [["name"]]}), SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    "columns.csv": b"email" + b",x" * 1_000_000 + b"\n",
    "cell.csv": b"name," + b"x" * 1_000_000,
    "nothing.csv": b"",
    "nul.csv": bytes(100_000),
    "deep.json": b"[" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_it_is_it_ends_with_a_sentence(mara: Person, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    result = run(tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    (sentence,) = [line for line in result.stderr.splitlines() if line.startswith("handrail: ")]
    assert name in sentence
    assert ". " in f"{sentence} "
    assert len(sentence) < 500


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary() | st.binary().map(lambda tail: HEADER.encode() + tail))
def test_any_bytes_at_all_are_answered(mara: Person, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    result = run(file)
    assert result.exit_code in (0, 1, 2), result.exception
    assert result.exit_code != 2 or not result.stdout


def test_the_example_in_the_documentation_goes_in_whole(mara: Person) -> None:
    example = Path(__file__).resolve().parent.parent.parent / "docs" / "example-people.csv"
    assert run(example).stdout == "6 created, 0 updated, 0 unchanged, 0 ignored, 0 refused\n"
