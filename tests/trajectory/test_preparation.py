"""What a client brings to a session, and what a coach keeps in mind."""

from datetime import timedelta
from functools import partial

import pytest

from handrail.ledger import book
from handrail.ledger.refusals import CannotMove
from handrail.ledger.verbs import Verb
from handrail.lib.clock import now
from handrail.lib.refusal import Missing, NotYours, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.fact import Fact
from handrail.trajectory.intention import Intention
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reach import reach_of
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


def test_what_was_said_for_one_that_fell_out_stands_for_the_next_until_it_is_said_anew(
    ahead: Session, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    Preparation.say(ahead, by=jonas, at=now(), topic="The talk with Ruth", energy=6)
    ahead.cancel(by=jonas, at=now(), side="client")
    following = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=8))
    standing = Preparation.standing(following, jonas)
    assert standing
    assert standing.topic == "The talk with Ruth"
    assert Preparation.standing(following, mara) is None
    Preparation.say(following, by=jonas, at=now())
    assert Preparation.standing(following, jonas) is None, "taken back"
    Preparation.say(following, by=jonas, at=now(), topic="Another one")
    assert Preparation.standing(following, jonas) == Preparation.objects.get(session=following)


def test_what_was_said_for_one_that_took_place_is_over(
    ahead: Session, walk: Trajectory, mara: Person, jonas: Person
) -> None:
    Preparation.say(ahead, by=jonas, at=now(), topic="The talk with Ruth")
    ahead.start(by=mara, at=now())
    ahead.hold(by=mara, at=now())
    following = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=8))
    assert Preparation.standing(following, jonas) is None


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


# How the coach wants to begin


def test_an_intention_is_the_coach_s_alone_down_to_the_history(
    ahead: Session, mara: Person, jonas: Person, ines: Person, tomas: Person
) -> None:
    Intention.keep(ahead, by=mara, at=now(), text="Slowly", questions=["What helped?", "Who  noticed?"])
    assert Intention.objects.visible_to(mara).get().openers == ["What helped?", "Who noticed?"]
    for somebody in (jonas, ines, tomas):
        assert not Intention.objects.visible_to(somebody).exists()
        happened = book.timeline(ahead.trajectory_id, reach=reach_of(somebody), limit=100)
        assert Verb.INTENTION_KEPT not in {each.verb for each in happened}
    with pytest.raises(NotYours):
        Intention.keep(ahead, by=jonas, at=now(), text="Mine")


def test_the_newest_intention_stands_until_the_session_is_over(ahead: Session, mara: Person) -> None:
    with pytest.raises(Missing):
        Intention.keep(ahead, by=mara, at=now())
    with pytest.raises(OutOfRange):
        Intention.keep(ahead, by=mara, at=now(), questions=["One?", "Two?", "Three?", "Four?"])
    Intention.keep(ahead, by=mara, at=now(), text="Slowly", questions=["What helped?"])
    Intention.keep(ahead, by=mara, at=now(), text="Openly")
    kept = Intention.objects.get()
    assert (kept.text, kept.openers) == ("Openly", [])
    ahead.start(by=mara, at=now())
    ahead.hold(by=mara, at=now())
    with pytest.raises(CannotMove):
        Intention.keep(ahead, by=mara, at=now(), text="Too late")
