"""Taking a file in: once, as the coach's own record, and never twice."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handrail.ledger.entry import Entry
from handrail.ledger.surface import Surface
from handrail.ledger.verify import entry_count, verify_all
from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.practice.account import Account
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.intake.line import Line
from handrail.trajectory.intake.table import Nobody, Table
from handrail.trajectory.intake.trouble import Reason, Refused
from handrail.trajectory.intake_key import IntakeKey
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.taking_in import foresee, take_in
from handrail.trajectory.taking_line import Outcome
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock

HEADER = "name,email,goal,action,due,status\n"
JONAS = (
    "Jonas Lind,jonas@post.example,Sleep,Buy curtains,2026-03-05,\n"
    "Jonas Lind,Jonas@Post.example ,Sleep,Ask for the late shift,2026-03-01,done\n"
    "Jonas Lind,jonas@post.example,,Read the book,2026-04-01,released\n"
    "Jonas Lind,jonas@post.example,Sleep,Walk at noon,2026-04-01,proposed\n"
)


def bring(lines: str, *, by: Person) -> list[Outcome | Refused]:
    return list(take_in(Table(io.BytesIO((HEADER + lines).encode())).lines(), by=by, at=now()))


@pytest.fixture(autouse=True)
def every_row_is_what_its_entries_say(db: None) -> Iterator[None]:
    yield
    assert list(verify_all()) == []


def test_a_new_client_comes_with_goal_and_actions_in_a_draft_of_the_coach(mara: Person) -> None:
    assert bring(JONAS, by=mara) == [Outcome.CREATED] * 4
    trajectory = Trajectory.objects.get()
    (jonas,) = trajectory.coachees()
    assert (trajectory.state, trajectory.coach, jonas.email) == ("draft", mara, "jonas@post.example")
    goal = Goal.objects.get()
    assert (goal.text, goal.state, goal.proposed_by) == ("Sleep", "proposed", mara)
    actions = Action.objects.in_order()
    assert [(a.state, a.goal) for a in actions] == [
        ("agreed", goal), ("done", goal), ("released", None), ("proposed", goal),
    ]  # fmt: skip
    assert actions[0].due_on == date(2026, 3, 5)
    assert set(Entry.objects.filter(stream_id=trajectory.pk).values_list("surface", flat=True)) == {Surface.FILE}


def test_nothing_is_sent_to_anyone(mara: Person) -> None:
    bring(JONAS, by=mara)
    assert not Message.objects.exists()
    assert not Person.objects.get(email="jonas@post.example").invitations.exists()


def test_the_same_file_twice_changes_nothing(mara: Person) -> None:
    bring(JONAS, by=mara)
    entries = entry_count()
    assert bring(JONAS, by=mara) == [Outcome.UNCHANGED] * 4
    assert entry_count() == entries


def test_a_line_is_known_again_though_its_records_moved_on(mara: Person, clock: Clock) -> None:
    bring(JONAS, by=mara)
    curtains, shift, _, walk = Action.objects.in_order()
    clock.go(days=3)
    curtains.change(by=mara, at=now(), text="Hang the curtains", goal=None)
    curtains.complete(by=mara, at=now())
    shift.reopen(by=mara, at=now())
    walk.decline(by=walk.owner, at=now())
    Goal.objects.get().revise(by=mara, at=now(), text="Sleep through")
    Membership.objects.get(person=walk.owner).end(by=mara, at=now())
    entries = entry_count()
    assert bring(JONAS, by=mara) == [Outcome.UNCHANGED] * 4
    assert entry_count() == entries


def test_what_was_erased_does_not_come_back_with_the_same_file(mara: Person) -> None:
    bring(JONAS, by=mara)
    jonas = Person.objects.get(email="jonas@post.example")
    Trajectory.objects.get().erase(by=mara, at=now())
    jonas.erase(by=mara, at=now())
    entries = entry_count()
    assert bring(JONAS, by=mara) == [Outcome.UNCHANGED] * 4
    assert entry_count() == entries
    assert not Account.objects.filter(email="jonas@post.example").exists()


def test_a_file_moves_nothing_that_is_here(mara: Person) -> None:
    bring(JONAS, by=mara)
    entries = entry_count()
    done = "Jonas Lind,jonas@post.example,Sleep,Buy curtains,2026-03-05,done\n"
    again = "Jonas Lind,jonas@post.example,Sleep,Ask for the late shift,2026-03-01,released\n"
    assert bring(done + again + done, by=mara) == [Outcome.IGNORED, Outcome.IGNORED, Outcome.UNCHANGED]
    assert entry_count() == entries


def test_what_was_typed_by_hand_is_not_doubled(mara: Person, walk: Trajectory, sleep: Goal) -> None:
    entries = entry_count()
    assert bring(f"Somebody,jonas@post.example,{sleep.text},,,\n", by=mara) == [Outcome.UNCHANGED]
    assert entry_count() == entries
    assert Person.objects.get(email="jonas@post.example").name == "Jonas Lind"


def test_a_running_trajectory_is_gone_on_with_and_another_coach_gets_one_of_their_own(
    mara: Person, tomas: Person, walk: Trajectory
) -> None:
    line = "Jonas,jonas@post.example,Sleep,,,\n"
    bring(line, by=mara)
    assert Goal.objects.get().trajectory == walk
    bring(line, by=tomas)
    assert list(Trajectory.objects.order_by("pk").values_list("coach", "state")) == [
        (mara.pk, "active"), (tomas.pk, "draft"),
    ]  # fmt: skip


def test_a_broken_line_leaves_nothing_behind_and_the_rest_goes_in(mara: Person) -> None:
    results = bring(
        "No Address,nobody,,,,\n"
        f"{mara.name},{mara.email},,,,\n"
        ",nameless@post.example,,,,\n"
        f"Long,long@post.example,{'x' * 501},,,\n"
        f"Long,long@post.example,Sleep,{'x' * 501},2026-03-05,\n"
        "Far,far@post.example,,Buy,9999-12-31,\n"
        "Amina,amina@post.example,,,,\n",
        by=mara,
    )
    refused = [(r.line, r.column, r.reason.value) for r in results if isinstance(r, Refused)]
    assert refused == [
        (2, "email", "not_an_address"),
        (3, "email", "own_address"),
        (4, "name", "missing"),
        (5, "goal", "too_long"),
        (6, "action", "too_long"),
        (7, "due", "out_of_range"),
    ]
    assert results[-1] == Outcome.CREATED
    assert sorted(Account.objects.values_list("email", flat=True)) == ["amina@post.example", mara.email]
    assert not Goal.objects.exists()


MIXED = (
    "Jonas,jonas@post.example,Sleep,Buy curtains,2026-03-05,done\n"
    "Jonas L,jonas@post.example,Sleep,Buy curtains,2026-03-05,released\n"
    "Jonas,jonas@post.example,Sleep,Buy curtains,2026-03-05,done\n"
    ",nameless@post.example,,,,\n"
    f"Long,long@post.example,{'x' * 501},,,\n"
    "Far,far@post.example,,Buy,9999-12-31,\n"
    "Amina,amina@post.example,,,,\n"
)


def test_what_is_foreseen_is_what_comes_of_it_and_writes_nothing(mara: Person, walk: Trajectory) -> None:
    def lines() -> Iterator[Line | Refused | Nobody]:
        return Table(io.BytesIO((HEADER + MIXED).encode())).lines()

    IntakeKey.of(mara.practice_id)
    entries = entry_count()
    with CaptureQueriesContext(connection) as asked:
        foreseen = list(foresee(lines(), by=mara, at=now()))
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    assert entry_count() == entries
    assert foreseen == list(take_in(lines(), by=mara, at=now()))
    assert [r.value for r in foreseen if isinstance(r, Outcome)] == ["created", "ignored", "unchanged", "created"]


def test_a_new_name_is_taken_over_once_and_only_of_who_did_not_come_themselves(
    mara: Person, tomas: Person, walk: Trajectory
) -> None:
    bring("Amina,amina@post.example,,,,\n", by=mara)
    assert bring("Amina Haddad,amina@post.example,,,,\n", by=mara) == [Outcome.UPDATED]
    amina = Person.objects.get(email="amina@post.example")
    assert amina.name == "Amina Haddad"
    amina.change(by=mara, at=now(), name="Amina H.")
    # The old files again, and a new line that calls her as they did.
    assert bring("Amina Haddad,amina@post.example,,,,\n", by=mara) == [Outcome.UNCHANGED]
    assert bring("Amina Haddad,amina@post.example,Sleep,,,\n", by=mara) == [Outcome.CREATED]
    amina.refresh_from_db()
    assert amina.name == "Amina H."
    # Jonas came himself, and Amina is no client of Tomas's alone.
    bring("Somebody,jonas@post.example,,,,\n", by=mara)
    bring("Somebody,amina@post.example,,,,\n", by=tomas)
    assert not Person.objects.filter(name="Somebody").exists()


SESSIONS = "name,email,session,time,minutes,state,note,visibility\n"


def bring_sessions(lines: str, *, by: Person) -> list[Outcome | Refused]:
    return list(take_in(Table(io.BytesIO((SESSIONS + lines).encode())).lines(), by=by, at=now()))


def test_sessions_come_in_on_the_coach_s_clock_held_or_booked_with_the_coach_s_own_notes(mara: Person) -> None:
    line = "Jonas,jonas@post.example"
    results = bring_sessions(
        f"{line},2026-02-02,10:00,60,,He sleeps badly,\n"
        f"{line},2026-04-06,14:30,,booked,,\n"
        f"{line},2026-01-12,10:00,45,held,What we agreed,shared\n"
        f"{line},2026-01-19,10:00,45,cancelled,,\n",
        by=mara,
    )
    assert results == [Outcome.CREATED] * 3 + [Outcome.IGNORED]
    told = [(s.starts_at.isoformat(), s.minutes, s.state) for s in Session.objects.in_order()]
    assert told == [
        ("2026-01-12T09:00:00+00:00", 45, "held"),
        ("2026-02-02T09:00:00+00:00", 60, "held"),
        ("2026-04-06T12:30:00+00:00", 45, "scheduled"),
    ]
    assert set(Note.objects.values_list("text", "visibility")) == {
        ("He sleeps badly", "coach_only"), ("What we agreed", "shared"),
    }  # fmt: skip
    held = Entry.objects.filter(verb="session.held").order_by("happened_at").first()
    assert held
    assert held.happened_at == datetime(2026, 1, 12, 9, tzinfo=UTC)


def test_a_session_that_cannot_be_is_refused_with_its_reason(mara: Person) -> None:
    line = "Jonas,jonas@post.example"
    results = bring_sessions(
        f"{line},2026-03-29,02:30,,,,\n"
        f"{line},2026-02-02,,,,,\n"
        f"{line},2026-02-02,25:00,,,,\n"
        f"{line},2026-02-02,10:00,999,,,\n"
        f"{line},2026-02-02,10:00,,booked,,\n"
        f"{line},2026-04-02,10:00,,held,,\n"
        f"{line},2026-02-02,10:00,,maybe,,\n"
        f"{line},,,,,A note without a session,\n"
        f"{line},2026-02-02,10:00,,,A note,everybody\n",
        by=mara,
    )
    assert [(r.column, r.reason.value) for r in results if isinstance(r, Refused)] == [
        ("session", "no_such_hour"), ("time", "missing"), ("time", "not_an_hour"), ("minutes", "not_minutes"),
        ("state", "long_past"), ("state", "still_ahead"), ("state", "not_a_state"), ("session", "missing"),
        ("visibility", "not_a_visibility"),
    ]  # fmt: skip
    assert not Session.objects.exists()


def test_a_note_is_never_written_over_and_known_again_after_it_was_written_on(mara: Person) -> None:
    line = "Jonas,jonas@post.example,2026-02-02,10:00"
    bring_sessions(f"{line},,,First words,\n", by=mara)
    other, same = bring_sessions(f"{line},,,Other words,\n{line},,,First words,\n", by=mara)
    assert isinstance(other, Refused)
    assert (other.column, other.reason, same) == ("note", Reason.NOTE_THERE, Outcome.UNCHANGED)
    session = Session.objects.get()
    Note.write(session, by=mara, at=now(), visibility="coach_only", text="First words, and more")
    assert bring_sessions(f"{line},50,,First words,\n", by=mara) == [Outcome.UNCHANGED]


DUE = "2026-03-05"
WORD = st.sampled_from(["", "", "Sleep", "Walk", "x" * 501])
LINES = st.lists(
    st.tuples(
        st.sampled_from(["Jonas", "Jo", "", "x" * 201]),
        st.sampled_from(["jonas@post.example", "new@post.example", "other@post.example", "nobody"]),
        WORD,
        st.sampled_from([("", "", ""), ("Buy", DUE, "done"), ("Buy", DUE, ""), ("x" * 501, DUE, "")]),
        st.sampled_from([("", "", ""), ("2026-02-02 10:00", "held", ""), ("2026-02-02 10:00", "", "Words"),
                         ("2026-02-02 10:00", "", "Other words"), ("2026-03-29 02:30", "", ""),
                         ("2026-01-02 10:00", "cancelled", "")]),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_whatever_is_foreseen_comes_to_pass(mara: Person, walk: Trajectory, lines: list[Any]) -> None:
    rows = [[name, email, goal, *action, *session] for name, email, goal, action, session in lines]
    kept = io.StringIO()
    csv.writer(kept).writerows(
        [["name", "email", "goal", "action", "due", "status", "session", "state", "note"], *rows]
    )
    read = list(Table(io.BytesIO(kept.getvalue().encode())).lines())
    with transaction.atomic():
        foreseen = list(foresee(read, by=mara, at=now()))
        assert foreseen == list(take_in(read, by=mara, at=now()))
        assert list(verify_all()) == []
        transaction.set_rollback(True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet='jonas@post.example,;"\n\0é2026-03-05 open', max_size=60), max_size=4))
def test_whatever_stands_in_a_file_never_breaks_it(mara: Person, lines: list[str]) -> None:
    content = "".join(f"Jonas,jonas@post.example,{line}\n" for line in lines)
    first = bring(content, by=mara)
    entries = entry_count()
    again = bring(content, by=mara)
    assert [isinstance(r, Refused) for r in first] == [isinstance(r, Refused) for r in again]
    assert entry_count() == entries
