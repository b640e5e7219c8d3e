"""Three months of Jonas and Mara, through verbs: something of everything that can happen in a trajectory."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.fact import Fact
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.impression import Impression
from handrail.trajectory.intention import Intention
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.session import Session
from handrail.trajectory.summary import Summary
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win
from tests.told import told_once

SUMMED_UP = "# What you do\n- Call Ann · by Thursday"
JONAS_WISHES = "Fewer questions at once"
JONAS_BRINGS = "The evenings, and the job"
# Words that nobody but their writer may ever meet.
JONAS_ALONE = "I did not dare to say that I am looking for another job"
JONAS_DRAFT = "Mara will think me weak"
JONAS_TOOK_BACK = "My brother drinks and I cover for him"
MARA_ALONE = "He looks past me when the brother comes up"


@dataclass(frozen=True)
class Story:
    trajectory: Trajectory
    sleep: Goal
    call_ann: Action
    walk_home: Action
    shared_note: Note
    own_note: Note
    private: Reflection
    shared: Reflection
    taken_back: Reflection
    vision: Vision


@told_once
def told(trajectory: Trajectory, *, mara: Person, jonas: Person, start: datetime) -> Story:
    def at(days: int, hours: float = 0) -> datetime:
        return start + timedelta(days=days, hours=hours)

    def on(days: int) -> date:
        return at(days).date()

    t = trajectory

    vision = Vision.write(t, by=jonas, at=at(0), coachee=jonas, text="I sleep, and mornings are mine.")
    first = Session.book(t, by=mara, at=at(0), starts_at=at(1, 1))

    Preparation.say(first, by=jonas, at=at(1), topic=JONAS_BRINGS, energy=4)
    first.start(by=mara, at=at(1, 1))
    sleep = Goal.propose(
        t,
        by=mara,
        at=at(1, 1),
        coachee=jonas,
        text="Sleep through the night",
        why="So that mornings are mine",
        progress=3,
    )
    sleep.confirm(by=jonas, at=at(1, 1), sign="Asleep before eleven, five nights of seven")
    Goal.propose(t, by=mara, at=at(1, 1), coachee=jonas, text="Run a marathon").decline(
        by=jonas, at=at(1, 1), reason="Not mine"
    )
    note = ""
    for minute, more in enumerate(
        ("The evenings are long. ", "The phone lies by the bed. ", "Ann works the late shift.")
    ):
        note += more
        shared_note = Note.write(first, by=mara, at=at(1, 1.2 + minute / 60), visibility="shared", text=note)
    own_note = Note.write(first, by=mara, at=at(1, 1.4), visibility="coach_only", text=MARA_ALONE)
    in_mind = Fact.keep(t, by=mara, at=at(1, 1.4), coachee=jonas, text=MARA_ALONE)
    in_mind.change(by=mara, at=at(1, 1.5), text=f"{MARA_ALONE} at all")
    Fact.keep(t, by=mara, at=at(1, 1.5), coachee=jonas, text=f"{MARA_ALONE}, once").let_go(by=mara, at=at(1, 1.5))
    call_ann = Action.propose(
        t, by=jonas, at=at(1, 1.5), owner=jonas, text="Call Ann about the evening shift", due_on=on(4), session=first,
        goal=sleep, confidence=6,
    )  # fmt: skip
    promise = Action.propose(t, by=mara, at=at(1, 1.5), owner=mara, text="Send the article on naps", due_on=on(2))
    offered = Action.propose(t, by=mara, at=at(1, 1.5), owner=jonas, text="Keep a sleep diary", due_on=on(8))
    walk_home = Action.propose(t, by=mara, at=at(1, 1.5), owner=jonas, text="Walk home", due_on=on(6), goal=sleep)
    first.hold(by=mara, at=at(1, 2))
    first.change(by=mara if t.is_group else jonas, at=at(1, 2), learned="That the phone is the thing")
    second = Session.book(t, by=mara, at=at(1, 2), starts_at=at(15, 1))
    first.close(by=mara, at=at(1, 2))
    Intention.keep(second, by=mara, at=at(1, 2), text=f"{MARA_ALONE} to begin", questions=["What helped?"])
    Impression.keep(first, by=mara, at=at(1, 2), energy=2, stands="earlier")
    Summary.send(first, by=mara, at=at(1, 2), coachee=jonas, text=SUMMED_UP)
    Feedback.give(first, by=jonas, at=at(1, 2), useful=4, room=3, energy=4, wish=JONAS_WISHES)
    private = Reflection.ask(t, by=mara, at=at(1, 2), coachee=jonas, question="What was left unsaid?", session=first)
    shared = Reflection.ask(
        t, by=mara, at=at(1, 2), coachee=jonas, question="What went better than you expected?", goal=sleep
    )
    weekly = WeeklyGoal.propose(sleep, by=mara, at=at(1, 2), text="Phone in the kitchen", expectation="Hard on Sunday")

    offered.decline(by=jonas, at=at(2), reason="I did that last year")
    walk_home.agree(by=jonas, at=at(2))
    promise.complete(by=mara, at=at(2))
    milestone = Milestone.add(sleep, by=mara, at=at(2), text="One week without the phone in bed", due_on=on(20))
    weekly.agree(by=jonas, at=at(2))
    weekly.start(by=jonas, at=at(2))
    private.save_words(by=jonas, at=at(2, 12), text=JONAS_ALONE[:20])
    private.save_words(by=jonas, at=at(2, 12.1), text=JONAS_ALONE[:40])
    private.submit(by=jonas, at=at(2, 12.2), text=JONAS_ALONE, visibility="private")

    shared.save_words(by=jonas, at=at(3), text=JONAS_DRAFT)
    call_ann.start(by=jonas, at=at(3))
    call_ann.postpone(by=jonas, at=at(3), due_on=on(7), reason="Ann is away")
    milestone.change(by=jonas, at=at(3), text="One week without the phone in the bedroom", due_on=on(21))
    shared.submit(by=jonas, at=at(3, 1), text="I said no and nobody minded.", visibility="shared")

    taken_back = Reflection.ask_again(shared.prompt, by=mara, at=at(4))
    exercise = Exercise.give(
        t, by=mara, at=at(4), coachee=jonas, title="The best hour", instructions="Find one hour that went well.",
        question="What made that hour possible?", goal=sleep,
    )  # fmt: skip
    call_ann.change(by=jonas, at=at(4), text="Call Ann about the late shift, once", goal=sleep)
    weekly.adjust(by=jonas, at=at(4), text="Phone in the kitchen after ten", expectation="Hard on Sunday")

    taken_back.submit(by=jonas, at=at(5), text=JONAS_TOOK_BACK, visibility="private")
    taken_back.share(by=jonas, at=at(5, 1))

    taken_back.withdraw(by=jonas, at=at(6))
    skipped = Reflection.ask(t, by=mara, at=at(6), coachee=jonas, question="What would a friend say?", session=first)

    skipped.skip(by=jonas, at=at(7))
    call_ann.block(by=jonas, at=at(7), obstacle="She does not pick up")

    exercise.set_aside(by=jonas, at=at(8))
    call_ann.unblock(by=jonas, at=at(8))
    weekly.review(by=jonas, at=at(8), percent=60, happened="Sunday was hard", learned="A book helps", fit="right")

    second.reschedule(by=mara, at=at(10), starts_at=at(15, 2), minutes=60)

    sleep.revise(by=jonas, at=at(15), text="Sleep through most nights", reason="Every night is nobody’s")
    smaller = call_ann.replace(by=jonas, at=at(15, 1), text="Write Ann one message", due_on=on(16), session=second)
    walk_home.release(by=jonas, at=at(15, 1), reason="The bus is where I read")
    second.hold(by=mara, at=at(15, 3))
    Summary.begin(second, by=jonas, at=at(15, 3), text="I write to Ann")

    smaller.complete(by=jonas, at=at(16), remark="She answered within the hour.")
    smaller.reopen(by=jonas, at=at(16))
    smaller.complete(by=jonas, at=at(16))
    asked_for = Session.request(t, by=jonas, at=at(16), starts_at=at(29))
    asked_for.confirm(by=mara, at=at(16, 1))

    milestone.reach(by=jonas, at=at(19))
    milestone.reopen(by=jonas, at=at(19))

    asked_for.cancel(by=jonas, at=at(20), side="client", reason="Travelling")
    empty_chair = Session.book(t, by=mara, at=at(20), starts_at=at(30))
    t.change(by=mara, at=at(20), length_months=4, cadence_days=14)

    milestone.drop(by=jonas, at=at(22))

    empty_chair.miss(by=mara, at=at(30), side="client")
    third = Session.book(t, by=mara, at=at(30), starts_at=at(60))
    Review.of_goal(
        sleep, by=mara, at=at(30), relevance="yes", decision="keep", learning="Evenings decide", commitment=8,
        progress=5, achievement="improving",
    )  # fmt: skip
    vision.revisit(by=jonas, at=at(30))

    sleep.put_on_hold(by=jonas, at=at(31), reason="Moving house")
    t.pause(by=mara, at=at(31), reason="client", resumes_on=on(38))

    sleep.take_up(by=jonas, at=at(38))
    t.resume(by=mara, at=at(38))

    garden = Goal.propose(t, by=jonas, at=at(40), coachee=jonas, text="A garden", sign="Beans")

    Vision.write(t, by=jonas, at=at(45), coachee=jonas, text="I sleep, and mornings belong to me.")
    Review.midpoint(t, by=mara, at=at(45), learning="It is the evenings", session=second)

    Win.add(t, by=jonas, at=at(46), coachee=jonas, text="Read a whole book", goal=sleep)

    evenings = Domain.add(t, by=mara, at=at(47), coachee=jonas, name="Evenings")
    sleep.place(by=mara, at=at(47), domain=evenings)

    sleep.achieve(by=jonas, at=at(50))

    sleep.maintain(by=jonas, at=at(51))

    sleep.relapse(by=jonas, at=at(55), reason="The move")

    garden.drop(by=jonas, at=at(56), reason="No garden in the new house")
    assert third.is_ahead
    return Story(t, sleep, call_ann, walk_home, shared_note, own_note, private, shared, taken_back, vision)


def ended(trajectory: Trajectory, *, mara: Person, jonas: Person, start: datetime) -> None:
    """The ways a trajectory ends that one trajectory can have."""
    trajectory.begin_closing(by=mara, at=start)
    trajectory.complete(by=mara, at=start)
    trajectory.follow_up(by=jonas, at=start)
