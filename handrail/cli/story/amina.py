"""Amina began well and is drifting: two conversations, then twice an empty chair."""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.cast import AMINA, MARA
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import agree, book, close, hold, invite, note
from handrail.practice.person import Person
from handrail.signals.judged import judged_in
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.handling import Handling
from handrail.trajectory.lapse import Kind, Lapse
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.session import Session, Side
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import Fit, WeeklyGoal


def amina(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-68, "10:20")
    mara = tell[MARA]
    walk = invite(tell, AMINA, by=mara)
    yield tell.day(-67, "13:05")
    amina = agree(tell, walk, AMINA)
    yield tell.day(-66, "09:00")
    first = book(tell, walk, tell.day(-64, "16:00"), by=mara)

    yield from hold(
        tell, first, by=mara,
        agreed=lambda: tell(
            Action.propose, by=amina, trajectory=walk, owner=amina, session=first, due_on=tell.on(-57), confidence=8,
            text="List the five clients I would take with me tomorrow",
        ),
        shared="Twelve years at the agency, and a studio of her own that exists as a folder on her desktop. What "
        "would have to be true for her to open that folder on a weekday?",
        own="Lights up when she talks about the work, goes grey when she talks about money.",
        learned="The folder is older than I thought.",
    )  # fmt: skip
    second = close(tell, first, by=mara, following=tell.day(-50, "16:00"))
    yield from _begins(tell, walk, amina, first)
    yield from _second(tell, second, mara, amina)
    third = close(tell, second, by=mara, following=tell.day(-36, "16:00"))
    yield from _drifts(tell, third, mara)


def _begins(tell: Teller, walk: Trajectory, amina: Person, first: Session) -> Iterator[datetime]:
    yield tell.day(-63, "20:30")
    tell(
        Vision.write, by=amina, trajectory=walk, coachee=amina,
        text="A small studio with north light, four clients who call me back, and Fridays without a screen.",
    )  # fmt: skip
    yield tell.day(-63, "20:45")
    tell(
        Goal.propose, by=amina, trajectory=walk, coachee=amina, text="Three paying clients of my own", progress=1,
        why="So that leaving is a step and not a jump.", sign="Three signed offers in the folder",
    )  # fmt: skip
    yield tell.day(-58, "18:10")
    tell(Action.objects.get(session=first).complete, by=amina, remark="Six, in the end.")


def _second(tell: Teller, second: Session, mara: Person, amina: Person) -> Iterator[datetime]:
    walk = second.trajectory
    goal = Goal.objects.get(trajectory=walk)

    def agreed() -> None:
        for text, days in (
            ("Write to the two I would most like to work with", -43),
            ("Ask the bookkeeper what a month without salary costs", -38),
        ):
            tell(
                Action.propose, by=mara, trajectory=walk, owner=amina, session=second, goal=goal, agreed=True,
                text=text, due_on=tell.on(days), confidence=6,
            )  # fmt: skip

    yield from hold(
        tell, second, by=mara, agreed=agreed,
        shared="Six names instead of five. Amina will write to two of them, and find out what a month costs.",
        own="Confidence dropped from 8 to 6 when a sum was named. Come back to the money, gently.",
        learned="Writing to them is not asking for a favour.",
    )  # fmt: skip
    yield tell.after(3)
    week = tell(
        WeeklyGoal.propose, by=mara, goal=goal, agreed=True,
        text="One hour for the studio before the first mail, twice", expectation="Mornings are mine.",
    )  # fmt: skip
    question = tell(
        Reflection.ask, by=mara, trajectory=walk, coachee=amina, session=second,
        question="What would you do first if the money were settled?",
    )  # fmt: skip
    yield tell.day(-48, "22:05")
    tell(
        question.submit, by=amina, visibility=Visibility.SHARED,
        text="Clear the table by the window. Then draw for a whole morning without asking whom it is for.",
    )  # fmt: skip
    yield tell.day(-43, "07:50")
    tell(
        week.review, by=amina, percent=50, fit=Fit.AMBITIOUS,
        happened="Once. The second morning a pitch came in between.", learned="An hour is long enough to matter.",
    )  # fmt: skip
    yield tell.day(-43, "07:55")
    tell(week.again, by=amina)


def _drifts(tell: Teller, third: Session, mara: Person) -> Iterator[datetime]:
    amina, walk = tell[AMINA], third.trajectory
    yield tell.day(-38, "19:00")
    letters = Action.objects.filter(trajectory=walk, state="agreed").by_day()[0]
    tell(letters.postpone, by=amina, due_on=tell.on(-30), reason="The pitch. After that it is quieter.")
    yield tell.after(2)
    tell(
        Reflection.ask, by=mara, trajectory=walk, coachee=amina, session=third,
        question="What is one thing you would like to keep from these weeks?",
    )  # fmt: skip
    yield tell.day(-36, "16:20")
    tell(third.miss, by=mara, side=Side.CLIENT, reason="No word; she wrote in the evening that the pitch ran over.")
    note(tell, third, by=mara, own="The first one she missed. Wrote two friendly lines, no question in them.")
    yield tell.day(-33, "09:15")
    fourth = book(tell, walk, tell.day(-20, "16:00"), by=mara)
    yield tell.day(-20, "16:25")
    tell(fourth.miss, by=mara, side=Side.CLIENT, reason="Booked in a week she had already called full.")
    note(
        tell, fourth, by=mara,
        own="Twice now. Not a reminder: ask whether this is still the right conversation, and the right pace.",
    )  # fmt: skip
    week = WeeklyGoal.objects.filter(trajectory=walk).order_by("-pk")[0]
    tell(
        Lapse.note, by=mara, trajectory=walk, coachee=amina, kind=Kind.RELAPSE, weekly_goal=week, from_on=tell.on(-36),
        what="The mornings went with the pitch, and have not come back.",
    )  # fmt: skip
    yield tell.day(-18, "09:40")
    _is_written_to(tell, third, mara)


def _is_written_to(tell: Teller, third: Session, mara: Person) -> None:
    """Because of what two sessions that fell out raise; she has not written back."""
    raised = judged_in(third.trajectory_id, mara, at=tell.at)[0].of_client[0]
    about = Handling.of(third.trajectory, kind=raised.kind, evidence=raised.evidence, coachee=tell[AMINA])
    tell(
        about.reach_out, by=mara,
        text="Hello Amina,\n\nI was thinking of the table by the window. No need to explain anything: I would like to "
        "hear how you are. A shorter talk, or a walk instead of a screen, is just as good.",
    )  # fmt: skip
