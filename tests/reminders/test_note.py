"""After a session of which nothing is written yet, its coach is told once, on their device, and led into the note."""

from datetime import timedelta

import pytest

from handrail.lib.clock import now
from handrail.outbox.message import Message
from handrail.outbox.push_subscription import devices_to
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.reminders.sweep import sweep
from handrail.trajectory.note import Note
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.clock import Clock
from tests.reminders.conftest import device_of, outcomes


@pytest.fixture
def session(walk: Trajectory, mara: Person) -> Session:
    """From eleven to a quarter to twelve."""
    return Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(hours=1))


def told(mara: Person) -> list[tuple[str, str]]:
    return [(kind, outcome) for kind, outcome, _ in outcomes(person_id=mara.pk, kind="note")]


def test_when_it_is_over_she_is_led_into_its_note_once(session: Session, mara: Person) -> None:
    device = device_of(mara)
    sweep(at=session.ends_at - timedelta(seconds=1))
    assert told(mara) == []
    for minutes in (0, 1, 60):
        sweep(at=session.ends_at + timedelta(minutes=minutes))
    assert told(mara) == [("note", "sent")]
    message = Message.objects.get(about=mara.pk)
    assert (message.channel, message.to) == ("push", devices_to([device.pk]))
    assert message.link.endswith(f"/coach/sessions/{session.pk}#text-shared")
    assert "Jonas" not in message.subject


def test_who_lets_no_device_show_notices_hears_nothing(session: Session, mara: Person) -> None:
    sweep(at=session.ends_at)
    assert told(mara) == []


def test_who_wrote_in_the_session_hears_nothing(session: Session, mara: Person, clock: Clock) -> None:
    device_of(mara)
    clock.to(session.starts_at + timedelta(minutes=10))
    Note.write(session, by=mara, at=now(), visibility="coach_only", text="He came in lighter.")
    sweep(at=session.ends_at)
    assert told(mara) == []


def test_what_was_written_to_prepare_it_is_no_note_of_it(session: Session, mara: Person, jonas: Person) -> None:
    device_of(mara)
    Note.write(session, by=mara, at=now(), visibility="shared", text="Begin with the win.")
    sweep(at=session.ends_at)
    assert told(mara) == [("note", "sent")]


def test_what_the_client_wrote_is_not_hers(session: Session, mara: Person, jonas: Person, clock: Clock) -> None:
    device_of(mara)
    clock.to(session.ends_at)
    Note.write(session, by=jonas, at=now(), visibility="shared", text="I sleep better.")
    sweep(at=session.ends_at)
    assert told(mara) == [("note", "sent")]


def test_a_session_that_did_not_take_place_has_no_note(session: Session, mara: Person) -> None:
    device_of(mara)
    session.miss(by=mara, at=session.starts_at, side="client")
    sweep(at=session.ends_at)
    assert told(mara) == []


def test_it_waits_for_the_morning_and_is_let_be_after_that(walk: Trajectory, mara: Person) -> None:
    device_of(mara)
    late = Session.book(walk, by=mara, at=now(), starts_at=now().replace(hour=20))
    for hours in (0, 1, 9):
        sweep(at=late.ends_at + timedelta(hours=hours))
    assert told(mara) == []
    sweep(at=late.ends_at + timedelta(hours=11))
    assert told(mara) == [("note", "sent")]


def test_a_session_long_over_is_not_brought_up(session: Session, mara: Person) -> None:
    device_of(mara)
    sweep(at=session.ends_at + timedelta(days=1))
    assert told(mara) in ([], [("note", "withheld")])
    assert not Message.objects.filter(about=mara.pk).exists()


def test_she_can_stop_them(session: Session, mara: Person) -> None:
    device_of(mara)
    Choice.stop(mara, by=mara, at=now(), kind="note")
    sweep(at=session.ends_at)
    assert told(mara) == [("note", "withheld")]
