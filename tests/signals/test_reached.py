"""Whether reaching out works, as far as a practice can know."""

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.followed import Followed
from handrail.signals.reached import Reach, ReachedOut, reached_out, together
from handrail.trajectory.handling import Handling
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.win import Win
from tests.cast import begin
from tests.clock import Clock


def test_only_what_lies_two_weeks_back_is_counted() -> None:
    told = [Followed(14, after=4, before=1, answered_in=2), Followed(14, after=0, before=3), Followed(3, 3, 0)]
    assert together(told) == Reach(2, answered=1, livelier=1, quieter=1, before=4, after=4)


def test_of_a_few_nothing_is_said() -> None:
    assert not together([Followed(14, 1, 0)] * 9).is_enough
    assert together([Followed(14, 1, 0)] * 10).is_enough


def test_words_stand_beside_those_who_were_left_alone(
    walk: Trajectory, mara: Person, jonas: Person, amina: Person, ines: Person, clock: Clock
) -> None:
    hers = begin(mara, amina)
    Handling.of(walk, kind="silence", coachee=jonas).reach_out(by=mara, at=now(), text="How are you?")
    Handling.of(hers, kind="silence", coachee=amina).dismiss(by=mara, at=now(), reason="On holiday")
    Handling.of(hers, kind="overload", coachee=amina).dismiss(by=mara, at=now(), reason="On holiday")
    clock.go(days=2)
    Win.add(walk, by=jonas, at=now(), coachee=jonas, text="Slept till seven")
    clock.go(days=20)
    told = reached_out(ines, at=now())
    assert (told.words.number, told.words.livelier) == (1, 1)
    assert (told.without.number, told.without.livelier) == (1, 0)


def test_a_word_of_yesterday_waits_and_one_that_nothing_showed_for_is_besides(
    walk: Trajectory, mara: Person, jonas: Person, ines: Person, clock: Clock
) -> None:
    Handling.of(walk, kind="silence", coachee=jonas).reach_out(by=mara, at=now(), text="How are you?")
    Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="A good article.")
    told = reached_out(ines, at=clock.go(days=1))
    assert (told.words.number, told.waiting, told.besides) == (0, 1, 1)


def test_who_was_written_to_anyway_was_not_left_alone(
    walk: Trajectory, mara: Person, jonas: Person, ines: Person, clock: Clock
) -> None:
    Handling.of(walk, kind="overload", coachee=jonas).see(by=mara, at=now())
    Outreach.send(walk, by=mara, at=clock.go(days=3), coachee=jonas, text="How are you?")
    assert reached_out(ines, at=clock.go(days=30)).without.number == 0


def test_nobody_but_a_manager_learns_of_it(walk: Trajectory, mara: Person, jonas: Person, tomas: Person) -> None:
    Outreach.send(walk, by=mara, at=now(), coachee=jonas, text="How are you?")
    for person in (jonas, tomas):
        assert reached_out(person, at=now()) == ReachedOut()
