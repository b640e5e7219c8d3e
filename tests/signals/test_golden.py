"""The golden scenarios that signals have a part in [1P], lived through verbs with a clock of their own."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.judged import judged
from handrail.signals.signal import Kind
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import agenda
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.goal import Goal
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.review import Decision, Relevance, Review
from handrail.trajectory.session import Session, Side
from handrail.trajectory.trajectory import PauseReason, Trajectory
from handrail.trajectory.whole import Whole
from tests.clock import Clock

Phone = Callable[[Person], Client]
BLAME = ("missed", "failed", "overdue", "no-show", "risk", "stalled", "signal")


def told(coach: Person) -> list[tuple[Kind, str]]:
    return [(each.kind, each.signal.of) for one in judged(coach, at=now()) for each in one.signals]


def meet(walk: Trajectory, mara: Person, *, following: int = 14) -> Session:
    """One session, with a note, and the next one booked."""
    session = Session.note_afterwards(walk, by=mara, at=now(), starts_at=now())
    Note.write(session, by=mara, at=now(), visibility=Visibility.SHARED, text="We looked at the mornings.")
    ahead = walk.sessions.filter(state="scheduled")
    for booked in ahead.filter(starts_at__lte=now()):
        booked.cancel(by=mara, at=now(), side=Side.COACH)
    Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=following))
    return session


def test_g3_week_six_waits_for_a_pause_and_then_names_the_one_goal(
    mara: Person, jonas: Person, walk: Trajectory, clock: Clock
) -> None:
    """Three goals at 40, 60 and 70 % on day 42, with a pause of ten days: day 52, and the first goal alone."""
    said = {"sleep": 4, "run": 6, "read": 7}
    goals = {
        text: Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text=text, sign="I can count it", progress=2)
        for text in said
    }
    meet(walk, mara)
    for day in range(1, 52):
        clock.go(days=1)
        if day == 20:
            walk.pause(by=mara, at=now(), reason=PauseReason.HOLIDAY)
        if day == 30:
            walk.resume(by=mara, at=now())
        if day in (14, 38):
            booked = walk.sessions.get(state="scheduled")
            booked.reschedule(by=mara, at=now(), starts_at=now())
            booked.hold(by=mara, at=now())
            Note.write(booked, by=mara, at=now(), visibility=Visibility.SHARED, text="Halfway there.")
            Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=24))
        if day == 38:
            for text, goal in goals.items():
                Review.of_goal(
                    goal, by=mara, at=now(), relevance=Relevance.YES, decision=Decision.KEEP, progress=said[text]
                )
        if day % 4 == 0 and not 20 <= day < 30:
            CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=6)
        assert told(mara) == [], day
    clock.go(days=1)
    assert told(mara) == [(Kind.WEEK_6_HALF, "sleep")]
    words = judged(mara, at=now())[0].signals[0].words
    assert words == "“sleep” is at 40 % in its week 6."


def test_g4_two_sessions_that_fell_out_are_one_signal_and_no_blame(
    mara: Person, jonas: Person, walk: Trajectory, clock: Clock, phone: Phone
) -> None:
    """What lay on their agenda moves along; the client reads nothing of the kind."""
    goal = Goal.propose(walk, by=jonas, at=now(), coachee=jonas, text="Sleep", sign="Before eleven", progress=3)
    first = meet(walk, mara)
    due = (now() + timedelta(days=50)).date()
    call = Action.propose(walk, by=jonas, at=now(), owner=jonas, text="Call Ann", due_on=due, session=first)
    second = walk.sessions.get(state="scheduled")
    third = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=28))
    fourth = Session.book(walk, by=mara, at=now(), starts_at=now() + timedelta(days=42))
    for _ in range(14):
        clock.go(days=1)
        CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=6)
    second.miss(by=mara, at=now(), side=Side.CLIENT)
    assert told(mara) == []
    clock.go(days=14)
    CheckIn.submit(walk, by=jonas, at=now(), kind="daily", energy=5)
    third.cancel(by=jonas, at=now(), side=Side.CLIENT, reason="A cold")

    assert told(mara) == [(Kind.ATTENDANCE, "")]
    clock.go(days=5)
    table = agenda(Whole.of(Trajectory.objects.get(pk=walk.pk), mara, at=now()), Session.objects.get(pk=fourth.pk))
    assert [each.action for each in table.carried] == [call]
    assert list(table.goal_reviews) == [goal]
    for page in (reverse("coachee:today"), reverse("coachee:map", args=[walk.pk])):
        shown = phone(jonas).get(page)
        assert shown.status_code == 200
        assert not [word for word in BLAME if word in shown.content.decode().casefold()], page
