"""The cast: a practice, its coach Mara, her client Jonas, the manager Ines, and strangers next door.

Told at the virtual clock of tests.clock: Monday 2 March 2026, ten o'clock in Amsterdam. A story that a test
needs is told in the test, through verbs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from handrail.cli import cast
from handrail.ledger.book import timeline
from handrail.lib.clock import now
from handrail.practice.joining import add_person, found_practice
from handrail.practice.person import Person
from handrail.practice.practice import Practice
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.goal import Goal
from handrail.trajectory.reach import reach_of
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.web.who import KEY
from tests.clock import Clock
from tests.told import told_once


@pytest.fixture
@told_once
def mara(db: None, clock: Clock) -> Person:
    """The coach who founded the practice (and so manages it too)."""
    who = cast.MARA
    return found_practice(at=now(), name=cast.PRACTICE, person_name=who.name, email=who.email, zone=who.zone)


@pytest.fixture
def practice(mara: Person) -> Practice:
    return mara.practice


@pytest.fixture
@told_once
def ines(mara: Person) -> Person:
    """Manages the practice and coaches nobody."""
    return add_person(by=mara, at=now(), name=cast.INES.name, email=cast.INES.email, roles=("manager",))


@pytest.fixture
@told_once
def tomas(mara: Person) -> Person:
    """Another coach of the same practice."""
    return add_person(by=mara, at=now(), name=cast.TOMAS.name, email=cast.TOMAS.email, roles=("coach",))


@pytest.fixture
@told_once
def jonas(mara: Person) -> Person:
    """Mara's client."""
    return add_person(by=mara, at=now(), name=cast.JONAS.name, email=cast.JONAS.email, roles=("coachee",))


@pytest.fixture
@told_once
def amina(mara: Person) -> Person:
    """Another client of the practice."""
    return add_person(by=mara, at=now(), name=cast.AMINA.name, email=cast.AMINA.email, roles=("coachee",))


@pytest.fixture
@told_once
def walk(mara: Person, jonas: Person) -> Trajectory:
    """Jonas's trajectory with Mara, under way since today."""
    return begin(mara, jonas)


@told_once
def begin(coach: Person, *coachees: Person) -> Trajectory:
    """A trajectory that its participants were invited to and agreed to."""
    trajectory = draft_trajectory(by=coach, at=now(), coachees=coachees)
    for coachee in coachees:
        trajectory.invite(coachee, by=coach, at=now()).accept(by=coachee, at=now())
        trajectory.start(by=coachee, at=now())
    return trajectory


@pytest.fixture
@told_once
def first_session(walk: Trajectory, mara: Person) -> Session:
    """Booked for this morning."""
    return Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(hours=1))


@pytest.fixture
@told_once
def sleep(walk: Trajectory, jonas: Person) -> Goal:
    """A goal of Jonas's own, active."""
    return Goal.propose(
        walk, by=jonas, at=now(), coachee=jonas, text="Sleep through the night", why="So that mornings are mine",
        sign="Asleep before eleven, five nights of seven", progress=3,
    )  # fmt: skip


@pytest.fixture
@told_once
def call_ann(walk: Trajectory, jonas: Person, first_session: Session) -> Action:
    """What Jonas agreed in the first session: by Thursday."""
    return Action.propose(
        walk, by=jonas, at=now(), owner=jonas, text="Call Ann about the evening shift",
        due_on=date(2026, 3, 5), session=first_session,
    )  # fmt: skip


@dataclass(frozen=True)
class NextDoor:
    """Another practice altogether, with everything that one might reach for by its id."""

    coach: Person
    client: Person
    trajectory: Trajectory
    session: Session
    goal: Goal
    action: Action


@pytest.fixture
@told_once
def next_door(db: None, clock: Clock) -> NextDoor:
    coach = found_practice(
        at=now(), name="Next door", person_name="Nora Beck", email="nora@next.example", zone="Europe/Berlin"
    )
    client = add_person(by=coach, at=now(), name="Karl", email="karl@next.example", roles=("coachee",))
    trajectory = begin(coach, client)
    session = Session.book(trajectory, by=coach, at=now(), starts_at=now() + timedelta(days=1))
    goal = Goal.propose(trajectory, by=client, at=now(), coachee=client, text="A goal next door", sign="Seen")
    action = Action.propose(
        trajectory, by=client, at=now(), owner=client, text="An action next door",
        due_on=client.today(now()) + timedelta(days=7),
    )  # fmt: skip
    return NextDoor(coach, client, trajectory, session, goal, action)


@pytest.fixture
def phone(client: Client) -> Callable[[Person], Client]:
    """A browser that knows this person: `phone(jonas).post(...)`."""

    def signed_in(person: Person) -> Client:
        device = Client()
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[KEY] = str(person.pk)
        store.save()
        device.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
        return device

    return signed_in


def verbs(trajectory: Trajectory, *, seen_by: Person, since: int = 0) -> list[str]:
    """What happened, oldest first, as this person may know it."""
    happenings: list[Any] = timeline(trajectory.pk, reach=reach_of(seen_by), limit=1000)
    return [str(h.verb) for h in reversed(happenings) if h.seq > since]
