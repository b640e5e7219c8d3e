"""`work --once`: what is due at a moment is shown, or done; shown, nothing is written."""

from datetime import UTC, datetime

from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.cli.once import do_once, show
from handrail.cli.work import command
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.claim import Claim
from handrail.trajectory.action import Action
from tests.post import Post
from tests.reminders.conftest import walk

__all__ = ["walk"]
WEDNESDAY = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)


def test_a_dry_run_says_what_and_when_without_a_word_of_anybody(call_ann: Action, jonas: Person) -> None:
    with CaptureQueriesContext(connection) as queries:
        lines = list(show(at=WEDNESDAY))
    (line,) = (line for line in lines if " action " in line)
    assert line == f"{jonas.pk} action {call_ann.pk} of 2026-03-05: would be sent, 18:00 there"
    assert not [q for q in queries if q["sql"].split()[0].upper() in ("INSERT", "UPDATE", "DELETE")]
    assert not any(" action " in line for line in show(at=WEDNESDAY.replace(hour=16)))
    # Nobody looked in time: why the first session's reminders never went is said as well.
    assert {line.rpartition(": ")[2] for line in lines if " session_" in line} == {"would not be sent (by_now)"}


def test_once_does_it_and_the_second_time_there_is_nothing_left(post: Post, call_ann: Action) -> None:
    # The coach's digest is judged too, and there is nothing to say in it.
    assert list(do_once(at=WEDNESDAY)) == ["4 reminders judged, 1 messages sent"]
    assert list(do_once(at=WEDNESDAY)) == ["0 reminders judged, 0 messages sent"]
    assert (Claim.objects.count(), Message.objects.count(), len(post.letters)) == (4, 1, 1)


def test_a_moment_that_is_none_is_said(db: None) -> None:
    run = CliRunner().invoke(command, ["--once", "--dry-run", "--at", "wednesday"])
    assert run.exit_code == 2
    assert "no moment" in run.output
    assert CliRunner().invoke(command, ["--dry-run"]).exit_code == 2
