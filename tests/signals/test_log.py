"""A log of people is read as the same facts that the product judges, and each moment of it by itself."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handrail.cli import evaluate
from handrail.signals import log
from handrail.signals.facts import Due
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
    facts = log.read(files / "events.csv", files / "persons.csv")["1"]
    assert facts.active == (-3, 2, 12, 41)
    assert facts.wrote == (2,)
    assert facts.dues == (Due(10, done=12, weight=20), Due(40))
    assert facts.joined == -20


def test_each_moment_is_scored_and_says_why(files: Path) -> None:
    found = lines(run(files))
    assert list(found) == [("1", "13"), ("2", "13"), ("1", "41"), ("3", "41")]
    assert int(found["2", "13"]["score"]) > int(found["1", "13"]["score"])
    assert int(found["2", "13"]["silence"]) > int(found["1", "13"]["silence"])
    assert "100 % of what was due so far is open" in found["2", "13"]["reasons"]


def test_what_is_measured_can_be_printed(files: Path) -> None:
    found = lines(run(files, "--signals"))["1", "41"]
    assert list(found) == ["person_id", "t", *MEASURES]
    assert (found["silent"], found["open_share"], found["days_in"]) == ("0", "0.047619", "41")


def test_a_moment_depends_on_no_other_and_on_nothing_after_it(files: Path) -> None:
    whole = lines(run(files))
    (files / "one.csv").write_text("t,person_id\n13,1\n")
    known = [line for line in EVENTS.splitlines()[1:] if int(line.split(",")[1]) <= 13 or "assignment_due" in line]
    (files / "cut.csv").write_text("\n".join([EVENTS.splitlines()[0], *reversed(known)]) + "\n\n")
    cut = lines(run(files, events="cut.csv", at="one.csv"))
    assert cut == {("1", "13"): whole["1", "13"]}


def test_a_packed_log_is_the_same_log(files: Path) -> None:
    (files / "events.csv.gz").write_bytes(gzip.compress(EVENTS.encode()))
    assert run(files, events="events.csv.gz").stdout == run(files).stdout


@pytest.mark.parametrize("text", ["who,when\n1,2\n", "", "person_id,day,kind,item,value\n1,soon,active_day,,\n"])
def test_a_file_that_is_no_log_is_refused_in_one_line(files: Path, text: str) -> None:
    (files / "events.csv").write_text(text)
    result = run(files)
    assert result.exit_code == 3
    assert "events.csv" in result.stderr
    assert not result.stdout
