"""A log of people is read as the same facts that the product judges, and each moment of it by itself."""

import csv
import gzip
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from pytest_django.fixtures import Settings

from handrail.cli import evaluate
from handrail.signals import log
from handrail.signals.facts import Due, Meeting, Opened
from handrail.signals.limits import Limits
from handrail.signals.measures import MEASURES

EVENTS = """\
person_id,day,kind,item,value
1,-20,registered,,
1,-3,active_day,,12
1,2,active_day,,5
1,2,discuss_day,,3
1,10,assignment_due,a,20
1,12,assignment_submitted,a,2
1,40,assignment_due,b,
1,41,active_day,,1
2,0,registered,,
2,1,active_day,,9
2,10,assignment_due,a,20
"""
PERSONS = "person_id,course,registered_day\n1,X,-20\n2,X,\n"
MOMENTS = "person_id,t,y1\n1,13,0\n2,13,1\n1,41,0\n3,41,0\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, text in {"events": EVENTS, "persons": PERSONS, "at": MOMENTS}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def run(files: Path, *options: str, events: str = "events.csv", at: str = "at.csv") -> Result:
    command = [str(files / events), str(files / "persons.csv"), "--at", str(files / at), *options]
    return CliRunner().invoke(evaluate.command, command)


def lines(result: Result) -> dict[tuple[str, str], dict[str, str]]:
    assert result.exit_code == 0, result.output
    return {(row["person_id"], row["t"]): row for row in csv.DictReader(io.StringIO(result.stdout))}


def test_a_life_is_read_with_what_was_due_done_and_written(files: Path) -> None:
    facts = log.read(files / "events.csv", files / "persons.csv").as_of("1", 40)
    assert facts.active == (-3, 2, 12, 41)
    assert facts.wrote == (2,)
    assert facts.dues == (Due(10, done=12, weight=20), Due(40))
    assert facts.opened == (Opened(40),)
    # Who signed up before it began, began when it did.
    assert facts.joined == 0


def weekly(person: str, *, kept: int, of: int = 8) -> str:
    """A row of weekly appointments, of which the first so many were kept."""
    due = "".join(f"{person},{7 * week},assignment_due,W{week},1\n" for week in range(of))
    return due + "".join(f"{person},{7 * week + 2},assignment_submitted,W{week},2\n" for week in range(kept))


def test_what_is_due_each_week_is_a_row_of_sessions(files: Path) -> None:
    (files / "events.csv").write_text(EVENTS + weekly("4", kept=3))
    facts = log.read(files / "events.csv", files / "persons.csv").as_of("4", 22)
    assert facts.cadence == 7
    assert not facts.dues
    kept = tuple(Meeting(7 * week + 2, kept=True) for week in range(3))
    assert facts.meetings == (*kept, Meeting(21, fell_out=True), *(Meeting(7 * week) for week in range(4, 8)))


def test_the_reasons_begin_with_what_the_catalogue_says(files: Path) -> None:
    (files / "events.csv").write_text(EVENTS + weekly("4", kept=3))
    (files / "at.csv").write_text("person_id,t\n4,34\n1,13\n")
    told = [row["reasons"] for row in lines(run(files)).values()]
    assert told[0].startswith(
        "silence: Nothing from either of you for 18 days; attendance: The last 2 sessions did not take place; "
        "too little to go on; 40 % of what was due so far is open"
    )
    assert told[1].startswith("too little to go on; ")


def test_what_is_raised_can_be_counted(files: Path) -> None:
    (files / "events.csv").write_text(EVENTS + weekly("4", kept=3))
    (files / "at.csv").write_text("person_id,t\n4,34\n")
    row = lines(run(files, "--signals"))["4", "34"]
    assert [kind for kind in log.FED if row[kind] == "1"] == ["silence", "attendance"]


def test_the_limits_of_the_practice_hold_for_a_log(files: Path, settings: Settings) -> None:
    assert lines(run(files))["2", "13"]["reasons"].startswith("too little to go on; active on 0")
    settings.HANDRAIL_SIGNALS = Limits.said("open_most=1 known_days=10 known_things=1")
    assert lines(run(files))["2", "13"]["reasons"].startswith("piling_up: 1 action is open; active on 0")


def test_each_moment_is_scored_and_says_why(files: Path) -> None:
    found = lines(run(files))
    assert list(found) == [("1", "13"), ("2", "13"), ("1", "41"), ("3", "41")]
    assert int(found["2", "13"]["score"]) > int(found["1", "13"]["score"])
    assert int(found["2", "13"]["silence"]) > int(found["1", "13"]["silence"])
    assert "100 % of what was due so far is open" in found["2", "13"]["reasons"]


def test_what_is_measured_can_be_printed(files: Path) -> None:
    found = lines(run(files, "--signals"))["1", "41"]
    assert list(found) == ["person_id", "t", *MEASURES, *log.FED]
    assert (found["silent"], found["open_share"], found["days_in"]) == ("0", "0.047619", "41")


def test_a_moment_depends_on_no_other_and_on_nothing_after_it(files: Path) -> None:
    whole = lines(run(files))
    (files / "one.csv").write_text("t,person_id\n13,1\n")
    known = [line for line in EVENTS.splitlines()[1:] if int(line.split(",")[1]) <= 13 or "assignment_due" in line]
    (files / "cut.csv").write_text("\n".join([EVENTS.splitlines()[0], *reversed(known)]) + "\n\n")
    cut = lines(run(files, events="cut.csv", at="one.csv"))
    assert cut == {("1", "13"): whole["1", "13"]}


ODD = {
    "turned round": lambda text: "\n".join([text.splitlines()[0], *reversed(text.splitlines()[1:])]),
    "from Windows": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "told twice": lambda text: text + text.partition("\n")[2],
    "with empty lines and more columns": lambda text: text.replace("\n", ",\n\n").replace(",\n", ",more\n", 1),
    "with days as numbers": lambda text: re.sub(r",(-?\d+),(?=[a-z])", r",\1.0,", text),
    "with quotes": lambda text: re.sub(r"([a-z_]+)", r'"\1"', text),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_however_it_is_written_it_is_the_same_log(files: Path, odd: Callable[[str], str]) -> None:
    whole = run(files).stdout
    (files / "events.csv").write_text(odd(EVENTS), newline="")
    assert run(files).stdout == whole


def test_a_packed_log_is_the_same_log_whatever_it_is_called(files: Path) -> None:
    (files / "packed.csv").write_bytes(gzip.compress(EVENTS.encode()))
    assert run(files, events="packed.csv").stdout == run(files).stdout


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_log_may_come_out_of_a_pipe(files: Path, pack: Callable[[bytes], bytes]) -> None:
    whole = run(files).stdout
    os.mkfifo(files / "pipe")
    writer = Thread(target=(files / "pipe").write_bytes, args=[pack(EVENTS.encode())])
    writer.start()
    assert run(files, events="pipe").stdout == whole
    writer.join()


def test_kinds_that_are_not_known_are_left_out_and_said(files: Path) -> None:
    whole = run(files).stdout
    (files / "events.csv").write_text(EVENTS + "1,3,quiz_taken,q,7\n1,4,quiz_taken,q,7\n")
    result = run(files)
    assert result.stdout == whole
    assert "2 rows of kind “quiz_taken”" in result.stderr


def test_people_and_days_without_events_have_their_line(files: Path) -> None:
    (files / "at.csv").write_text("person_id,t\nnobody,5\n1,-30\n1,9999\n2,13.7\n,3\n1,13\n1,13\n")
    result = run(files)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 8
    (files / "events.csv").write_text(EVENTS.splitlines()[0] + "\n")
    assert len(run(files).stdout.splitlines()) == 8
    (files / "at.csv").write_text("person_id,t\n")
    assert run(files).stdout == "person_id,t,score,silence,reasons\n"


def test_a_day_with_a_fraction_is_not_known_before_it_was(files: Path) -> None:
    (files / "events.csv").write_text(EVENTS + "1,13.5,active_day,,3\n")
    whole = log.read(files / "events.csv", files / "persons.csv")
    assert whole.as_of("1", 13).last_active == 12
    assert whole.as_of("1", 14).last_active == 14


HEAD = "person_id,day,kind,item,value\n"
REFUSED = {
    "other columns": "who,when\n1,2\n",
    "empty": "",
    "parted by semicolons": HEAD.replace(",", ";"),
    "no day": HEAD + "1,soon,active_day,,\n",
    "a date": HEAD + "1,2014-02-03T00:00+01:00,active_day,,\n",
    "an endless day": HEAD + "1,inf,active_day,,\n",
    "too few columns": HEAD + "1,2,active_day\n",
    "no weight": HEAD + "1,2,assignment_due,a,heavy\n",
    "less than no weight": HEAD + "1,2,assignment_due,a,-1\n",
    "more weight than can be added up": HEAD + "1,2,assignment_due,a,1e308\n",
    "due without a name": HEAD + "1,2,assignment_due,,1\n",
    "a quote that is never closed": HEAD + '1,2,active_day,"' + "x" * 200_000,
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_log_is_refused_in_one_line(files: Path, text: str) -> None:
    (files / "events.csv").write_text(text)
    result = run(files)
    assert result.exit_code == 3
    assert "events.csv, line " in result.stderr
    assert result.stderr.count("\n") == 1
    assert not result.stdout


@pytest.mark.parametrize("data", [b"\x1f\x8bno", gzip.compress(EVENTS.encode())[:-20], b"\xff\xfe1\x00"])
def test_bytes_that_are_no_text_are_refused_in_one_line(files: Path, data: bytes) -> None:
    (files / "events.csv").write_bytes(data)
    result = run(files)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)


def test_a_moment_without_a_day_stops_before_anything_is_printed(files: Path) -> None:
    (files / "at.csv").write_text(MOMENTS + "1,,0\n")
    result = run(files)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "at.csv, line 6: “” where a day should be" in result.stderr
