"""bin/handrail import with a calendar: the same report, nothing asked, nothing written over."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.cli import import_
from handrail.ledger.verify import entry_count
from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.trajectory.calendars.writing import FILES, calendar, event

JONAS = "ATTENDEE:mailto:jonas@post.example"
TEN = ";TZID=Europe/Amsterdam:20260309T100000"


def run(*asked: Path | str) -> Result:
    return CliRunner().invoke(import_.command, [str(each) for each in asked])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "work.ics"
    path.write_bytes(calendar(event("one", TEN, JONAS, SUMMARY="Coaching")))
    return path


def test_a_calendar_comes_in_and_twice_is_once(mara: Person, walk: Trajectory) -> None:
    google = FILES / "google.ics"
    first, second = run(google), run(google)
    assert (first.exit_code, first.stdout) == (0, "10 created, 0 updated, 0 unchanged, 3 ignored, 0 refused\n")
    assert (second.exit_code, second.stdout) == (0, "0 created, 0 updated, 10 unchanged, 3 ignored, 0 refused\n")
    assert "1 left aside: All day, no hour." in first.stderr


def test_a_session_with_words_is_refused_and_named(mara: Person, walk: Trajectory, file: Path) -> None:
    run(file)
    Note.write(Session.objects.get(), by=mara, at=now(), visibility="shared", text="For then")
    file.write_bytes(calendar(event("one", ";TZID=Europe/Amsterdam:20260310T160000", JONAS, SUMMARY="Coaching")))
    result = run(file)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{file}: 2026-03-10 16:00 “Coaching”: There are words on this session, so it was not moved. "
        "Decide on the page “Your calendar”.",
        "0 created, 0 updated, 0 unchanged, 0 ignored, 1 refused",
    ]
    assert f"{Session.objects.get().starts_at:%d %H}" == "09 09"


def test_what_is_gone_is_named_and_left_to_the_coach(mara: Person, walk: Trajectory, file: Path) -> None:
    early, last = (event(day, f";TZID=Europe/Amsterdam:2026{day}T100000", JONAS) for day in ("0303", "0601"))
    file.write_bytes(calendar(early, event("one", TEN, JONAS), last))
    run(file)
    file.write_bytes(calendar(early, last))
    result = run(file)
    assert result.exit_code == 1
    assert "2026-03-09 10:00 “Jonas Lind”: This session is not in the calendar any more." in result.stdout
    assert Session.objects.filter(state="scheduled").count() == 3


def test_a_broken_event_is_named_and_the_rest_goes_in(mara: Person, walk: Trajectory, file: Path) -> None:
    broken = event("two", RRULE="FREQ=SECONDLY", SUMMARY="Ticks\x1b[31m")
    file.write_bytes(calendar(broken, event("one", TEN, JONAS)))
    result = run(file, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["created"], told["refused"]) == (1, 1, 1)
    (refusal,) = told["refusals"]
    assert (refusal["line"], refusal["value"]) == (5, "Ticks\\x1b[31m")
    assert "more often than daily" in refusal["reason"]


def test_a_rehearsal_writes_nothing(mara: Person, walk: Trajectory, file: Path) -> None:
    entries = entry_count()
    assert run(file, "--dry-run").stdout.startswith("1 created")
    assert (entry_count(), Session.objects.count()) == (entries, 0)


def test_whose_trajectory_cannot_be_told_is_said(mara: Person, walk: Trajectory, amina: Person, file: Path) -> None:
    file.write_bytes(calendar(event("one", TEN, SUMMARY="Jonas Lind", RRULE="FREQ=WEEKLY;COUNT=5")))
    walk.end_early(by=mara, at=now())
    result = run(file)
    assert (result.exit_code, result.stdout) == (0, "0 created, 0 updated, 0 unchanged, 5 ignored, 0 refused\n")
    assert result.stderr.count("“Jonas Lind” is left aside: Nothing is under way with this client") == 1


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_that_begin_like_a_calendar_are_answered(
    mara: Person, walk: Trajectory, file: Path, content: bytes
) -> None:
    file.write_bytes(b"BEGIN:VCALENDAR\r\n" + content)
    result = run(file)
    assert result.exit_code in (0, 1, 2), result.exception
