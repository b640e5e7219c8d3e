"""Jonas in week seven: he leads a team, carries it home, and is learning to hand things over.

One action of his goes the long way: agreed in session 2, put off twice, carried into 3 and 4, made smaller, done.
"""

from collections.abc import Iterator
from datetime import datetime

from handrail.cli.cast import JONAS, MARA
from handrail.cli.story import jonas_lately
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import agree, book, close, hold, invite, note
from handrail.cli.story.walking import Walking
from handrail.trajectory.answering import submit
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.exploration import Card, Exploration
from handrail.trajectory.goal import Achievement, Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.review import Decision, Relevance, Review
from handrail.trajectory.scale_answer import Scale, ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import Fit, WeeklyGoal
from handrail.trajectory.win import Win


def jonas(tell: Teller) -> Iterator[datetime]:
    yield tell.day(-49, "16:20")
    trajectory = invite(tell, JONAS, by=tell[MARA])
    yield tell.day(-48, "20:05")
    walk = Walking(tell, trajectory, mara=tell[MARA], jonas=agree(tell, trajectory, JONAS))
    yield tell.day(-48, "21:10")
    first = book(tell, trajectory, tell.day(-47, "10:30"), by=walk.mara)
    yield from _first(walk, first)
    second = close(tell, first, by=walk.mara, following=tell.day(-40, "10:30"))
    yield from _sets_out(walk, first)
    yield from _second(walk, second)
    third = close(tell, second, by=walk.mara, following=tell.day(-28, "10:30"))
    yield from _puts_off(walk, second)
    yield from _third(walk, third)
    fourth = close(tell, third, by=walk.mara, following=tell.day(-15, "09:00"))
    yield from _hands_over(walk, third, fourth)
    yield from jonas_lately.jonas(walk, fourth)


def _first(walk: Walking, session: Session) -> Iterator[datetime]:
    def agreed() -> None:
        walk.acts("Write down for a week when I leave, and what kept me", due=-41, session=session, confidence=9)
        walk.acts("Say at home that three evenings a week are mine to keep", due=-44, session=session, confidence=8)

    yield from hold(
        walk.tell, session, by=walk.mara, agreed=agreed,
        shared="Eight months as head of the team. Jonas is good at it and pays with his evenings: he is the one who "
        "knows everything, so everything comes to him.",
        own="Proud of being needed. Ask what he would be without it, but not yet.",
        learned="I am not short of hours, I am short of handing over.",
    )  # fmt: skip
    yield walk.tell.after(25)
    note(
        walk.tell, session, by=walk.mara,
        shared="Eight months as head of the team. Jonas is good at it and pays with his evenings: he is the one who "
        "knows everything, so everything comes to him. The Monday planning alone takes him until eight.",
        own="Proud of being needed. Ask what he would be without it, but not yet. His father worked the same way.",
    )  # fmt: skip


def _sets_out(walk: Walking, first: Session) -> Iterator[datetime]:
    """Vision, goals and the first week, in Jonas's own evening."""
    tell = walk.tell
    walk.question = tell(
        Reflection.ask, by=walk.mara, trajectory=walk.trajectory, coachee=walk.jonas, session=first,
        question="If these three months do one thing for you, what is it?",
    )  # fmt: skip
    yield tell.day(-47, "21:00")
    tell(
        Vision.write, by=walk.jonas, trajectory=walk.trajectory, coachee=walk.jonas,
        text="I lead my team without carrying everything home. I eat with the children and leave the rest for morning.",
    )  # fmt: skip
    yield tell.day(-46, "20:40")
    walk.planning = tell(
        Goal.propose, by=walk.jonas, trajectory=walk.trajectory, coachee=walk.jonas, progress=1,
        text="The team runs the Monday planning without me", why="It is what keeps me at the desk until eight.",
        sign="Three Mondays in a row where I am not in the room and the plan stands",
    )  # fmt: skip
    walk.evenings = tell(
        Goal.propose, by=walk.jonas, trajectory=walk.trajectory, coachee=walk.jonas, progress=2,
        text="Be home for dinner more often", why="They stopped asking when I come. That is worse than asking.",
        sign="At the table by half past six",
    )  # fmt: skip
    yield tell.after(15)
    tell(
        walk.question.submit, by=walk.jonas, visibility=Visibility.SHARED,
        text="That I stop being the one who has to know. I would like to be the one who asks.",
    )  # fmt: skip
    yield tell.day(-45, "07:40")
    walk.week = tell(
        WeeklyGoal.propose, by=walk.jonas, goal=walk.evenings,
        text="Laptop closed at half past five on Tuesday and Thursday",
        expectation="Somebody will ring at twenty to six.",
    )  # fmt: skip
    tell(walk.week.start, by=walk.jonas)
    yield tell.day(-44, "18:55")
    home = walk.action("Say at home")
    tell(home.complete, by=walk.jonas, remark="They laughed, and then they wrote it on the calendar.")
    yield tell.day(-41, "17:50")
    tell(walk.action("Write down for a week").complete, by=walk.jonas, remark="Four of five days: the same half hour.")


def _second(walk: Walking, session: Session) -> Iterator[datetime]:
    def agreed() -> None:
        walk.acts(
            "Talk with the head of planning about handing over the Monday meeting", due=-35, session=session,
            goal=walk.planning, confidence=6,
        )  # fmt: skip
        _makes_sure(walk, session)
        walk.acts("Put the weekly planning on one page", due=-33, session=session, goal=walk.planning, confidence=8)
        walk.promises("Send Jonas the page on handing over in three steps", due=-38, session=session)

    yield from hold(
        walk.tell, session, by=walk.mara, agreed=agreed,
        shared="The list of the week shows it: not the work keeps him, the half hour after five in which people find "
        "him alone. Two ways in: hand over the Monday meeting, and be gone at half past five twice a week.",
        own="The talk with the head of planning is the real one. Confidence 6: we named it and he wanted to keep it.",
        learned="They come because I am there.",
    )  # fmt: skip
    yield walk.tell.after(2)
    walk.exercise = walk.gives("smallest_step", session=session, goal=walk.planning)


def _makes_sure(walk: Walking, session: Session) -> None:
    """What was looked at, how sure he is of the talk, and what he does when she has no time."""
    tell, talk = walk.tell, walk.action("Talk with the head")
    for card, text in (
        (Card.TOPIC, "Why I am the last one out of the building."),
        (Card.WANTS, "That the team thinks first and rings later."),
        (Card.STRENGTHS, "I can explain a thing so that it stays explained."),
        (Card.DRAWS, "The table at home. And being a lead instead of a switchboard."),
        (Card.HOLDS, "As long as they need me I know what I am for."),
    ):
        tell(Exploration.write, by=walk.mara, session=session, coachee=walk.jonas, card=card, text=text)
    sure = tell(
        ScaleAnswer.give, by=walk.mara, trajectory=walk.trajectory, about=talk, scale=Scale.CONFIDENCE, value=6,
        session=session,
    )  # fmt: skip
    tell(
        sure.explain, by=walk.mara, why_not_lower="She has said twice that she would take it.",
        one_up="A fixed half hour instead of a word in the corridor.", support="Whoever plans her calendar",
    )  # fmt: skip
    tell(
        CopingPlan.make, by=walk.mara, about=talk, obstacle="she has no time when I stand at her door",
        response="ask her for the next free half hour right there",
    )  # fmt: skip
    walk.is_sure(3)


def _puts_off(walk: Walking, second: Session) -> Iterator[datetime]:
    """The two weeks in which the talk did not happen, and other things did."""
    tell, jonas = walk.tell, walk.jonas
    yield tell.day(-39, "08:15")
    tell(walk.action("Send Jonas the page").complete, by=walk.mara)
    yield tell.day(-39, "20:30")
    for text, days in (
        ("The planning on one page", -32),
        ("Two of the team lead it once, with me in the room", -18),
        ("The first Monday without me", 6),
    ):
        tell(Milestone.add, by=jonas, goal=walk.planning, text=text, due_on=tell.on(days))
    tell(Milestone.add, by=jonas, goal=walk.evenings, text="One whole week with both evenings kept")
    yield tell.day(-38, "07:45")
    walk.looks_back(percent=25, happened="Tuesday yes. Thursday somebody rang at twenty to six.",
                    learned="I knew who would ring.", fit=Fit.RIGHT)  # fmt: skip
    yield tell.day(-37, "21:20")
    answer = Reflection.objects.get(prompt__exercise=walk.exercise)
    tell(answer.save_words, by=jonas, text="▸ What I keep putting off\nThe talk.\n\n▸ Half of it\nAsking for a time.")
    yield tell.after(6)
    tell(
        submit, by=jonas, reflection=answer, visibility=Visibility.SHARED,
        text="▸ What I keep putting off\nThe talk.\n\n▸ Half of it\nAsking for a time.\n\n▸ The two-minute version\n"
        "Two lines of mail. And I notice that I would rather prepare the talk.\n\n▸ How sure am I that I will do it?\n"
        "7 / 10\n\n▸ How sure am I that I will do it? · What makes me as sure as I am?\nI can do it from the stairs.",
    )  # fmt: skip
    yield tell.day(-35, "19:40")
    tell(
        walk.action("Talk with the head").postpone, by=jonas, due_on=tell.on(-26),
        reason="She is away this week. I only saw it when I stood at her door.",
    )  # fmt: skip
    yield tell.day(-34, "16:05")
    tell(walk.action("Put the weekly planning").complete, by=jonas, remark="One page, both sides. It counts.")
    tell(walk.milestone("The planning on one page").reach, by=jonas)
    yield tell.day(-31, "07:45")
    walk.looks_back(percent=50, happened="Both evenings, one of them at ten past six.",
                    learned="Half past five has to be in the calendar, or it is six.", fit=Fit.RIGHT)  # fmt: skip


def _third(walk: Walking, session: Session) -> Iterator[datetime]:
    def agreed() -> None:
        walk.acts("Let two of the team lead Monday's planning while I take notes", due=-20, session=session,
                  goal=walk.planning, confidence=7)  # fmt: skip
        walk.acts("Read the book on delegating", due=-15, session=session, confidence=7)

    yield from hold(
        walk.tell, session, by=walk.mara, agreed=agreed,
        shared="The page is there and good. The talk is not, and we looked at why without hurrying past it: as long "
        "as it has not taken place, the meeting is still his.",
        own="He named it himself: handing over feels like leaving. Slow down here.",
        learned="I am keeping the meeting by not talking about it.",
    )  # fmt: skip
    walk.tell(Attendance.note, by=walk.mara, session=session, coachee=walk.jonas, state="late", minutes_late=15)
    yield walk.tell.after(2)
    walk.tell(
        Review.of_goal, by=walk.mara, goal=walk.planning, session=session, relevance=Relevance.YES,
        decision=Decision.KEEP, commitment=8, progress=4, achievement=Achievement.IMPROVING,
        learning="The writing was easy. The talking is the goal.",
    )  # fmt: skip
    walk.is_sure(4)


def _hands_over(walk: Walking, third: Session, fourth: Session) -> Iterator[datetime]:
    tell, jonas = walk.tell, walk.jonas
    question = tell(
        Reflection.ask, by=walk.mara, trajectory=walk.trajectory, coachee=jonas, session=third,
        question="What would be missing for you if the Monday meeting were no longer yours?",
    )  # fmt: skip
    yield tell.day(-27, "21:30")
    tell(
        Vision.write, by=jonas, trajectory=walk.trajectory, coachee=jonas,
        text="I lead my team without carrying everything home. People come to me to think, not to be rescued. "
        "I eat with the children, and what is left over can wait for morning.",
    )  # fmt: skip
    yield tell.day(-26, "18:10")
    tell(
        walk.action("Talk with the head").postpone, by=jonas, due_on=tell.on(-12),
        reason="The quarter's figures took the week, and I was glad of the excuse.",
    )  # fmt: skip
    yield tell.day(-25, "22:10")
    tell(question.save_words, by=jonas, text="Being looked at when something is unclear.")
    yield tell.after(7)
    tell(
        question.submit, by=jonas, visibility=Visibility.PRIVATE,
        text="Being looked at when something is unclear. I did not know that I would miss that. It is not a reason to "
        "keep the meeting, but it is the reason I have kept it.",
    )  # fmt: skip
    yield tell.day(-24, "07:45")
    walk.looks_back(percent=75, best="The quiet at twenty to six on Tuesday.",
                    happened="Tuesday, Thursday, and nobody rang.", contributed="The page hung by the door.",
                    not_lower="I had said it aloud in the morning.", learned="They found the answer on the page.",
                    fit=Fit.CAUTIOUS)  # fmt: skip
    yield tell.day(-21, "11:40")
    tell(
        walk.action("Let two of the team").complete, by=jonas,
        remark="I said eleven words. The plan stood at a quarter past ten.",
    )  # fmt: skip
    tell(walk.milestone("Two of the team").reach, by=jonas)
    yield tell.after(9)
    tell(
        Win.add, by=jonas, trajectory=walk.trajectory, coachee=jonas, goal=walk.planning,
        text="A Monday plan that I did not make, and that I would not have made better.",
    )  # fmt: skip
    yield tell.day(-20, "09:30")
    tell(fourth.reschedule, by=walk.mara, starts_at=tell.day(-14, "10:30"))
    yield tell.day(-18, "20:15")
    tell(
        walk.action("Read the book").release, by=jonas,
        reason="I know enough to begin. Reading about it is my way of waiting.",
    )  # fmt: skip
    yield tell.day(-17, "07:45")
    walk.looks_back(percent=50, happened="Thursday went to the figures.",
                    learned="I can say beforehand which evening I give away.", fit=Fit.RIGHT)  # fmt: skip
