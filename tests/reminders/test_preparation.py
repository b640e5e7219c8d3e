"""A coach who asked for it finds in their mail what there is to know, so long before each session."""

from datetime import timedelta

import pytest

from handrail.lib.clock import now
from handrail.lib.refusal import NotUnderstood
from handrail.outbox.message import Message
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.sweep import sweep
from handrail.trajectory.action import Action
from handrail.trajectory.fact import Fact
from handrail.trajectory.leaving import erase_person
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.reminders.conftest import outcomes


@pytest.fixture
def session(walk: Trajectory, mara: Person, jonas: Person) -> Session:
    """The day after tomorrow, and something was agreed in the one before."""
    first = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now() - timedelta(days=7))
    due_on = (now() + timedelta(days=3)).date()
    Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Call Ann", due_on=due_on, session=first)
    Fact.keep(walk, by=mara, at=now(), coachee=jonas, text="Ann is his sister")
    return Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=2))


def told(mara: Person) -> list[tuple[str, str]]:
    return [(kind, outcome) for kind, outcome, _ in outcomes(person_id=mara.pk, kind="preparation")]


def test_who_did_not_ask_hears_nothing(session: Session, mara: Person) -> None:
    sweep(at=session.starts_at - timedelta(minutes=30))
    assert told(mara) == []


def test_an_hour_before_it_comes_once_with_what_is_brought_and_open(
    session: Session, mara: Person, jonas: Person, clock: Clock
) -> None:
    Choice.prepare(mara, by=mara, at=now(), minutes=60)
    Preparation.say(session, by=jonas, at=now(), topic="The talk with Ruth", energy=3)
    sweep(at=session.starts_at - timedelta(minutes=61))
    assert told(mara) == []
    for minutes in (60, 59, 1):
        sweep(at=session.starts_at - timedelta(minutes=minutes))
    assert told(mara) == [("preparation", "sent")]
    message = Message.objects.get(about=mara.pk)
    assert message.channel == "email"
    assert "Jonas brings: The talk with Ruth, energy 3 of 10" in message.text
    assert "Still open: Call Ann" in message.text
    assert f"/coach/sessions/{session.pk}/preparation" in message.text
    assert "Jonas" not in message.subject
    # What she alone reads lies in no mail.
    assert "Ann is his sister" not in message.text + message.html


def test_a_session_that_moves_is_prepared_for_its_new_time(session: Session, mara: Person, clock: Clock) -> None:
    Choice.prepare(mara, by=mara, at=now(), minutes=24 * 60)
    clock.to(session.starts_at - timedelta(hours=20))
    sweep(at=now())
    session.reschedule(by=mara, at=now(), starts_at=session.starts_at + timedelta(days=2))
    sweep(at=now())
    assert told(mara) == [("preparation", "sent")]
    sweep(at=session.starts_at - timedelta(hours=24))
    assert told(mara) == [("preparation", "sent")] * 2


def test_nothing_comes_before_a_session_that_fell_out_or_after_it_is_not_wanted(
    session: Session, mara: Person, clock: Clock
) -> None:
    Choice.prepare(mara, by=mara, at=now(), minutes=60)
    Choice.prepare(mara, by=mara, at=now(), minutes=None)
    sweep(at=session.starts_at - timedelta(minutes=30))
    Choice.prepare(mara, by=mara, at=now(), minutes=60)
    session.cancel(by=mara, at=now(), side="coach")
    sweep(at=session.starts_at - timedelta(minutes=30))
    assert told(mara) == []


def test_only_what_is_offered_can_be_asked_for(mara: Person) -> None:
    with pytest.raises(NotUnderstood):
        Choice.prepare(mara, by=mara, at=now(), minutes=45)


def test_of_what_was_erased_nothing_stays_in_her_mail(session: Session, mara: Person, jonas: Person) -> None:
    Choice.prepare(mara, by=mara, at=now(), minutes=60)
    Preparation.say(session, by=jonas, at=now(), topic="The talk with Ruth")
    sweep(at=session.starts_at - timedelta(minutes=60))
    assert "Ruth" in Message.objects.get(about=mara.pk).text
    erase_person(by=mara, at=now(), person=jonas)
    for message in Message.objects.all():
        assert "Ruth" not in f"{message.text} {message.html} {message.short} {message.subject}"
