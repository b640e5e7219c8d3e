"""Jonas from session 4 to this morning: the long action is made smaller and done, and new ones are open."""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.story.turns import close, hold, note
from handrail.cli.story.walking import Walking
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Achievement, Goal
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.review import Decision, Relevance, Review
from handrail.trajectory.session import Session
from handrail.trajectory.weekly_goal import Fit
from handrail.trajectory.win import Win


def jonas(walk: Walking, fourth: Session) -> Iterator[datetime]:
    yield from _fourth(walk, fourth)
    today = close(walk.tell, fourth, by=walk.mara, following=walk.tell.later_today())
    yield from _does_it(walk)
    yield from _these_days(walk, today)


def _fourth(walk: Walking, session: Session) -> Iterator[datetime]:
    tell = walk.tell

    def agreed() -> None:
        tell(
            walk.action("Talk with the head").replace, by=walk.jonas, session=session, due_on=tell.on(-12),
            text="Send her two lines and ask for half an hour", reason="The talk is big. The mail is small.",
        )  # fmt: skip
        for text, due, confidence in (
            ("Ask the team which two decisions they want to take without me", -3, 7),
            ("Prepare the first Monday without me", 4, 7),
            ("Move the Thursday call with the yard to the morning", -5, 6),
        ):
            walk.acts(text, due=due, session=session, goal=walk.planning, confidence=confidence)
        walk.acts("Walk home along the water on Tuesday, the phone in the bag", due=-7, session=session,
                  goal=walk.evenings, confidence=9)  # fmt: skip
        walk.promises("Find a team lead who has done this and would talk with Jonas", due=2, session=session)

    yield from hold(
        tell, session, by=walk.mara, agreed=agreed,
        shared="The talk came along for the third time, and this time we made it smaller until it was a mail. Dinner: "
        "we gave that goal plainer words. A proposal lies on the table for a third one, to think about.",
        own="Relief in the room when it became small. Watch the call with the yard: he says it is the yard.",
        learned="Small is not cheating.",
    )  # fmt: skip
    yield tell.after(1)
    _looks_at_goals(walk, session)


def _looks_at_goals(walk: Walking, session: Session) -> None:
    tell, mara = walk.tell, walk.mara
    tell(
        Review.of_goal, by=mara, goal=walk.evenings, session=session, relevance=Relevance.YES, commitment=9, progress=5,
        decision=Decision.REVISE, achievement=Achievement.IMPROVING,
        learning="“More often” cannot be kept. Three evenings can.",
    )  # fmt: skip
    walk.is_sure(7)
    tell(
        walk.evenings.revise, by=mara, text="At the table by half past six, three evenings a week",
        sign="Three ticks a week on the calendar in the kitchen",
        reason="More often was never reached, because it could not be.",
    )  # fmt: skip
    tell(
        Goal.propose, by=mara, trajectory=walk.trajectory, coachee=walk.jonas,
        text="Say no to one request a week, out loud",
        sign="One no a week that somebody heard", why="Every yes after five is one at the table less.",
    )  # fmt: skip
    walk.exercise = walk.gives("strengths", session=session, goal=walk.evenings)


def _does_it(walk: Walking) -> Iterator[datetime]:
    tell, jonas = walk.tell, walk.jonas
    again = tell(Reflection.ask_again, by=walk.mara, prompt=walk.question.prompt)
    yield tell.day(-13, "08:35")
    tell(
        walk.action("Send her two lines").complete, by=jonas,
        remark="Sent from the stairs. She answered before I was up them.",
    )  # fmt: skip
    yield tell.after(4)
    walk.acts("Half an hour with the head of planning: what goes, what stays", due=-6, goal=walk.planning, confidence=9)
    yield tell.day(-10, "07:45")
    walk.looks_back(percent=75, happened="Two evenings, and a third that nobody had planned.",
                    learned="The third one was the best.", fit=Fit.RIGHT)  # fmt: skip
    yield tell.day(-10, "21:40")
    tell(again.skip, by=jonas)
    yield tell.day(-9, "22:05")
    tell(
        Reflection.objects.get(prompt__exercise=walk.exercise).save_words, by=jonas,
        text="▸ The good hour\nWednesday, the hour after the planning. I had nothing to do, and somebody came by to "
        "think aloud.\n\n▸ What I used in it\n- Listening\n- Calming things",
    )  # fmt: skip
    yield tell.day(-8, "12:30")
    word = tell(
        Outreach.send, by=walk.mara, trajectory=walk.trajectory, coachee=jonas,
        text="Hello Jonas,\n\nthat third evening stays with me: nobody had planned it. What made room for it?",
    )  # fmt: skip
    yield tell.day(-8, "21:05")
    tell(word.answer, by=jonas, text="Nobody asked me for anything before six. I had told them on Monday.")
    yield tell.day(-7, "18:25")
    tell(walk.action("Walk home").complete, by=jonas, remark="Twenty minutes. I arrived as somebody else.")
    yield tell.day(-6, "12:10")
    tell(
        walk.action("Half an hour").complete, by=jonas,
        remark="She takes the Monday meeting from next month on. She had been waiting for me to ask.",
    )  # fmt: skip
    tell(
        Win.add, by=jonas, trajectory=walk.trajectory, coachee=jonas, goal=walk.planning,
        text="The talk I put off for a month took twenty minutes and ended with coffee.",
    )  # fmt: skip
    yield tell.after(20)
    tell(walk.action("Prepare the first Monday").start, by=jonas)
    tell(
        walk.action("Move the Thursday call").block, by=jonas,
        obstacle="The yard only has the slot at five. I need somebody who asks together with me.",
    )  # fmt: skip


def _these_days(walk: Walking, today: Session) -> Iterator[datetime]:
    tell, jonas, mara = walk.tell, walk.jonas, walk.mara
    yield tell.day(-4, "09:20")
    tell(
        Reflection.ask, by=mara, trajectory=walk.trajectory, coachee=jonas, goal=walk.planning,
        question="What would you say to somebody who stands where you stood seven weeks ago?",
    )  # fmt: skip
    again = tell(Reflection.ask_again, by=mara, prompt=walk.question.prompt)
    yield tell.day(-3, "17:05")
    tell(
        walk.action("Ask the team").postpone, by=jonas, due_on=tell.on(1),
        reason="Two of five are on leave. I want them all to choose.",
    )  # fmt: skip
    walk.looks_back(percent=100, happened="Three evenings. All three on the calendar.",
                    learned="It holds when I say it in the morning.", fit=Fit.RIGHT)  # fmt: skip
    yield tell.day(-2, "10:15")
    tell(
        Action.propose, by=mara, trajectory=walk.trajectory, owner=jonas, goal=walk.evenings, due_on=tell.on(3),
        text="Put the first free Monday evening in the calendar before something else does",
    )  # fmt: skip
    yield tell.day(-1, "20:40")
    tell(
        again.submit, by=jonas, visibility=Visibility.SHARED,
        text="That I ask first. It turns out they knew, most of the time, and were waiting to be asked.",
    )  # fmt: skip
    note(tell, today, by=jonas, shared="For tomorrow: how to be in the building on Monday and not in the room.")
    yield tell.ago(70)
    note(
        tell, today, by=mara,
        shared="For today: how to be in the building on Monday and not in the room. And the look back halfway: what "
        "has moved since the first vision?",
        own="Begin with the win, he will skip it. Then the yard: whose no is it?\n"
        "? What would the team miss if you came to think along, and not to rescue?\n"
        "> me: send him the piece on Monday meetings by next time",
    )  # fmt: skip
    yield tell.ago(35)
    tell(
        walk.acts("Choose who sits in my chair on Monday", due=0, goal=walk.planning, confidence=8).complete, by=jonas,
        remark="They drew lots, and everybody was content.",
    )  # fmt: skip
