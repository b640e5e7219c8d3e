"""Priya paused: her mother fell ill. Everything waits where it was."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from handrail.cli.cast import MARA, PRIYA
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import agree, book, close, hold, invite
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import PauseReason, Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import Fit, WeeklyGoal

TALKS = (
    (
        "Priya was asked to lead the lab and said she would think about it. That was in spring. We looked at what a "
        "yes would cost, and what it would open.",
        "I have been waiting for somebody to tell me I may.",
        "Talk to the one who led the lab before me",
    ),
    (
        "The talk was lighter than expected: two hours, and no advice. Priya now has a list of what she would do "
        "differently, which sounds like a yes.",
        "A list like that is an answer.",
        "Write down what I would hand over in the first month",
    ),
    (
        "She said yes. Now to begin well: which of her own experiments stay hers, and what she gives away.",
        "Keep one experiment. One.",
        "Choose the experiment I keep, and tell the group",
    ),
)


def priya(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-79, "14:40")
    mara = tell[MARA]
    walk = invite(tell, PRIYA, by=mara)
    yield tell.day(-77, "08:20")
    priya = agree(tell, walk, PRIYA)
    yield tell.day(-76, "09:30")
    session = book(tell, walk, tell.day(-72, "11:30"), by=mara)
    for number, (shared, learned, action) in enumerate(TALKS):
        yield from hold(
            tell, session, by=mara, shared=shared, learned=learned,
            agreed=_agree(tell, session, priya, action, tell.on(-65 + 14 * number)),
        )  # fmt: skip
        session = close(tell, session, by=mara, following=tell.day(-58 + 14 * number, "11:30"))
        yield from _evening(tell, walk, priya, number)
    yield tell.day(-33, "17:45")
    tell(session.cancel, by=mara, side="client", reason="Her mother is in hospital.")
    tell(walk.pause, by=mara, reason=PauseReason.CLIENT, resumes_on=tell.on(11))


def _agree(tell: Teller, session: Session, priya: Person, text: str, due_on: date) -> Callable[[], None]:
    goal = Goal.objects.filter(trajectory=session.trajectory).first()

    def agreed() -> None:
        tell(
            Action.propose, by=priya, trajectory=session.trajectory, owner=priya, session=session, goal=goal,
            text=text, due_on=due_on, confidence=8,
        )  # fmt: skip

    return agreed


def _evening(tell: Teller, walk: Trajectory, priya: Person, number: int) -> Iterator[datetime]:
    """What Priya did between this session and the next."""
    yield tell.after(60 * 9)
    if number == 0:
        tell(
            Vision.write, by=priya, trajectory=walk, coachee=priya,
            text="A lab where people leave at five and come back curious. I lead it, and I still pipette on Thursdays.",
        )  # fmt: skip
        goal = tell(
            Goal.propose, by=priya, trajectory=walk, coachee=priya, text="Decide about leading the lab, and begin",
            sign="The group has heard it from me", why="Waiting is also a decision.", progress=2,
        )  # fmt: skip
        tell(Milestone.add, by=priya, goal=goal, text="Say yes or no")
        tell(Milestone.add, by=priya, goal=goal, text="First month handed over on paper")
    elif number == 1:
        yes = Milestone.objects.filter(trajectory=walk).in_order()[0]
        tell(yes.reach, by=priya)
        week = tell(
            WeeklyGoal.propose, by=priya, goal=yes.goal, text="Ask one question before I give an answer, each day",
            expectation="It will feel slow.",
        )  # fmt: skip
        yield tell.after(60 * 24 * 7)
        tell(week.review, by=priya, percent=70, fit=Fit.RIGHT, learned="Half the time they knew it themselves.")
    if number < 2:
        yield tell.after(60 * 14)
        tell(Action.objects.filter(trajectory=walk, state="agreed").by_day()[0].complete, by=priya)
