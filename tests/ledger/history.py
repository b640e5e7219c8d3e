"""Random histories: for every verb a way to try it on whatever there is at the moment."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from handrail.ledger.covered import Covered, covered_models
from handrail.ledger.entry import Entry
from handrail.ledger.surface import Surface
from handrail.ledger.verbs import Verb
from handrail.ledger.writing import perform
from handrail.lib.picture import Picture
from handrail.lib.refusal import Refusal
from handrail.practice.agreement import Agreement
from handrail.practice.consent import Consent, Kind
from handrail.practice.invitation import Invitation
from handrail.practice.joining import add_person, found_practice
from handrail.practice.membership import Membership
from handrail.practice.person import Person
from handrail.reminders.choice import Choice
from handrail.trajectory.action import Action
from handrail.trajectory.agenda_item import AgendaItem
from handrail.trajectory.answering import share, submit
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.beginning import draft_trajectory
from handrail.trajectory.brainstorm import Brainstorm
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.coping_plan import CopingPlan
from handrail.trajectory.domain import Domain
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.exploration import Card, Exploration
from handrail.trajectory.fact import Fact
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.guest import Guest
from handrail.trajectory.habit import Habit
from handrail.trajectory.handling import Handling
from handrail.trajectory.idea import Idea
from handrail.trajectory.impression import Impression
from handrail.trajectory.intention import Intention
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.method import Method
from handrail.trajectory.methods.answer import Answer, compose
from handrail.trajectory.methods.file import written
from handrail.trajectory.methods.form import Shape
from handrail.trajectory.methods.shipped import METHODS
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.participant import Participant
from handrail.trajectory.photo import Photo
from handrail.trajectory.preparation import Preparation
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.sections import Section
from handrail.trajectory.sentence import Sentence
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.summary import Summary
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

Row = TypeVar("Row", bound=Covered)
Driver = Callable[["World"], Any]
DRIVERS: dict[Verb, Driver] = {}
AT_WORK = ["active", "paused", "closing"]
WORDS = ["call Ann", "שלום ✍️", "a\nb\r\nc", "Zoë’s plan", "x", "walk " * 40, "emoji 🪜🫶🏽", " spaced  "]


class NothingThere(Exception):
    """There is no row to try this on yet."""


class World:
    """One practice, some people, a clock that mostly goes forward."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.people = 0
        self.key = ""
        self.coach = found_practice(
            at=self.at, name="Quay House", person_name="Mara", email=f"mara{random.random()}@quay.example", zone="UTC"
        )
        self.coachee = add_person(by=self.coach, at=self.at, name="Jonas", email=self.address(), roles=("coachee",))

    def step(self, verb: Verb) -> None:
        """Try one verb. A refusal or an empty table is a step that changes nothing."""
        self.at += timedelta(minutes=self.random.choice([-90, 0, 1, 60, 60 * 24, 60 * 24 * 9]))
        try:
            DRIVERS[verb](self)
        except (Refusal, NothingThere):
            return

    def do(self, verb: Callable[..., Row], *, by: Person, **given: Any) -> Row:
        """As every surface does it, often with a key that was used before."""
        key = self.key if self.random.random() < 0.1 else f"{self.random.random()}"
        self.key = key
        return perform(verb, by=by, at=self.at, surface=self.random.choice(list(Surface)), key=key, **given)

    def any(self, noun: type[Row], **where: Any) -> Row:
        rows = noun._default_manager.filter(practice_id=self.coach.practice_id, **where).order_by("pk")
        found = list(rows.values_list("pk", flat=True))
        if not found:
            raise NothingThere
        return rows.get(pk=self.random.choice(found))

    def come_to_everything(self, *, often: Sequence[Verb], but_for: int = 0) -> set[Verb]:
        """On and on until every table holds something, and every verb was reached but for so many: those."""
        missing = set(Verb)
        for turn in range(8000):
            # What is missing needs others first, its own noun's above all: a thing is blocked before it is unblocked.
            ways = [sorted(missing), kin(missing), list(Verb), often]
            self.step(self.random.choice(self.random.choice([way for way in ways if way])))
            if turn % 10 == 0:
                missing -= set(Entry.objects.filter(verb__in=missing).values_list("verb", flat=True))
                if len(missing) <= but_for and not still_empty():
                    break
        return missing

    def likely(self, noun: type[Row], state: str = "") -> Row:
        """Mostly one in which the step can be taken, where there still is work: by chance that is seldom come to."""
        where: dict[str, Any] = {"state": state} if state else {}
        if hasattr(noun, "trajectory"):
            where |= {"trajectory__state__in": AT_WORK}
        if where and self.random.random() < 0.7:
            with suppress(NothingThere):
                return self.any(noun, **where)
        return self.any(noun)

    def trajectory(self) -> Trajectory:
        return self.any(Trajectory, state__in=AT_WORK)

    def owner(self, row: Any) -> Person:
        """Whose it is; the coach where it is everybody's."""
        return row.coachee or self.coach

    def either(self, row: Any) -> Person:
        return self.random.choice([self.coach, self.owner(row)])

    def only_coach(self, row: Any) -> Person:
        return self.coach

    def coach_seldom(self, row: Any) -> Person:
        """For what ends things: if it came often, nothing else would be tried."""
        if self.random.random() < 0.7:
            raise NothingThere
        return self.coach

    def oneself(self, row: Any) -> Person:
        found: Person = row
        return found

    def words(self) -> str:
        return self.random.choice(WORDS)

    def day(self) -> date:
        return self.at.date() + timedelta(days=self.random.randrange(0, 30))

    def address(self) -> str:
        self.people += 1
        return f"person{self.people}.{self.random.random()}@post.example"

    def client(self, trajectory: Trajectory) -> Person:
        return self.random.choice(trajectory.coachees() or [self.coach])

    def maybe(self, noun: type[Row], trajectory: Trajectory) -> Row | None:
        try:
            return self.any(noun, trajectory=trajectory) if self.random.random() < 0.7 else None
        except NothingThere:
            return None


def kin(verbs: set[Verb]) -> list[Verb]:
    """All that can happen to what these happen to."""
    nouns = {verb.partition(".")[0] for verb in verbs}
    return [verb for verb in Verb if verb.partition(".")[0] in nouns]


def still_empty() -> list[str]:
    """Which tables nothing was put into yet: by chance one stays empty longer than another."""
    return [name for name, model in covered_models().items() if not model._base_manager.exists()]


def drives(verb: Verb) -> Callable[[Driver], Driver]:
    def keep(driver: Driver) -> Driver:
        DRIVERS[verb] = driver
        return driver

    return keep


def step_of(
    verb: Verb, noun: type[Row], method: str, /, *, whose: str = "either", mostly: str = "", **given: Any
) -> None:
    """A driver for a verb that takes nothing, or words only: most of them."""

    def driver(world: World) -> Any:
        row = world.likely(noun, mostly)
        arguments = {key: value(world) for key, value in given.items()}
        return world.do(getattr(row, method), by=getattr(world, whose)(row), **arguments)

    DRIVERS[verb] = driver


# People


@drives(Verb.PRACTICE_FOUNDED)
def _(w: World) -> Any:
    return found_practice(at=w.at, name=w.words(), person_name="Nora", email=w.address(), zone="Asia/Tokyo")


@drives(Verb.PRACTICE_CHANGED)
def _(w: World) -> Any:
    return w.do(
        w.coach.practice.change,
        by=w.coach,
        name=w.words(),
        goal_label=w.random.choice(["goal", "rock"]),
        week_minutes=w.random.choice([None, 0, 20]),
    )


@drives(Verb.PERSON_ADDED)
def _(w: World) -> Any:
    roles = tuple(w.random.sample(["coach", "manager", "coachee"], k=w.random.randint(1, 3)))
    return w.do(add_person, by=w.coach, name=w.words(), email=w.address(), roles=roles)


step_of(Verb.PERSON_CHANGED, Person, "change", whose="oneself", name=World.words)
step_of(
    Verb.PERSON_MOVED,
    Person,
    "move",
    whose="oneself",
    zone=lambda w: w.random.choice(["Asia/Tokyo", "UTC", "Mars/Base"]),
)


@drives(Verb.PERSON_ERASED)
def _(w: World) -> Any:
    person = w.any(Person, memberships__role="coachee")
    if person in (w.coach, w.coachee) or w.random.random() < 0.7:
        raise NothingThere
    return w.do(person.erase, by=w.coach)


@drives(Verb.MEMBERSHIP_GRANTED)
def _(w: World) -> Any:
    role = w.random.choice(["coach", "manager", "coachee"])
    return w.do(lambda **a: Membership.grant(w.any(Person), **a), by=w.coach, role=role)


@drives(Verb.MEMBERSHIP_ENDED)
def _(w: World) -> Any:
    membership = w.any(Membership)
    if membership.person == w.coach:
        raise NothingThere
    return w.do(membership.end, by=w.coach)


def _invite(w: World, state: str) -> Any:
    trajectory = w.any(Trajectory, state=state)
    return w.do(lambda **a: trajectory.invite(w.client(trajectory), **a), by=w.coach)


@drives(Verb.INVITATION_SENT)
def _(w: World) -> Any:
    return w.do(lambda **a: Invitation.send(w.any(Person), **a), by=w.coach)


DRIVERS[Verb.INVITATION_RENEWED] = lambda w: _invite(w, "invited")
DRIVERS[Verb.TRAJECTORY_INVITED] = lambda w: _invite(w, "draft")
step_of(Verb.INVITATION_WITHDRAWN, Invitation, "withdraw", whose="only_coach")


@drives(Verb.INVITATION_ACCEPTED)
def _(w: World) -> Any:
    invitation = w.any(Invitation)
    return w.do(invitation.accept, by=invitation.person)


@drives(Verb.AGREEMENT_WRITTEN)
def _(w: World) -> Any:
    return w.do(Agreement.write, by=w.coach, text=w.words())


@drives(Verb.CONSENT_GIVEN)
def _(w: World) -> Any:
    agreement = Agreement.objects.current(w.coach.practice_id)
    return w.do(Consent.give, by=w.any(Person), agreement=agreement, kind=w.random.choice(list(Kind)))


@drives(Verb.CONSENT_WITHDRAWN)
def _(w: World) -> Any:
    consent = w.any(Consent)
    return w.do(consent.withdraw, by=consent.person)


# The library of methods


@drives(Verb.METHOD_WRITTEN)
def _(w: World) -> Any:
    return w.do(Method.write, by=w.coach, text=written(w.random.choice(METHODS)))


step_of(
    Verb.METHOD_CHANGED, Method, "change", whose="only_coach",
    text=lambda w: written(replace(w.random.choice(METHODS), about=w.words())),
)  # fmt: skip
step_of(Verb.METHOD_PUT_AWAY, Method, "put_away", whose="only_coach")
step_of(Verb.METHOD_TAKEN_OUT, Method, "take_out", whose="only_coach", mostly="put_away")


# How somebody is reminded


@drives(Verb.REMINDERS_CHOSEN)
def _(w: World) -> Any:
    person = w.any(Person)
    return w.do(
        lambda **a: Choice.choose(person, **a), by=person, channel=w.random.choice(["email", "push"]),
        hour=w.random.randrange(0, 1500), days=w.random.choice(["1234567", "135", "", "75"]),
        quiet_from=w.random.randrange(0, 1440), quiet_until=w.random.randrange(0, 1440), a_week=w.random.randint(0, 4),
        report_day=w.random.randint(1, 7), daily_at=w.random.choice([None, 540]),
        daily_days=w.random.choice(["1234567", "135", ""]),
    )  # fmt: skip


def _of_reminders(verb: Verb, method: str, **given: Callable[[World], Any]) -> None:
    def driver(w: World) -> Any:
        person = w.any(Person)
        arguments = {key: value(w) for key, value in given.items()}
        return w.do(lambda **a: getattr(Choice, method)(person, **a, **arguments), by=person)

    DRIVERS[verb] = driver


_of_reminders(Verb.REMINDERS_EASED, "less_often", kind=lambda w: w.random.choice(["", "habit", "check_in"]))
_of_reminders(Verb.REMINDERS_PUT_OFF, "later", until=lambda w: w.random.choice([None, w.day()]))
_of_reminders(Verb.REMINDERS_STOPPED, "stop", kind=lambda w: w.random.choice(["", "action"]))
_of_reminders(Verb.REMINDERS_RESUMED, "resume")


@drives(Verb.REMINDERS_HELD)
def _(w: World) -> Any:
    return w.do(lambda **a: Choice.hold(w.any(Person), **a), by=w.coach)


@drives(Verb.REMINDERS_RELEASED)
def _(w: World) -> Any:
    return w.do(lambda **a: Choice.hold(w.any(Person), **a, held=False), by=w.coach)


# The trajectory


@drives(Verb.TRAJECTORY_DRAFTED)
def _(w: World) -> Any:
    coachees = [w.coachee, w.any(Person)] if w.random.random() < 0.2 else [w.coachee]
    return w.do(
        draft_trajectory, by=w.coach, coachees=list(dict.fromkeys(coachees)), length_months=w.random.randint(1, 12),
        cadence_days=w.random.randint(7, 28), group_name=w.random.choice([*[""] * 7, "The quay"]),
    )  # fmt: skip


@drives(Verb.TRAJECTORY_STARTED)
def _(w: World) -> Any:
    participant = w.any(Participant, trajectory__state__in=["invited", "draft", "active"])
    return w.do(participant.trajectory.start, by=participant.person)


@drives(Verb.PARTICIPANT_ADDED)
def _(w: World) -> Any:
    trajectory, person = w.trajectory(), w.any(Person)
    return w.do(lambda **a: Participant.add(trajectory, **a), by=w.coach, person=person)


step_of(Verb.PARTICIPANT_LEFT, Participant, "leave", whose="coach_seldom")
step_of(
    Verb.TRAJECTORY_CHANGED, Trajectory, "change", whose="only_coach",
    length_months=lambda w: w.random.randint(0, 40), cadence_days=lambda w: w.random.randint(1, 30),
    with_booked=lambda w: w.random.random() < 0.5,
)  # fmt: skip
step_of(
    Verb.TRAJECTORY_PAUSED, Trajectory, "pause", whose="only_coach",
    reason=lambda w: w.random.choice(["client", "coach", "referral", "holiday", "nonsense"]), resumes_on=World.day,
)  # fmt: skip
for _verb, _name in [
    (Verb.TRAJECTORY_RESUMED, "resume"),
    (Verb.TRAJECTORY_CLOSING, "begin_closing"),
    (Verb.TRAJECTORY_COMPLETED, "complete"),
]:
    _state = {"resume": "paused", "begin_closing": "active", "complete": "closing"}[_name]
    step_of(_verb, Trajectory, _name, whose="only_coach" if _name == "resume" else "coach_seldom", mostly=_state)


@drives(Verb.PARTICIPANT_ERASED)
def _(w: World) -> Any:
    participant = w.any(Participant)
    if w.random.random() < 0.8:
        raise NothingThere
    return w.do(participant.erase, by=w.coach)


@drives(Verb.TRAJECTORY_ERASED)
def _(w: World) -> Any:
    trajectory = w.any(Trajectory)
    if w.random.random() < 0.8:
        raise NothingThere
    return w.do(trajectory.erase, by=w.coach)


step_of(Verb.TRAJECTORY_ENDED_EARLY, Trajectory, "end_early", whose="coach_seldom", reason=World.words)


@drives(Verb.TRAJECTORY_FOLLOWED_UP)
def _(w: World) -> Any:
    trajectory = w.any(Trajectory, state__in=["completed", "ended_early"])
    return w.do(trajectory.follow_up, by=w.client(trajectory))


# Vision and goals


@drives(Verb.VISION_WRITTEN)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    return w.do(
        lambda **a: Vision.write(trajectory, **a), by=w.coach, coachee=w.client(trajectory), text=w.words()
    )  # fmt: skip


step_of(Verb.VISION_REVISITED, Vision, "revisit")


@drives(Verb.GOAL_PROPOSED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    client = w.client(trajectory)
    return w.do(
        lambda **a: Goal.propose(trajectory, **a), by=w.random.choice([w.coach, client]), coachee=client,
        text=w.words(), sign=w.random.choice(["", "seen"]), progress=w.random.choice([None, 0, 4, 11]),
    )  # fmt: skip


step_of(Verb.GOAL_CONFIRMED, Goal, "confirm", whose="owner", sign=World.words)
step_of(Verb.GOAL_DECLINED, Goal, "decline", whose="owner", reason=World.words)
step_of(Verb.GOAL_REVISED, Goal, "revise", text=World.words, reason=World.words)
step_of(Verb.GOAL_PUT_ON_HOLD, Goal, "put_on_hold", reason=World.words)
step_of(Verb.GOAL_TAKEN_UP, Goal, "take_up", mostly="on_hold")
step_of(Verb.GOAL_ACHIEVED, Goal, "achieve", whose="coach_seldom")
step_of(Verb.GOAL_MAINTAINED, Goal, "maintain", mostly="achieved")
step_of(Verb.GOAL_RELAPSED, Goal, "relapse", mostly="maintaining", reason=World.words)
step_of(Verb.GOAL_DROPPED, Goal, "drop", whose="coach_seldom", reason=World.words)


@drives(Verb.GOAL_REVIEWED)
def _(w: World) -> Any:
    goal = w.any(Goal, state="active")
    return w.do(
        lambda **a: Review.of_goal(goal, **a), by=w.coach, relevance=w.random.choice(["yes", "no"]),
        decision=w.random.choice(["keep", "keep", "revise", "drop"]), learning=w.words(), reason=w.words(),
        progress=w.random.choice([None, 5]), commitment=w.random.choice([None, 10, 12]),
    )  # fmt: skip


@drives(Verb.MIDPOINT_HELD)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    return w.do(lambda **a: Review.midpoint(trajectory, **a), by=w.coach, learning=w.words())


@drives(Verb.MILESTONE_ADDED)
def _(w: World) -> Any:
    goal = w.any(Goal)
    return w.do(lambda **a: Milestone.add(goal, **a), by=w.either(goal), text=w.words(), due_on=w.day())


step_of(Verb.MILESTONE_CHANGED, Milestone, "change", text=World.words, due_on=World.day)
step_of(Verb.MILESTONE_REACHED, Milestone, "reach")
step_of(Verb.MILESTONE_REOPENED, Milestone, "reopen")
step_of(Verb.MILESTONE_DROPPED, Milestone, "drop")


@drives(Verb.WEEKLY_GOAL_PROPOSED)
def _(w: World) -> Any:
    goal = w.any(Goal)
    return w.do(
        lambda **a: WeeklyGoal.propose(goal, **a), by=w.either(goal), text=w.words(), expectation=w.words(),
        agreed=w.random.random() < 0.3,
    )  # fmt: skip


step_of(Verb.WEEKLY_GOAL_AGREED, WeeklyGoal, "agree", whose="owner", mostly="proposed")
step_of(Verb.WEEKLY_GOAL_STARTED, WeeklyGoal, "start", mostly="agreed")
step_of(Verb.WEEKLY_GOAL_ADJUSTED, WeeklyGoal, "adjust", text=World.words, expectation=World.words)
step_of(
    Verb.WEEKLY_GOAL_REVIEWED, WeeklyGoal, "review", percent=lambda w: w.random.choice([0, 60, 100, 101]),
    best=World.words, higher=World.words, learned=World.words, fit=lambda w: w.random.choice(["", "right"]),
)  # fmt: skip

# Sessions and notes


def _session(verb: Verb, make: Callable[..., Session], **more: Callable[[World, Trajectory], Any]) -> None:
    def driver(w: World) -> Any:
        trajectory = w.trajectory()
        starts_at = w.at + timedelta(days=w.random.randrange(-3, 20))
        return w.do(
            lambda **a: make(trajectory, **a), by=w.coach, starts_at=starts_at, minutes=w.random.choice([30, 45]),
            **{name: value(w, trajectory) for name, value in more.items()},
        )  # fmt: skip

    DRIVERS[verb] = driver


def _alone(w: World, trajectory: Trajectory) -> Person | None:
    return w.client(trajectory) if w.random.random() < 0.4 else None


_session(Verb.SESSION_BOOKED, Session.book, times=lambda w, _: w.random.choice([1, 1, 3, 60]), coachee=_alone)
_session(Verb.SESSION_REQUESTED, Session.request)
step_of(
    Verb.SESSION_RESCHEDULED, Session, "reschedule", starts_at=lambda w: w.at + timedelta(days=w.random.randrange(9)),
    and_following=lambda w: w.random.random() < 0.5, with_actions=lambda w: w.random.random() < 0.5,
)  # fmt: skip
SIDES = ["client", "coach"]
step_of(
    Verb.SESSION_CANCELLED, Session, "cancel", side=lambda w: w.random.choice(SIDES), reason=World.words,
    and_following=lambda w: w.random.random() < 0.2,
)  # fmt: skip
step_of(Verb.SESSION_MISSED, Session, "miss", side=lambda w: w.random.choice(SIDES))
step_of(Verb.SESSION_STARTED, Session, "start", whose="only_coach")
step_of(Verb.SESSION_HELD, Session, "hold", whose="only_coach")
step_of(Verb.SESSION_CLOSED, Session, "close", whose="only_coach", next_step=lambda w: w.random.choice(["", "none"]))
step_of(Verb.SESSION_CHANGED, Session, "change", learned=World.words)


@drives(Verb.ATTENDANCE_NOTED)
def _(w: World) -> Any:
    session = w.any(Session)
    coachee = w.random.choice([None, w.client(session.trajectory)])
    return w.do(
        lambda **a: Attendance.note(session, **a), by=w.coach, coachee=coachee, minutes_late=w.random.randrange(30),
        state=w.random.choice(["there", "late", "late", "away"]), reason=w.words(),
    )  # fmt: skip


@drives(Verb.GUEST_BROUGHT)
def _(w: World) -> Any:
    session = w.any(Session)
    client = w.client(session.trajectory)
    return w.do(
        lambda **a: Guest.bring(session, **a), by=w.random.choice([w.coach, client]), coachee=client, name=w.words(),
        hears=w.random.choice(["topic", "part", "all"]),
    )  # fmt: skip


step_of(Verb.GUEST_STAYED_AWAY, Guest, "stay_away")


@drives(Verb.NOTE_WRITTEN)
def _(w: World) -> Any:
    session = w.any(Session)
    kind = w.random.choice(["shared", "coach_only"])
    return w.do(lambda **a: Note.write(session, **a), by=w.coach, visibility=kind, text=w.words())


@drives(Verb.SESSION_PREPARED)
def _(w: World) -> Any:
    session = w.likely(Session, "scheduled")
    return w.do(
        lambda **a: Preparation.say(session, **a), by=w.client(session.trajectory), topic=w.words(),
        energy=w.random.choice([None, 0, 7, 11]), wish=w.random.choice(["", w.words()]),
    )  # fmt: skip


@drives(Verb.FACT_KEPT)
def _(w: World) -> Any:
    if w.random.random() < 0.2:
        return w.do(w.any(Fact, state="let_go").take_back, by=w.coach)
    trajectory = w.trajectory()
    return w.do(lambda **a: Fact.keep(trajectory, **a), by=w.coach, coachee=w.client(trajectory), text=w.words())


@drives(Verb.SENTENCE_SAID)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    return w.do(
        lambda **a: Sentence.say(trajectory, **a), by=w.any(Person), kind=w.random.choice(["action", "habit"]),
        text=w.random.choice(["", "Do it, {name}", "{day}", w.words()]), marks=frozenset({"name"}),
    )  # fmt: skip


def _over(w: World) -> Session:
    """One that is over; where there is none yet, one is."""
    with suppress(NothingThere):
        return w.any(Session, state__in=["held", "closed"], trajectory__state__in=AT_WORK)
    return Session.note_afterwards(w.trajectory(), by=w.coach, at=w.at, starts_at=w.at)


@drives(Verb.SUMMARY_BEGUN)
def _(w: World) -> Any:
    session = _over(w)
    if w.random.random() < 0.3:  # Of a first session the coach writes it: here is one before.
        before = session.starts_at - timedelta(days=7)
        Session.note_afterwards(session.trajectory, by=w.coach, at=w.at, starts_at=before)
    return w.do(lambda **a: Summary.begin(session, **a), by=w.client(session.trajectory), text=w.words())


@drives(Verb.SUMMARY_SENT)
def _(w: World) -> Any:
    session = _over(w)
    coachee = w.client(session.trajectory)
    return w.do(lambda **a: Summary.send(session, **a), by=w.coach, coachee=coachee, text=w.words())


@drives(Verb.FEEDBACK_GIVEN)
def _(w: World) -> Any:
    session = _over(w)
    return w.do(
        lambda **a: Feedback.give(session, **a), by=w.client(session.trajectory), useful=w.random.choice([None, 1, 5]),
        room=w.random.choice([None, 3, 6]), energy=w.random.choice([None, 0, 4]), wish=w.random.choice(["", w.words()]),
    )  # fmt: skip


@drives(Verb.INTENTION_KEPT)
def _(w: World) -> Any:
    session, questions = w.any(Session), [w.words() for _ in range(w.random.choice([0, 1, 3, 4]))]
    return w.do(lambda **a: Intention.keep(session, **a), by=w.coach, text=w.words(), questions=questions)


@drives(Verb.IMPRESSION_KEPT)
def _(w: World) -> Any:
    session, stands = w.any(Session), w.random.choice(["", "there", "earlier", "nowhere"])
    return w.do(
        lambda **a: Impression.keep(session, **a), by=w.coach, energy=w.random.choice([None, 1, 5, 6]), stands=stands
    )


step_of(Verb.FACT_CHANGED, Fact, "change", whose="only_coach", text=World.words)
step_of(Verb.FACT_LET_GO, Fact, "let_go", whose="only_coach")


# A word from the coach, and what they did about a signal


def _signal(w: World) -> Handling:
    trajectory = w.trajectory()
    kind, evidence = w.random.choice(["silence", "piling_up", "Not one"]), w.random.choice(["", "since=12", "of=3"])
    coachee = w.random.choice([None, w.client(trajectory)])
    return Handling.of(trajectory, kind=kind, evidence=evidence, coachee=coachee)


@drives(Verb.OUTREACH_SENT)
def _(w: World) -> Any:
    if w.random.random() < 0.5:
        signal = _signal(w)
        return w.do(lambda **a: signal.reach_out(**a), by=w.coach, text=w.words())
    trajectory = w.trajectory()
    client = w.client(trajectory)
    return w.do(lambda **a: Outreach.send(trajectory, **a), by=w.coach, coachee=client, text=w.words())


step_of(Verb.OUTREACH_ANSWERED, Outreach, "answer", whose="owner", text=World.words)


@drives(Verb.SIGNAL_SEEN)
def _(w: World) -> Any:
    signal = _signal(w)
    return w.do(lambda **a: signal.see(**a), by=w.coach)


@drives(Verb.SIGNAL_ACTED)
def _(w: World) -> Any:
    signal = _signal(w)
    return w.do(lambda **a: signal.act(**a), by=w.coach, reason=w.random.choice(["", w.words()]))


@drives(Verb.SIGNAL_SNOOZED)
def _(w: World) -> Any:
    signal = _signal(w)
    return w.do(lambda **a: signal.snooze(**a), by=w.coach, until=w.day(), reason=w.words())


@drives(Verb.SIGNAL_DISMISSED)
def _(w: World) -> Any:
    signal = _signal(w)
    return w.do(lambda **a: signal.dismiss(**a), by=w.coach, reason=w.random.choice(["", w.words(), w.words()]))


# Actions


@drives(Verb.ACTION_PROPOSED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    client = w.client(trajectory)
    return w.do(
        lambda **a: Action.propose(trajectory, **a), by=w.random.choice([w.coach, client]),
        owner=w.random.choice([w.coach, client, client]), text=w.words(), due_on=w.day(),
        session=w.maybe(Session, trajectory), goal=w.maybe(Goal, trajectory), agreed=w.random.random() < 0.3,
        confidence=w.random.choice([None, 3, 9]),
    )  # fmt: skip


@drives(Verb.ACTION_REPLACED)
def _(w: World) -> Any:
    action = w.any(Action)
    return w.do(action.replace, by=w.either(action), text=w.words(), due_on=w.day(), reason=w.words())


step_of(Verb.ACTION_AGREED, Action, "agree", whose="owner", mostly="proposed")
step_of(Verb.ACTION_DECLINED, Action, "decline", whose="owner", mostly="proposed", reason=World.words)
step_of(Verb.ACTION_STARTED, Action, "start")
step_of(Verb.ACTION_CHANGED, Action, "change", text=World.words, goal=lambda w: None)
step_of(Verb.ACTION_POSTPONED, Action, "postpone", due_on=World.day, reason=World.words)
step_of(Verb.ACTION_BLOCKED, Action, "block", obstacle=World.words)
step_of(Verb.ACTION_UNBLOCKED, Action, "unblock")
step_of(Verb.ACTION_COMPLETED, Action, "complete", remark=World.words)
step_of(Verb.ACTION_REOPENED, Action, "reopen")
step_of(Verb.ACTION_RELEASED, Action, "release", reason=World.words)

# Exercises and reflections


@drives(Verb.EXERCISE_GIVEN)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    return w.do(
        lambda **a: Exercise.give(trajectory, **a), by=w.coach, coachee=w.client(trajectory), title=w.words(),
        instructions=w.words(), question=w.words(), session=w.maybe(Session, trajectory),
        form=written(w.random.choice(METHODS)) if w.random.random() < 0.6 else "",
    )  # fmt: skip


step_of(Verb.EXERCISE_SET_ASIDE, Exercise, "set_aside")


@drives(Verb.BRAINSTORM_BEGUN)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    return w.do(
        lambda **a: Brainstorm.begin(trajectory, **a), by=w.coach, coachee=w.client(trajectory), topic=w.words(),
        minutes=w.random.randint(0, 9), least=w.random.randint(1, 9), in_turns=w.random.random() < 0.5,
        exercise=w.maybe(Exercise, trajectory), session=w.maybe(Session, trajectory), goal=w.maybe(Goal, trajectory),
    )  # fmt: skip


step_of(Verb.BRAINSTORM_PERMITTED, Brainstorm, "permit", mostly="open")
step_of(Verb.BRAINSTORM_EXTENDED, Brainstorm, "extend", mostly="open", minutes=lambda w: w.random.randint(0, 9))
step_of(Verb.BRAINSTORM_CLOSED, Brainstorm, "close", whose="coach_seldom", mostly="open")


@drives(Verb.IDEA_ADDED)
def _(w: World) -> Any:
    storm = w.likely(Brainstorm, "open")
    whose = w.random.choice([None, storm.coachee])
    return w.do(
        lambda **a: Idea.add(storm, **a), by=w.either(storm), text=w.words(), author=whose,
        builds_on=w.maybe(Idea, storm.trajectory), joins=w.maybe(Idea, storm.trajectory),
    )  # fmt: skip


@drives(Verb.IDEA_RATED)
def _(w: World) -> Any:
    idea = w.likely(Idea)
    if w.random.random() < 0.3 and idea.brainstorm.is_open:  # Nothing is rated while ideas are added.
        idea.brainstorm.close(by=w.coach, at=w.at)
    return w.do(idea.rate, by=w.either(idea), rating=w.random.choice(["try", "", "best"]))


@drives(Verb.PROMPT_ASKED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    if w.random.random() < 0.3:
        prompt = w.any(Prompt)
        return w.do(lambda **a: Reflection.ask_again(prompt, **a), by=w.coach)
    return w.do(
        lambda **a: Reflection.ask(trajectory, **a), by=w.coach, coachee=w.client(trajectory), question=w.words(),
        session=w.maybe(Session, trajectory), goal=w.maybe(Goal, trajectory),
    )  # fmt: skip


step_of(Verb.REFLECTION_SAVED, Reflection, "save_words", whose="owner", text=World.words)


@drives(Verb.REFLECTION_SUBMITTED)
def _(w: World) -> Any:
    reflection = w.any(Reflection)
    text, visibility = w.words(), w.random.choice(["private", "shared"])
    if (exercise := reflection.prompt.exercise) and exercise.sheet:
        parts = {part.name: w.random.randint(0, 10) for part in exercise.sheet.parts if part.shape == Shape.NUMBER}
        text = compose(exercise.sheet, Answer(parts, text))
    return w.do(lambda **a: submit(reflection, **a), by=w.owner(reflection), text=text, visibility=visibility)


@drives(Verb.REFLECTION_SHARED)
def _(w: World) -> Any:
    reflection = w.any(Reflection)
    return w.do(lambda **a: share(reflection, **a), by=w.owner(reflection))


step_of(Verb.REFLECTION_WITHDRAWN, Reflection, "withdraw", whose="owner")
step_of(Verb.REFLECTION_SKIPPED, Reflection, "skip", whose="owner")


@drives(Verb.PHOTO_ADDED)
def _(w: World) -> Any:
    action = w.any(Action)
    seen = Picture(b"\xff\xd8\xff" + w.words().encode(), 4, 3)
    return w.do(lambda **a: Photo.add(action, **a), by=action.owner, picture=seen)


@drives(Verb.PHOTO_REMOVED)
def _(w: World) -> Any:
    photo = w.any(Photo)
    return w.do(photo.remove, by=photo.action.owner)


@drives(Verb.WIN_ADDED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    return w.do(lambda **a: Win.add(trajectory, **a), by=w.coach, coachee=w.client(trajectory), text=w.words())


# Between sessions


@drives(Verb.CHECK_IN_SUBMITTED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    client = w.client(trajectory)
    things = (w.maybe(Habit, trajectory), w.maybe(WeeklyGoal, trajectory))
    kept = {thing.pk: w.random.random() < 0.7 for thing in things if thing is not None}
    return w.do(
        lambda **a: CheckIn.submit(trajectory, **a), by=client, kind=w.random.choice(["daily", "weekly"]),
        energy=w.random.choice([None, 0, 7, 11]), line=w.words(), moved=w.words(), ticks=kept,
    )  # fmt: skip


@drives(Verb.CHECK_IN_SKIPPED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    kind = w.random.choice(["daily", "weekly"])
    return w.do(lambda **a: CheckIn.skip(trajectory, **a), by=w.client(trajectory), kind=kind)


step_of(Verb.CHECK_IN_ANSWERED, CheckIn, "answer", whose="only_coach", text=World.words)


@drives(Verb.TICK_PUT)
def _(w: World) -> Any:
    noun: Any = w.random.choice([Habit, WeeklyGoal])
    thing = w.any(noun)
    day = w.at.date() - timedelta(days=w.random.randrange(9))
    return w.do(lambda **a: Tick.put(thing, **a), by=w.owner(thing), ticked_on=day, kept=w.random.random() < 0.7)


@drives(Verb.HABIT_ADDED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    client = w.client(trajectory)
    return w.do(
        lambda **a: Habit.add(trajectory, **a), by=w.random.choice([w.coach, client]), coachee=client, text=w.words(),
        anchor=w.words(), cue_at=w.random.choice([None, time(9, 0, 30)]), days=w.random.choice(["1234567", "531", "8"]),
        goal=w.maybe(Goal, trajectory), domain=w.maybe(Domain, trajectory),
    )  # fmt: skip


step_of(Verb.HABIT_AGREED, Habit, "agree", whose="owner", mostly="proposed")
step_of(Verb.HABIT_DECLINED, Habit, "decline", whose="owner", mostly="proposed", reason=World.words)
step_of(
    Verb.HABIT_CHANGED, Habit, "change", text=World.words, anchor=World.words, cue_at=lambda w: time(7, 15),
    days=lambda w: w.random.choice(["12345", "67"]),
)  # fmt: skip
step_of(Verb.HABIT_SETTLED, Habit, "settle", mostly="running")
step_of(Verb.HABIT_RESUMED, Habit, "resume", mostly="steady")
step_of(Verb.HABIT_ENDED, Habit, "end", whose="coach_seldom", reason=World.words)


def _number(w: World) -> Decimal:
    return Decimal(w.random.choice(["72.5", "-0", "1e3", "0.33333", "NaN", "9" * 20]))


@drives(Verb.MEASURE_ADDED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    client = w.client(trajectory)
    return w.do(
        lambda **a: Measure.add(trajectory, **a), by=w.random.choice([w.coach, client]), coachee=client,
        name=w.words(), unit="km", target=_number(w), direction=w.random.choice(["up", "down", "sideways"]),
        cumulative=w.random.random() < 0.5, goal=w.maybe(Goal, trajectory),
    )  # fmt: skip


step_of(
    Verb.MEASURE_CHANGED, Measure, "change", name=World.words, unit=lambda w: "kg", start_value=_number,
    target=lambda w: None, direction=lambda w: "down", cadence=lambda w: "daily", cumulative=lambda w: False,
)  # fmt: skip
step_of(Verb.MEASURE_ENDED, Measure, "end", whose="coach_seldom")
step_of(Verb.MEASURE_TAKEN_UP, Measure, "take_up")


@drives(Verb.MEASURE_RECORDED)
def _(w: World) -> Any:
    measure = w.any(Measure)
    day = w.random.choice([None, w.at.date() - timedelta(days=3), w.at.date() + timedelta(days=3)])
    return w.do(
        lambda **a: MeasureEntry.record(measure, **a), by=w.either(measure), value=_number(w), measured_on=day,
        remark=w.words(),
    )  # fmt: skip


step_of(Verb.MEASURE_CORRECTED, MeasureEntry, "correct", value=_number, remark=World.words)


@drives(Verb.DOMAIN_ADDED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    client = w.client(trajectory)
    return w.do(lambda **a: Domain.add(trajectory, **a), by=w.coach, coachee=client, name=w.words())


step_of(Verb.DOMAIN_RENAMED, Domain, "rename", name=World.words)


@drives(Verb.GOAL_PLACED)
def _(w: World) -> Any:
    goal = w.any(Goal)
    return w.do(goal.place, by=w.either(goal), domain=w.maybe(Domain, goal.trajectory))


@drives(Verb.STAGE_ENTERED)
def _(w: World) -> Any:
    domain = w.any(Domain)
    return w.do(
        lambda **a: StageEntry.enter(domain, **a), by=w.either(domain),
        stage=w.random.choice(["precontemplation", "action", "nowhere"]), shade=w.random.choice(["", "cant"]),
    )  # fmt: skip


@drives(Verb.LAPSE_NOTED)
def _(w: World) -> Any:
    trajectory = w.trajectory()
    client = w.client(trajectory)
    return w.do(
        lambda **a: Lapse.note(trajectory, **a), by=w.random.choice([w.coach, client]), coachee=client,
        kind=w.random.choice(["lapse", "relapse", "planned"]), until_on=w.day(), what=w.words(),
        habit=w.maybe(Habit, trajectory), domain=w.maybe(Domain, trajectory),
    )  # fmt: skip


step_of(Verb.LAPSE_LEARNED, Lapse, "learn", learned=World.words)


# In a session


@drives(Verb.SCALE_ANSWERED)
def _(w: World) -> Any:
    noun: Any = w.random.choice([Goal, WeeklyGoal, Action, Habit])
    about = w.any(noun)
    return w.do(
        lambda **a: ScaleAnswer.give(about.trajectory, **a), by=w.either(about), about=about,
        scale=w.random.choice(["confidence", "importance", "wheel/rest"]), value=w.random.choice([0, 4, 10, 11]),
        session=w.maybe(Session, about.trajectory), question=w.random.choice(["", w.words()]),
    )  # fmt: skip


step_of(Verb.SCALE_EXPLAINED, ScaleAnswer, "explain", why_not_lower=World.words, one_up=World.words)


@drives(Verb.AGENDA_ARRANGED)
def _(w: World) -> Any:
    session = w.any(Session)
    return w.do(
        lambda **a: AgendaItem.arrange(session, **a), by=w.coach, section=w.random.choice(list(Section)),
        minutes=w.random.choice([None, 5, 20]), skipped=w.random.choice([None, True, False]),
        position=w.random.choice([None, 0, 3]),
    )  # fmt: skip


@drives(Verb.EXPLORATION_WRITTEN)
def _(w: World) -> Any:
    session = w.any(Session)
    client = w.client(session.trajectory)
    return w.do(
        lambda **a: Exploration.write(session, **a), by=w.random.choice([w.coach, client]), coachee=client,
        card=w.random.choice(list(Card)), text=w.words(),
    )  # fmt: skip


@drives(Verb.COPING_PLAN_MADE)
def _(w: World) -> Any:
    noun: Any = w.random.choice([Action, WeeklyGoal, Habit])
    about = w.any(noun)
    return w.do(
        lambda **a: CopingPlan.make(about, **a), by=w.either(about), obstacle=w.words(), response=w.words()
    )  # fmt: skip


step_of(Verb.COPING_PLAN_CHANGED, CopingPlan, "change", mostly="kept", obstacle=World.words, response=World.words)
step_of(Verb.COPING_PLAN_LET_GO, CopingPlan, "let_go", mostly="kept")
