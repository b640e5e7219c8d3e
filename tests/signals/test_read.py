"""Facts as they are read from the rows: whose they are, what stays private, and what reading costs."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.lib.clock import now
from handrail.lib.memory import forget
from handrail.practice.joining import add_person
from handrail.practice.person import Person
from handrail.signals import judged as face
from handrail.signals.facts import Facts
from handrail.signals.judged import Judged, judged
from handrail.signals.lives import Life
from handrail.signals.read import Read
from handrail.signals.signal import Kind
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.goal import Goal
from handrail.trajectory.handling import Handling
from handrail.trajectory.impression import Impression
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.session import Session, Side
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin
from tests.clock import Clock


def of(coach: Person, client: Person) -> Judged:
    return next(each for each in judged(coach, at=now()) if each.life.coachee_id == client.pk)


def facts_of(coach: Person, client: Person) -> Facts:
    return of(coach, client).facts


def test_what_the_client_did_is_a_sign_of_life_on_their_own_day(
    mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    jonas.move(by=jonas, at=now(), zone="Pacific/Auckland")
    clock.go(days=3, hours=4)
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=6)
    known = of(mara, jonas)
    assert known.last_active == jonas.today(now())
    assert facts_of(mara, jonas).active_in(1) == 1


def test_what_the_coach_did_about_a_signal_is_no_sign_of_life_and_no_contact(
    mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    clock.go(days=30)
    before = facts_of(mara, jonas)
    Handling.of(walk, kind="silence", coachee=jonas).see(by=mara, at=now())
    assert facts_of(mara, jonas).last_contact == before.last_contact
    Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How is the canal?")
    assert facts_of(mara, jonas).last_contact == before.today
    assert facts_of(mara, jonas).last_active == before.last_active


def test_how_long_a_private_reflection_is_nobody_is_told(
    mara: Person, jonas: Person, walk: Trajectory, sleep: Goal
) -> None:
    for visibility in (Visibility.PRIVATE, Visibility.SHARED):
        asked = Reflection.ask(walk, by=mara, at=now(), coachee=jonas, question="And?", goal=sleep)
        asked.submit(by=jonas, at=now(), text="Twelve signs", visibility=visibility)
    assert [each.length for each in facts_of(mara, jonas).asked] == [None, 12]
    assert [each.written for each in facts_of(mara, jonas).asked] == [0, 0]


def test_in_a_group_each_is_judged_by_their_own(mara: Person, jonas: Person, amina: Person, clock: Clock) -> None:
    group = begin(mara, jonas, amina)
    for number in range(5):
        Action.propose(group, by=jonas, at=now(), owner=jonas, text=f"Call {number}", due_on=now().date())
    Action.propose(group, by=mara, at=now(), owner=mara, text="Send the article", due_on=now().date())
    clock.go(days=8)
    assert [raised.kind for raised in of(mara, jonas).of_client] == [Kind.SILENT_START, Kind.PILING_UP]
    assert [raised.kind for raised in of(mara, amina).of_client] == [Kind.SILENT_START]
    owed = [raised.kind for each in judged(mara, at=now()) for raised in each.of_coach]
    assert owed == [Kind.PROMISE_OPEN]


def test_a_session_that_fell_out_in_a_pause_says_nothing(
    mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    booked = [Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=day)) for day in (7, 14)]
    clock.go(days=5)
    walk.pause(by=mara, at=now(), reason="holiday")
    for session in booked:
        session.cancel(by=mara, at=now(), side=Side.CLIENT)
    clock.go(days=20)
    walk.resume(by=mara, at=now())
    assert not [each for each in facts_of(mara, jonas).meetings if each.fell_out]
    assert facts_of(mara, jonas).today == 5


def test_a_report_waits_from_the_day_it_was_sent(mara: Person, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    clock.go(days=11)
    report = CheckIn.submit(walk, by=jonas, at=now(), kind="weekly", moved="The yard")
    clock.go(days=2)
    assert Kind.REPORT_UNANSWERED not in [raised.kind for raised in of(mara, jonas).of_coach]
    clock.go(days=1)
    assert Kind.REPORT_UNANSWERED in [raised.kind for raised in of(mara, jonas).of_coach]
    report.answer(by=mara, at=now(), text="Well done.")
    assert not of(mara, jonas).of_coach


def cost(coach: Person) -> int:
    with CaptureQueriesContext(connection) as asked:
        judged(coach, at=now())
    return len(asked)


def test_many_cost_as_many_statements_as_one_and_nothing_new_costs_one(
    mara: Person, jonas: Person, walk: Trajectory, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    alone = cost(mara)
    for number in range(3):
        email = f"{number}@clients.example"
        begin(mara, add_person(by=mara, at=now(), name=f"Client {number}", email=email, roles=("coachee",)))
    forget()
    assert cost(mara) == alone == 5
    assert cost(mara) == 1
    read: list[Life] = []

    def reading(lives: Iterable[Life], *, at: datetime) -> list[Read]:
        read.extend(lives)
        return []

    monkeypatch.setattr(face, "read", reading)
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=6)
    judged(mara, at=now())
    assert [life.coachee_id for life in read] == [jonas.pk]


def test_the_next_day_is_judged_anew(mara: Person, jonas: Person, walk: Trajectory, clock: Clock) -> None:
    first = of(mara, jonas).facts.today
    clock.go(days=1)
    assert of(mara, jonas).facts.today == first + 1


def test_energy_is_compared_with_the_very_first_sessions_however_long_ago(
    mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    for energy in (5, 5, 4, 4):
        met = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now())
        Impression.keep(met, by=mara, at=now(), energy=energy)
        clock.go(days=20)
    clock.go(days=380)
    for energy in (3, 3):
        met = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now())
        Impression.keep(met, by=mara, at=now(), energy=energy)
        clock.go(days=2)
    facts = facts_of(mara, jonas)
    assert facts.energy_first == (5, 5, 4)
    assert [each.energy for each in facts.kept] == [3, 3]
    assert Kind.ENERGY_LOW in [raised.kind for raised in of(mara, jonas).of_client]
