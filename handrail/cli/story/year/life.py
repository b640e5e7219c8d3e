"""One client's weeks, told through verbs: what they do, put off, write and leave, and their sessions."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from handrail.cli.cast import Role
from handrail.cli.story.teller import Teller
from handrail.cli.story.turns import agree, book, close, invite, note
from handrail.cli.story.year.between import Between
from handrail.cli.story.year.natures import Nature
from handrail.cli.story.year.themes import PROMISED, SAID, STUCK, WINS, Theme
from handrail.lib.moment import moment
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.check_in import CheckIn, Kind
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.reflection import Reflection, Visibility
from handrail.trajectory.review import Decision, Relevance, Review
from handrail.trajectory.session import Session, Side
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

FORTNIGHT, DAY = timedelta(days=14), timedelta(days=1)
# What happens at an instant; several of one week are put in order before they are told.
Event = tuple[datetime, Callable[[], object]]


class Life:
    """From the invitation on, a week at a time."""

    trajectory: Trajectory
    client: Person
    led_by: Person
    coach_between: Between
    vision: Vision
    goal: Goal
    habit: Habit
    experiment: WeeklyGoal
    session: Session | None

    def __init__(self, who: Role, *, coach: Role, nature: Nature, theme: Theme, random: Random) -> None:
        self.who, self.coach, self.nature, self.theme, self.random = who, coach, nature, theme, random
        self.open: list[Action] = []
        self.asked: list[Reflection] = []
        self.missed = self.met = 0

    def live(self, tell: Teller, *, monday: date) -> Iterator[datetime]:
        self.tell, self.monday = tell, monday
        yield from self._begins()
        for week in range(1, self.nature.months * 4 + 1):
            self.monday += timedelta(weeks=1)
            if week >= self.nature.leaves_in:
                break
            if self.nature.away[0] <= week < sum(self.nature.away):
                yield from self._is_away(week)
            else:
                yield from self._in_order(self._week(week))
        yield from self._ends(early=week >= self.nature.leaves_in)

    # The clock

    def _on(self, day: int, hour: int, minute: int = 0, *, zone: str = "") -> datetime:
        """That day of this week on the client's wall, or another's."""
        return moment(self.monday + day * DAY, time(hour, minute), zone=zone or self.who.zone)

    def _some_time(self, *, until: int = 6) -> datetime:
        return self._on(self.random.randrange(until + 1), self.random.randrange(7, 22), self.random.randrange(60))

    def _in_order(self, events: list[Event]) -> Iterator[datetime]:
        for instant, happens in sorted(events, key=lambda event: event[0]):
            if instant >= self.tell.at:
                yield instant
                happens()

    def _by_client(self, verb: Callable[..., Any], **given: Any) -> Any:
        return self.tell(verb, by=self.client, **given)

    def _by_coach(self, verb: Callable[..., Any], **given: Any) -> Any:
        return self.tell(verb, by=self.led_by, **given)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    # Beginning, being away, and the end

    def _begins(self) -> Iterator[datetime]:
        yield self._on(0, 9, self.random.randrange(60))
        self.led_by = self.tell[self.coach]
        self.trajectory = invite(self.tell, self.who, by=self.led_by, months=self.nature.months)
        yield self._on(1, 20, self.random.randrange(60))
        self.client = agree(self.tell, self.trajectory, self.who)
        self.coach_between = Between(
            self.tell, self.trajectory, client=self.client, coach=self.led_by, random=self.random
        )
        yield self._on(2, 20, 15)
        mine: dict[str, Any] = {"trajectory": self.trajectory, "coachee": self.client}
        theme = self.theme
        self.vision = self._by_client(Vision.write, **mine, text=f"{theme.why} A year from now that is a story I tell.")
        self.goal = self._by_client(Goal.propose, **mine, text=theme.goal, why=theme.why, sign=theme.sign, progress=2)
        self.experiment = self._by_client(WeeklyGoal.propose, goal=self.goal, text=theme.week, expectation=SAID[2])
        self._by_client(self.experiment.start)
        self.habit = self._by_client(Habit.add, **mine, text=theme.actions[-1], anchor="After dinner", goal=self.goal)
        yield self._on(3, 9, zone=self.coach.zone)
        day, hour = self.random.randrange(5), self.random.choice([9, 10, 11, 13, 14, 15, 16])
        starts_at = self._on(7 + day, hour, zone=self.coach.zone)
        self.session = book(self.tell, self.trajectory, starts_at, by=self.led_by)

    def _is_away(self, week: int) -> Iterator[datetime]:
        first, weeks = self.nature.away
        if week == first:
            yield self._on(0, 8)
            back = self.monday + timedelta(weeks=weeks)
            self._by_client(self.trajectory.pause, reason="holiday", resumes_on=back)
        if week == first + weeks - 1:
            yield self._on(7, 8)
            self._by_client(self.trajectory.resume)
            self._puts_session_after(self._on(9, 10, zone=self.coach.zone))

    def _puts_session_after(self, instant: datetime) -> None:
        """What was booked into the holiday is held after it."""
        if self.session and self.session.starts_at < instant:
            self.session = self._by_coach(self.session.reschedule, starts_at=instant)

    def _ends(self, *, early: bool) -> Iterator[datetime]:
        # Early on a Monday: before the session of that week, which then is not.
        yield self._on(0 if early else 7, 8, zone=self.coach.zone)
        if self.session:
            self._by_coach(self.session.cancel, side=Side.CLIENT)
        if early:
            self._by_coach(self.trajectory.end_early, reason="It was not the year for it.")
            return
        self._by_coach(self.trajectory.begin_closing)
        yield self._on(15, 11, zone=self.coach.zone)
        self._by_coach(self.trajectory.complete)

    # A week

    def _week(self, week: int) -> list[Event]:
        spirit = self.nature.spirit(week)
        events = self._actions(spirit) + self._words(spirit) + self._looks_back(spirit)
        zone, coach = self.coach.zone, self.coach_between
        if coach.word and spirit:
            events.append((self._on(0, 20, 30), coach.is_written_back_to))
            events.append((self._on(1, 9, 10, zone=zone), coach.writes_again))
        events.append((self._on(1, 12, 15, zone=zone), coach.answers_report))
        events.append((self._on(4, 16, 40, zone=zone), coach.keeps_promises))
        if self.session and self.session.starts_at < self._on(7, 0):
            events += self._meets(self.session, spirit)
        elif not self.session and spirit > 0.5:
            events.append((self._on(3, 17, zone=zone), self._books_again))
        return events

    def _actions(self, spirit: float) -> list[Event]:
        events: list[Event] = []
        for action in list(self.open):
            if action.due_on > self.monday + 6 * DAY and not self._chance(0.3):
                continue
            if self._chance(self.nature.does * spirit):
                events.append((self._some_time(), self._done(action)))
            elif self._chance(self.nature.puts_off * spirit):
                due_on = max(action.due_on, self.monday) + 9 * DAY
                events.append((self._some_time(until=1), self._put_off(action, due_on)))
        for day in range(7):
            if self._chance(0.4 * self.nature.does * spirit):
                events.append((self._on(day, 21, 10), lambda: self._by_client(Tick.put, of=self.habit)))
        return events

    def _done(self, action: Action) -> Callable[[], object]:
        def happens() -> None:
            self.open.remove(action)
            remark = self.random.choice(SAID) if self._chance(self.nature.writes) else ""
            self._by_client(action.complete, remark=remark)
            if self._chance(0.15):
                won: dict[str, Any] = {"trajectory": self.trajectory, "coachee": self.client}
                self._by_client(Win.add, **won, text=self.random.choice(WINS))

        return happens

    def _put_off(self, action: Action, due_on: date) -> Callable[[], object]:
        return lambda: self._by_client(action.postpone, due_on=due_on, reason="The week was fuller than I thought.")

    def _words(self, spirit: float) -> list[Event]:
        events: list[Event] = []
        for reflection in list(self.asked):
            if self._chance(self.nature.writes * spirit * 0.7):
                events.append((self._some_time(), self._writes(reflection)))
        if self._chance(0.5 * self.nature.reports * spirit):
            events.append((self._on(2, 21, 40), self._checks_in))
        return events

    def _writes(self, reflection: Reflection) -> Callable[[], object]:
        def happens() -> None:
            self.asked.remove(reflection)
            visibility = Visibility.SHARED if self._chance(0.8) else Visibility.PRIVATE
            self._by_client(reflection.submit, text=self.random.choice(SAID), visibility=visibility)

        return happens

    def _checks_in(self) -> None:
        energy, line = self.random.randint(3, 9), self.random.choice(SAID)
        self._by_client(CheckIn.submit, trajectory=self.trajectory, kind=Kind.DAILY, energy=energy, line=line)

    def _looks_back(self, spirit: float) -> list[Event]:
        """On Sunday evening; on Tuesday the coach says a word about it, mostly."""
        if not self._chance(self.nature.reports * spirit):
            return []
        return [(self._on(6, 19, 5), self._reports), (self._on(6, 19, 25), self._tries_again)]

    def _reports(self) -> None:
        said = {"moved": self.random.choice(SAID), "stuck": self.random.choice(STUCK), "next_step": self.theme.week}
        self._by_client(CheckIn.submit, trajectory=self.trajectory, kind=Kind.WEEKLY, **said)

    def _tries_again(self) -> None:
        percent = min(100, 25 * round(4 * self.nature.does * self.random.uniform(0.6, 1.3)))
        self._by_client(self.experiment.review, percent=percent, happened=self.random.choice(SAID))
        self.experiment = self._by_client(self.experiment.again)
        self._by_client(self.experiment.start)

    # A session

    def _meets(self, session: Session, spirit: float) -> list[Event]:
        starts_at = session.starts_at
        if not self._chance(0.97 if spirit > 0.6 else spirit):
            return [(starts_at + timedelta(minutes=20), lambda: self._stays_away(session))]
        return [
            (starts_at, lambda: self._by_coach(session.start)),
            (starts_at + timedelta(minutes=32), lambda: self._agrees(session, spirit)),
            (starts_at + timedelta(minutes=44), lambda: self._by_coach(session.hold)),
            (starts_at + timedelta(minutes=52), lambda: self._is_closed(session, spirit)),
        ]

    def _stays_away(self, session: Session) -> None:
        self.missed += 1
        self._by_coach(session.miss, side=Side.CLIENT)
        # Once it is booked anew; who stays away again is asked first.
        self.session = self._next(session) if self.missed < 2 else None
        if self.missed == 2:
            self.coach_between.writes()

    def _next(self, session: Session) -> Session:
        return book(self.tell, self.trajectory, session.starts_at + FORTNIGHT, by=self.led_by)

    def _books_again(self) -> None:
        self.missed = 0
        self.session = book(self.tell, self.trajectory, self._on(8, 10, zone=self.coach.zone), by=self.led_by)

    def _agrees(self, session: Session, spirit: float) -> None:
        self.met += 1
        for _ in range(self.nature.takes_on):
            due_on = self.monday + self.random.randrange(7, 15) * DAY
            about: dict[str, Any] = {"trajectory": self.trajectory, "session": session, "due_on": due_on}
            self.open.append(
                self._by_client(
                    Action.propose, **about, owner=self.client, text=self.random.choice(self.theme.actions),
                    goal=self.goal, confidence=self.random.randrange(5, 10),
                )
            )  # fmt: skip
        if self.met % 3 == 1:
            promised = {**about, "due_on": self.monday + 9 * DAY, "text": PROMISED[self.met // 3 % len(PROMISED)]}
            self.coach_between.promised.append(self._by_coach(Action.propose, **promised, owner=self.led_by))
        if self.met % 2 == 0:
            self._looks_at_the_goal(session)
        if self.met % 6 == 5:
            self._by_client(self.vision.revisit)

    def _looks_at_the_goal(self, session: Session) -> None:
        progress = min(10, 2 + round(self.met * self.nature.does * 0.8))
        self._by_coach(
            Review.of_goal, goal=self.goal, relevance=Relevance.YES, decision=Decision.KEEP, session=session,
            progress=progress, learning=self.random.choice(SAID),
        )  # fmt: skip

    def _is_closed(self, session: Session, spirit: float) -> None:
        if self._chance(0.9):
            note(self.tell, session, by=self.led_by, shared=self.theme.note)
        following = session.starts_at + FORTNIGHT if self._chance(0.9) else None
        upcoming = close(self.tell, session, by=self.led_by, following=following)
        self.session = upcoming if following else None
        asked: dict[str, Any] = {"trajectory": self.trajectory, "coachee": self.client, "session": session}
        self.asked.append(self._by_coach(Reflection.ask, **asked, question=self.theme.question))
