"""bin/handrail import: the answer alone, and an exit code one can build on."""

import json
import os
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
from handrail.trajectory.trajectory import Trajectory
from tests.cast import NextDoor
from tests.clock import Clock

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
        f"{file}: line 2, e-mail “nobody”: This does not look like an e-mail address.",
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
                "file": str(file), "line": 2, "column": "e-mail", "value": "nobody",
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
