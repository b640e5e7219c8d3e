"""Sofia is in her first week, with Tomás: one conversation behind her, everything still to be found."""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.cast import SOFIA, TOMAS
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import agree, book, close, hold, invite
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.vision import Vision


def sofia(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-6, "11:00")
    tomas = tell[TOMAS]
    walk = invite(tell, SOFIA, by=tomas)
    yield tell.day(-5, "19:35")
    sofia = agree(tell, walk, SOFIA)
    yield tell.day(-4, "09:10")
    first = book(tell, walk, tell.day(-2, "14:00"), by=tomas)

    yield from hold(
        tell, first, by=tomas,
        agreed=lambda: tell(
            Action.propose, by=tomas, trajectory=walk, owner=sofia, session=first, due_on=tell.on(3), confidence=9,
            text="Ask three people who know me what they come to me for", agreed=True,
        ),
        shared="A new job since the summer, and the feeling of playing a part in it. Sofia wants to find out which "
        "of the meetings are hers to lead. We begin by collecting what others already see.",
        own="Quick and funny; goes quiet when asked what she wants. Leave room there, do not fill it.",
        learned="I do not have to know yet.",
    )  # fmt: skip
    close(tell, first, by=tomas, following=tell.day(12, "14:00"))
    yield tell.day(-2, "21:15")
    tell(
        Vision.write, by=sofia, trajectory=walk, coachee=sofia,
        text="I walk into the Tuesday meeting as myself, and say the thing I would otherwise say afterwards.",
    )  # fmt: skip
    yield tell.day(-1, "08:50")
    # No sign to know it by yet, so it waits for one.
    tell(Goal.propose, by=sofia, trajectory=walk, coachee=sofia, text="Speak up earlier", why="I am tired of nodding.")
    yield tell.day(-1, "12:30")
    tell(
        Reflection.ask, by=tomas, trajectory=walk, coachee=sofia, session=first,
        question="When did you last say something early, and what made that easy?",
    )  # fmt: skip
