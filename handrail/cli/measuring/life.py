"""A client's fortnights as they might go, told through verbs: what the pages that are measured have to show."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from django.db import transaction

from handrail.ledger.covered import Covered
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.note import Note, Visibility
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.win import Win

Row = TypeVar("Row", bound=Covered)
FORTNIGHT, WEEK, DAY = timedelta(days=14), timedelta(days=7), timedelta(days=1)
GOALS = ("Sleep through the night", "Lead the team meeting calmly", "Move three times a week")
DOING = (
    "Call Ann about the evening shift",
    "Write down what went well before going to bed",
    "Ask Tomas for an honest word on the last meeting",
    "Walk round the block before opening the mail",
    "Put the phone in the kitchen at ten",
    "Plan the hard conversation for Tuesday morning",
)
SAID = (
    "It was easier than I thought, and I noticed how much I had been putting it off.",
    "Half of the evenings went as planned. On the others I was tired, and that is worth knowing too.",
    "What helped was telling somebody beforehand. Next time I will do that first.",
)


class Life:
    """One trajectory, lived from its start until `until`. The same `random` lives the same life."""

    def __init__(self, trajectory: Trajectory, *, coach: Person, client: Person, until: datetime, random: Random):
        self.trajectory, self.coach, self.client = trajectory, coach, client
        self.until, self.random = until, random
        self.at = until
        self.goals: list[Goal] = []
        self.weeks: dict[Goal, WeeklyGoal] = {}
        self.left_open: list[Action] = []

    def live(self, doing: Sequence[int]) -> None:
        """As many fortnights as there are numbers: how many actions are agreed in each session. Beyond the last
        there is one that is booked."""
        self.at = self.until - len(doing) * FORTNIGHT - DAY
        self._begin()
        session = self._book(self.at + FORTNIGHT)
        for how_many in doing:
            # Few commits, and not one for all: PostgreSQL walks along every version of a row that its transaction made.
            with transaction.atomic():
                self._between(how_many)
                session = self._hold(session, how_many)

    def _does(self, verb: Callable[..., Row], *, by: Person, minutes: int = 7, **given: Any) -> Row:
        self.at += timedelta(minutes=minutes)
        return verb(by=by, at=self.at, **given)

    def _day(self, days: int) -> date:
        return self.at.date() + timedelta(days=days)

    def _begin(self) -> None:
        whose: dict[str, Any] = {"trajectory": self.trajectory, "coachee": self.client}
        self._does(Vision.write, by=self.client, **whose, text="Mornings that are mine, and a team that laughs.")
        for text in GOALS:
            said: dict[str, Any] = {"text": text, "why": self._words(), "sign": "I can tell you which days it happened"}
            goal = self._does(Goal.propose, by=self.client, **whose, **said, progress=3)
            self.goals.append(goal)
            for step in ("Begun", "Half of the days", "As a matter of course"):
                self._does(Milestone.add, by=self.client, goal=goal, text=step, due_on=self._day(30))
            self.weeks[goal] = self._does(
                WeeklyGoal.propose, by=self.client, goal=goal, text=f"{text}: three evenings", expectation=self._words()
            )

    def _book(self, on: datetime) -> Session:
        starts_at = datetime.combine(on.date(), time(9), tzinfo=on.tzinfo)
        return self._does(Session.book, by=self.coach, trajectory=self.trajectory, starts_at=starts_at)

    def _hold(self, session: Session, doing: int) -> Session:
        self.at = session.starts_at
        self._does(session.start, by=self.coach)
        for _ in range(doing):
            self.left_open.append(self._agree(session))
        prompt: dict[str, Any] = {"question": "What did you notice about yourself this fortnight?", "session": session}
        self._does(Reflection.ask, by=self.coach, trajectory=self.trajectory, coachee=self.client, **prompt)
        self._does(session.hold, by=self.coach)
        for visibility in (Visibility.SHARED, Visibility.COACH_ONLY):
            self._does(Note.write, by=self.coach, session=session, visibility=visibility, text=self._words())
        following = self._book(session.starts_at + FORTNIGHT)
        self._does(session.close, by=self.coach)
        return following

    def _agree(self, session: Session) -> Action:
        return self._does(
            Action.propose, by=self.client, trajectory=self.trajectory, owner=self.client, session=session,
            text=self.random.choice(DOING), due_on=self._day(self.random.randrange(3, 13)),
            goal=self.random.choice(self.goals), confidence=self.random.randrange(5, 11),
        )  # fmt: skip

    def _between(self, doing: int) -> None:
        """What was agreed is done, moved, or carried along; the weeks are looked back on; something is written."""
        waiting, self.left_open = self.left_open, []
        minutes = 12 * 24 * 60 // (2 * len(waiting) + 1)
        for number, action in enumerate(waiting):
            if number % 3 == 0 and action.due_on >= self._day(0):
                self._does(action.postpone, by=self.client, minutes=minutes, due_on=self._day(9), reason="A full week")
            if number % 3 < 2 or len(waiting) > 2 * doing:
                self._does(action.complete, by=self.client, minutes=minutes, remark=self._words())
            else:
                self.left_open.append(action)
        self._reflect()
        for goal, week in self.weeks.items():
            percent = self.random.randrange(0, 101, 10)
            self._does(week.review, by=self.client, percent=percent, happened=self._words(), learned=self._words())
            self.weeks[goal] = self._does(week.again, by=self.client)

    def _reflect(self) -> None:
        asked = Reflection.objects.filter(trajectory=self.trajectory, state="prompted").order_by("-pk").first()
        if asked:
            visibility = self.random.choice(["private", "shared"])
            self._does(asked.submit, by=self.client, text=self._words(), visibility=visibility)
            won: dict[str, Any] = {"coachee": self.client, "text": "I said it, and nothing broke."}
            self._does(Win.add, by=self.client, trajectory=self.trajectory, **won)

    def _words(self) -> str:
        return self.random.choice(SAID)
