"""What stays of a session: the summary of both, what the client says of it, and what the coach keeps for themselves."""

from datetime import timedelta

import pytest

from handrail.ledger import book
from handrail.ledger.refusals import CannotMove, Stale
from handrail.ledger.verbs import Verb
from handrail.lib.clock import now
from handrail.lib.difference import fingerprint
from handrail.lib.refusal import Missing, NotUnderstood, NotYours, OutOfRange
from handrail.practice.person import Person
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.impression import Impression
from handrail.trajectory.reach import reach_of
from handrail.trajectory.session import Session
from handrail.trajectory.summary import CoachBegins, Summary
from handrail.trajectory.summary_draft import DRAFTED_FROM, went_well
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from tests.cast import begin
from tests.clock import Clock


@pytest.fixture
def held(first_session: Session, mara: Person) -> Session:
    return first_session.hold(by=mara, at=now())


@pytest.fixture
def second(held: Session, mara: Person) -> Session:
    later = now() + timedelta(days=14)
    return Session.note_afterwards(held.trajectory, by=mara, at=later, starts_at=later)


# The summary


def test_what_is_sent_once_more_is_a_new_edition_and_the_old_one_stays_readable(
    held: Session, mara: Person, jonas: Person
) -> None:
    first = Summary.send(held, by=mara, at=now(), coachee=jonas, text="# What you do\n- Call Ann")
    Summary.send(held, by=mara, at=now(), coachee=jonas, text="# What you do\n- Call Ruth")
    summary = Summary.objects.get()
    assert (summary.pk, summary.edition, summary.text) == (first.pk, 2, "# What you do\n- Call Ruth")
    versions = book.versions(summary, reach=reach_of(jonas))
    assert [str(each.changes[0].after["text"]) for each in versions] == [
        "# What you do\n- Call Ann", "# What you do\n- Call Ruth",
    ]  # fmt: skip


def test_a_client_begins_it_and_the_coach_goes_on_from_there(second: Session, mara: Person, jonas: Person) -> None:
    begun = Summary.begin(second, by=jonas, at=now(), text="I call Ann")
    assert Summary.objects.visible_to(mara).get().text == "I call Ann"
    with pytest.raises(Stale):
        Summary.send(second, by=mara, at=now(), coachee=jonas, text="Mine alone", base=fingerprint(""))
    Summary.send(
        second, by=mara, at=now(), coachee=jonas, text="I call Ann\nby Thursday", base=fingerprint("I call Ann")
    )
    assert Summary.objects.get().pk == begun.pk
    with pytest.raises(CannotMove):
        Summary.begin(second, by=jonas, at=now(), text="And once more")


def test_the_first_session_s_plan_is_the_coach_s_to_write(held: Session, jonas: Person) -> None:
    with pytest.raises(CoachBegins):
        Summary.begin(held, by=jonas, at=now(), text="I call Ann")


def test_nothing_is_summed_up_of_what_did_not_take_place(
    walk: Trajectory, held: Session, mara: Person, jonas: Person
) -> None:
    ahead = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=9))
    with pytest.raises(CannotMove):
        Summary.begin(ahead, by=jonas, at=now(), text="I call Ann")
    with pytest.raises(CannotMove):
        Feedback.give(ahead, by=jonas, at=now(), useful=5)


def test_an_empty_one_goes_to_nobody(held: Session, mara: Person, jonas: Person) -> None:
    with pytest.raises(Missing):
        Summary.send(held, by=mara, at=now(), coachee=jonas, text="  \n ")
    assert not Summary.objects.exists()


def test_only_the_coach_sends_and_only_to_who_takes_part(
    held: Session, mara: Person, jonas: Person, amina: Person
) -> None:
    for by, coachee in ((jonas, jonas), (mara, amina), (amina, jonas)):
        with pytest.raises(NotYours):
            Summary.send(held, by=by, at=now(), coachee=coachee, text="Words")


def test_in_a_group_each_reads_their_own(mara: Person, jonas: Person, amina: Person) -> None:
    group = begin(mara, jonas, amina)
    session = Session.note_afterwards(group, by=mara, at=now(), starts_at=now())
    for each in (jonas, amina):
        Summary.send(session, by=mara, at=now(), coachee=each, text=f"For {each.name}")
    Feedback.give(session, by=jonas, at=now(), useful=2, wish="Less of Amina")
    assert [s.text for s in Summary.objects.visible_to(amina)] == [f"For {amina.name}"]
    assert not Feedback.objects.visible_to(amina).exists()
    assert Summary.objects.visible_to(mara).count() == 2


# Feedback


def test_feedback_is_given_anew_until_it_is_right(held: Session, mara: Person, jonas: Person) -> None:
    Feedback.give(held, by=jonas, at=now(), useful=4, room=5)
    Feedback.give(held, by=jonas, at=now(), useful=3, room=5, energy=2, wish="Fewer questions at once")
    said = Feedback.objects.visible_to(mara).get()
    assert (said.answers, said.wish) == ({"useful": 3, "room": 5, "energy": 2}, "Fewer questions at once")


def test_feedback_says_something_within_its_range_and_is_the_client_s(
    held: Session, mara: Person, jonas: Person, amina: Person
) -> None:
    with pytest.raises(Missing):
        Feedback.give(held, by=jonas, at=now(), wish=" ")
    for number in (0, 6):
        with pytest.raises(OutOfRange):
            Feedback.give(held, by=jonas, at=now(), useful=number)
    for somebody in (mara, amina):
        with pytest.raises(NotYours):
            Feedback.give(held, by=somebody, at=now(), useful=5)


def test_a_week_that_was_tried_again_went_well_once_with_how_it_went_last(
    held: Session, mara: Person, jonas: Person, sleep: Goal, clock: Clock
) -> None:
    week = WeeklyGoal.propose(sleep, by=jonas, at=clock.go(days=1), text="Phone in the kitchen")
    for percent in (60, 80):
        week.review(by=jonas, at=clock.go(days=6), percent=percent, learned="A book helps")
        week = week.again(by=jonas, at=clock.go(days=1))
    second = Session.book(held.trajectory, by=mara, at=now(), starts_at=now() + timedelta(hours=1))
    whole = Whole.of(held.trajectory, mara, at=now(), nouns=DRAFTED_FROM)
    named = [(won.text, won.percent) for won in went_well(whole, second, jonas)]
    assert named == [("Phone in the kitchen", 80)]


# The coach's impression


def test_an_impression_is_the_coach_s_alone_down_to_the_history(
    held: Session, mara: Person, jonas: Person, ines: Person, tomas: Person
) -> None:
    Impression.keep(held, by=mara, at=now(), energy=2, stands="earlier")
    kept = Impression.objects.visible_to(mara).get()
    assert (kept.energy, kept.stands) == (2, "earlier")
    for somebody in (jonas, ines, tomas):
        assert not Impression.objects.visible_to(somebody).exists()
        happened = book.timeline(held.trajectory_id, reach=reach_of(somebody), limit=100)
        assert Verb.IMPRESSION_KEPT not in {each.verb for each in happened}
    with pytest.raises(NotYours):
        Impression.keep(held, by=jonas, at=now(), energy=5)


def test_an_impression_changes_and_may_be_half(held: Session, mara: Person) -> None:
    with pytest.raises(Missing):
        Impression.keep(held, by=mara, at=now())
    Impression.keep(held, by=mara, at=now(), energy=3)
    Impression.keep(held, by=mara, at=now(), stands="there")
    kept = Impression.objects.get()
    assert (kept.energy, kept.stands) == (None, "there")
    with pytest.raises(OutOfRange):
        Impression.keep(held, by=mara, at=now(), energy=6)
    with pytest.raises(NotUnderstood):
        Impression.keep(held, by=mara, at=now(), stands="nowhere")
