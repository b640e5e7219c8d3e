"""What a client brings to a session, and what a coach keeps in mind."""

from datetime import timedelta
from functools import partial

import pytest

from handrail.ledger.refusals import CannotMove
from handrail.lib.clock import now
from handrail.lib.refusal import NotYours, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.fact import Fact
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from tests.cast import begin


@pytest.fixture
def ahead(mara: Person, walk: Trajectory) -> Session:
    return Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=1))


def test_what_is_said_last_stands_and_nothing_said_keeps_nothing(ahead: Session, jonas: Person) -> None:
    assert Preparation.say(ahead, by=jonas, at=now(), topic="  ", wish="") == ahead
    assert not Preparation.objects.exists()
    Preparation.say(ahead, by=jonas, at=now(), topic="The talk with Ruth", energy=0)
    Preparation.say(ahead, by=jonas, at=now(), topic="The talk with Ruth", energy=6, wish="One sentence to begin with")
    said = Preparation.objects.get()
    assert (said.topic, said.energy, said.wish) == ("The talk with Ruth", 6, "One sentence to begin with")


def test_it_may_be_taken_back(ahead: Session, jonas: Person) -> None:
    Preparation.say(ahead, by=jonas, at=now(), topic="The talk with Ruth", energy=6)
    assert not Preparation.say(ahead, by=jonas, at=now()).says_something


def test_nobody_else_says_it_and_a_session_that_is_over_takes_no_more(
    ahead: Session, mara: Person, jonas: Person, amina: Person
) -> None:
    for person in (mara, amina):
        with pytest.raises(NotYours):
            Preparation.say(ahead, by=person, at=now(), topic="What I want")
    with pytest.raises(OutOfRange):
        Preparation.say(ahead, by=jonas, at=now(), energy=11)
    ahead.start(by=mara, at=now())
    Preparation.say(ahead, by=jonas, at=now(), topic="While we begin")
    ahead.hold(by=mara, at=now())
    with pytest.raises(CannotMove):
        Preparation.say(ahead, by=jonas, at=now(), topic="Too late")


def test_in_a_group_each_reads_their_own_and_the_coach_all(mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    session = Session.book(group, by=mara, at=now(), starts_at=now() + timedelta(days=1))
    for person in (jonas, amina):
        Preparation.say(session, by=person, at=now(), topic=f"From {person.given_name}")
    read = {
        person.given_name: {each.topic for each in Preparation.objects.visible_to(person)}
        for person in (mara, jonas, amina)
    }
    assert read == {"Mara": {"From Jonas", "From Amina"}, "Jonas": {"From Jonas"}, "Amina": {"From Amina"}}


def test_what_is_kept_in_mind_is_the_coach_s_alone(walk: Trajectory, mara: Person, jonas: Person) -> None:
    fact = Fact.keep(walk, by=mara, at=now(), coachee=jonas, text="His sister is called Ann")
    assert Fact.objects.visible_to(mara).get() == fact
    assert not Fact.objects.visible_to(jonas).exists()
    assert not Fact.objects.visible_to_participant(jonas).exists()
    for verb in (partial(Fact.keep, walk, text="x"), partial(fact.change, text="x"), fact.let_go, fact.take_back):
        with pytest.raises(NotYours):
            verb(by=jonas, at=now())
