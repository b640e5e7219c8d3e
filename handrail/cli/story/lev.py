"""Lev is through: three months, eight conversations, one goal reached and one let go on purpose. And he goes on."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from handrail.cli.cast import LEV, MARA
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import agree, book, close, hold, invite
from handrail.practice.invitation import Invitation
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.goal import Achievement, Goal
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.review import Decision, Relevance, Review
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

# What was talked about, what Lev took away, what he then did, and the week's percentage.
TALKS = (
    ("Lev wants to play again: twenty years of cello, then six of nothing.", "It is in the cupboard, not gone.",
     "Open the case, and only that", 100),
    ("The case is open. Ten minutes turned out to be the size that happens.", "Small is not the same as little.",
     "New strings before the weekend", 60),
    ("Evenings are gone by nine; mornings are free until the dog wakes.", "I have mornings.",
     "Play before breakfast on three days", 40),
    ("The look back halfway: from nothing to eleven mornings. The orchestra is too much for now.", "I may want less.",
     "Tell the orchestra not this year", 70),
    ("It held through a week of travel, with the practice mute in a hotel room.", "It travels.",
     "Find somebody to play duets with", 80),
    ("A neighbour plays the viola. They agreed on one evening.", "I was the one who asked.",
     "Play one evening with the neighbour", 90),
    ("Two evenings already. What keeps it going when the winter is long?", "The other chair keeps me there.",
     "Put the duets in the calendar until summer", 100),
    ("The last one: read the first vision aloud. Most of it is simply true now.", "I am somebody who plays.",
     "", 100),
)  # fmt: skip
EVERY = 14
FIRST = -112


def lev(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-119, "17:10")
    mara = tell[MARA]
    walk = invite(tell, LEV, by=mara)
    yield tell.day(-117, "14:30")
    lev = agree(tell, walk, LEV)
    yield tell.day(-116, "09:00")
    session = book(tell, walk, tell.day(FIRST, "17:00"), by=mara)
    for number, (shared, learned, text, percent) in enumerate(TALKS):
        yield from hold(tell, session, by=mara, shared=shared, learned=learned, agreed=_agreed(tell, session, text))
        if number == 3:
            _halfway(tell, session, mara)
        day = FIRST + EVERY * number
        if text:
            session = close(tell, session, by=mara, following=tell.day(day + EVERY, "17:00"))
        else:
            close(tell, session, by=mara)
        yield from _between(tell, walk, lev, day=day, percent=percent)
    yield tell.day(-12, "10:00")
    tell(walk.complete, by=mara)
    yield tell.day(-9, "12:00")
    yield from _goes_on(tell, walk, lev)


def _agreed(tell: Teller, session: Session, text: str) -> Callable[[], None]:
    def agreed() -> None:
        if text:
            tell(
                Action.propose, by=tell[LEV], trajectory=session.trajectory, owner=tell[LEV], session=session,
                goal=_goal(session.trajectory), text=text, confidence=8,
                due_on=tell[LEV].today(tell.at) + timedelta(days=9),
            )  # fmt: skip

    return agreed


def _goal(walk: Trajectory) -> Goal | None:
    return Goal.objects.filter(trajectory=walk).in_order().first()


def _halfway(tell: Teller, session: Session, mara: Person) -> None:
    playing, orchestra = Goal.objects.filter(trajectory=session.trajectory).in_order()
    tell(
        Review.midpoint, by=mara, trajectory=session.trajectory, session=session,
        learning="Eleven mornings. What grew is the wish to play; what shrank is the wish to be heard.",
    )  # fmt: skip
    tell(
        Review.of_goal, by=mara, goal=playing, session=session, relevance=Relevance.YES, decision=Decision.KEEP,
        learning="Ten minutes is the right size.", commitment=9, progress=6, achievement=Achievement.IMPROVING,
    )  # fmt: skip
    tell(
        Review.of_goal, by=mara, goal=orchestra, session=session, relevance=Relevance.NO, decision=Decision.DROP,
        learning="It was somebody else's picture of playing.", commitment=3, progress=1,
        reason="Not this year, and that is a relief.",
    )  # fmt: skip


def _between(tell: Teller, walk: Trajectory, lev: Person, *, day: int, percent: int) -> Iterator[datetime]:
    """The two weeks after a session: a week tried, the action done, and now and then something kept."""
    yield tell.day(day + 1, "13:00")
    if day == FIRST:
        _sets_out(tell, walk, lev)
    if day == -28:
        tell(walk.begin_closing, by=tell[MARA])
    goal = _goal(walk)
    if day > -28 or goal is None:
        yield from _looks_back(tell, walk, lev)
        return
    week = tell(WeeklyGoal.propose, by=lev, goal=goal, text="Ten minutes in the morning, four days of seven")
    yield tell.day(day + 8, "13:20")
    tell(week.review, by=lev, percent=percent, learned="The dog is not the problem." if percent == 40 else "")
    for action in Action.objects.filter(trajectory=walk, state="agreed"):
        tell(action.complete, by=lev)
    if percent == 90:
        tell(Win.add, by=lev, trajectory=walk, coachee=lev, goal=goal, text="We played to the end, laughing.")


def _sets_out(tell: Teller, walk: Trajectory, lev: Person) -> None:
    tell(
        Vision.write, by=lev, trajectory=walk, coachee=lev,
        text="The cello stands in the room, not in the cupboard. I play most mornings, badly and gladly.",
    )  # fmt: skip
    tell(
        Goal.propose, by=lev, trajectory=walk, coachee=lev, text="Play again, most mornings", progress=0,
        why="It is the one hour in which I do not plan anything.", sign="Four mornings of seven, a month long",
    )  # fmt: skip
    tell(
        Goal.propose, by=lev, trajectory=walk, coachee=lev, text="Join the city orchestra", progress=0,
        sign="A chair with my name on the list",
    )  # fmt: skip


def _looks_back(tell: Teller, walk: Trajectory, lev: Person) -> Iterator[datetime]:
    goal = Goal.objects.filter(trajectory=walk).in_order()[0]
    tell(goal.achieve, by=lev)
    question = tell(
        Reflection.ask, by=tell[MARA], trajectory=walk, coachee=lev, goal=goal,
        question="What would you like to tell yourself on a morning when the case stays closed?",
    )  # fmt: skip
    yield tell.after(90)
    tell(
        question.submit, by=lev, visibility=Visibility.SHARED,
        text="That a closed case is one morning. Open it tomorrow, tune it, and see what the hands want.",
    )  # fmt: skip


def _goes_on(tell: Teller, walk: Trajectory, lev: Person) -> Iterator[datetime]:
    """The cello is in the room. Half a year, once a month, for somebody to play it with."""
    mara = tell[MARA]
    later = tell(draft_trajectory, by=mara, coachees=[lev], length_months=6, cadence_days=28, continues=walk)
    tell(later.invite, by=mara, person=lev)
    yield tell.day(-8, "18:30")
    tell(Invitation.objects.get(person=lev, joins_id=later.pk).accept, by=lev)
    tell(later.start, by=lev)
    book(tell, later, tell.day(12, "17:00"), by=mara)
    yield tell.day(-5, "20:10")
    tell(
        Vision.write, by=lev, trajectory=later, coachee=lev,
        text="There is a second chair in the room, and most weeks somebody sits on it.",
    )  # fmt: skip
    tell(
        Goal.propose, by=lev, trajectory=later, coachee=lev, text="Duets twice a month", progress=3,
        sign="Two evenings in the calendar, each month until summer",
    )  # fmt: skip
