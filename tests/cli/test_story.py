"""What the demo tells: a coach's clients, each somewhere else on the way."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from handrail.cli import cast, demo
from handrail.ledger.entry import Entry
from handrail.ledger.surface import Surface
from handrail.ledger.verify import verify_all
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import agenda, carried
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Note
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.whole import Whole
from tests.clock import START

AMSTERDAM = ZoneInfo(cast.MARA.zone)


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Told once for all of these tests; they only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.fill(at=START)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told(story: None, db: None) -> None:
    """The story, as one test sees it."""


def person(who: cast.Role) -> Person:
    return Person.objects.get(account__email=who.email)


def walk_of(who: cast.Role, *, reader: cast.Role = cast.MARA) -> Whole:
    trajectory = Trajectory.objects.get(participants__person=person(who), continues=None)
    return Whole.of(trajectory, person(reader), at=START)


def test_every_row_is_what_its_entries_say_and_nothing_happens_after_the_present(told: None) -> None:
    assert list(verify_all()) == []
    assert not Entry.objects.filter(happened_at__gt=START).exists()
    assert set(Entry.objects.values_list("surface", flat=True)) == {Surface.DEMO}


def test_each_history_runs_forward(told: None) -> None:
    for stream_id in set(Entry.objects.values_list("stream_id", flat=True)):
        entries = Entry.objects.filter(stream_id=stream_id).order_by("seq")
        instants = list(entries.values_list("recorded_at", "happened_at"))
        assert instants == sorted(instants)
        assert all(recorded == happened for recorded, happened in instants)


def test_jonas_has_a_session_later_today_in_working_hours(told: None) -> None:
    session = walk_of(cast.JONAS).next_session
    assert session
    here = session.starts_at.astimezone(AMSTERDAM)
    assert session.starts_at > START
    assert here.date() == START.astimezone(AMSTERDAM).date()
    assert 10 <= here.hour <= 17


def test_the_long_way_of_one_action(told: None) -> None:
    """Golden scenario G1: from session 2, put off twice, carried into 3 and 4, made smaller, done."""
    whole = walk_of(cast.JONAS)
    fourth = whole.sessions[3]
    talk = next(each for each in agenda(whole, fourth).carried if each.action.text.startswith("Talk with the head"))
    assert (talk.origin_number, talk.times, len(talk.postponements)) == (2, 2, 2)
    assert talk.original_due_on < talk.postponements[0].to_on < talk.postponements[1].to_on
    assert all(change.reason for change in talk.postponements)
    assert talk.successor
    assert talk.successor.state == "done"
    assert carried(whole, talk.successor).origin == fourth


def test_jonas_is_in_the_middle_of_everything(told: None) -> None:
    whole = walk_of(cast.JONAS)
    states = [session.state for session in whole.sessions]
    assert states == [SessionState.CLOSED] * 4 + [SessionState.SCHEDULED]
    assert sorted(goal.state for goal in whole.every(Goal)) == ["active", "active", "proposed"]
    assert {action.state for action in whole.every(Action)} >= {
        "proposed", "agreed", "in_progress", "blocked", "done", "released", "replaced",
    }  # fmt: skip
    percents = [week.percent for week in whole.weekly_goals_of(whole.goals[1]) if week.percent is not None]
    assert percents == [25, 50, 75, 50, 75, 100]
    assert any(action.is_promise and action.is_open for action in whole.actions)
    assert {note.visibility for note in whole.every(Note)} == {"shared", "coach_only"}


def test_the_others_are_each_somewhere_else(told: None) -> None:
    states = {who: walk_of(who).trajectory.state for who in (cast.WILLEM, cast.PRIYA, cast.LEV, cast.AMINA, cast.SOFIA)}
    assert list(states.values()) == ["invited", "paused", "completed", "active", "active"]
    assert [session.state for session in walk_of(cast.AMINA).sessions] == ["closed", "closed", "no_show", "no_show"]
    assert walk_of(cast.SOFIA, reader=cast.TOMAS).every(Goal)


def test_three_ways_in(told: None) -> None:
    names = [name for name, _ in demo.visitors()]
    assert names == ["coach, Mara Vos:", "manager, Ines Okafor:", "client, Jonas Lind:"]
