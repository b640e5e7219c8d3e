"""Everything of one trajectory on one page, as its coach reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.kept import Selection
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.web.action_forms import JointActionForm
from handrail.web.actions import ActionRow, action_row
from handrail.web.coach.page import landing_href
from handrail.web.line import line
from handrail.web.rail import Rail

# Weekly goals that are worth a line: what waits, runs or was looked back on last.
RECENT = 3
# How much of what is over stands on the page; each list leads to all of it.
SHOWN = 5
# How much of it still hangs on the map.
ON_THE_MAP = 30
PRESENT = Selection(
    "coach.trajectory",
    {
        Vision: None,
        Goal: None,
        Milestone: None,
        WeeklyGoal: lambda rows, today: rows.newest(15, by="starts_on"),
        Session: None,
        Action: lambda rows, today: rows.standing(ON_THE_MAP),
        Exercise: lambda rows, today: rows.newest(SHOWN, by="pk"),
        Win: lambda rows, today: rows.newest(ON_THE_MAP, by="won_on"),
    },
)


@dataclass(frozen=True)
class Landed:
    """A session in the list; one that fell out has no number."""

    session: Session
    number: int | None
    is_midpoint: bool


@dataclass(frozen=True)
class Step:
    """A goal with what is next for it."""

    goal: Goal
    milestone: Milestone | None
    weekly_goals: Sequence[WeeklyGoal]


@dataclass(frozen=True)
class TrajectoryPage:
    whole: Whole
    people: Sequence[Person]

    @property
    def names(self) -> str:
        return self.whole.trajectory.group_name or ", ".join(person.name for person in self.people)

    @property
    def given_names(self) -> str:
        return ", ".join(person.given_name for person in self.people)

    @cached_property
    def rail(self) -> Rail:
        written = [row["written_on"] for row in self._told if row["written_on"]]
        return line(self.whole, leads_to=partial(landing_href, self.whole.trajectory), written_on=written)

    @cached_property
    def action_form(self) -> JointActionForm:
        return JointActionForm(whole=self.whole, coachees=list(self.people), initial={"agreed": False})

    @cached_property
    def open_actions(self) -> list[ActionRow]:
        return [self._row(action) for action in self.whole.open_actions if not action.is_promise]

    @cached_property
    def promises(self) -> list[ActionRow]:
        return [self._row(action) for action in self.whole.open_actions if action.is_promise]

    @cached_property
    def ended_actions(self) -> list[ActionRow]:
        """What ended last; "All actions" leads to the rest, and to a way back."""
        ended = [a for a in self.whole.actions if a.ended_on is not None]
        newest = sorted(ended, key=lambda action: (action.ended_on, action.pk), reverse=True)
        return [replace(self._row(action), completion_href="") for action in newest[:SHOWN]]

    @cached_property
    def waiting(self) -> list[Action | Goal | WeeklyGoal]:
        """Proposed, and for the client to take up or not [44]."""
        nouns: tuple[type[Action | Goal | WeeklyGoal], ...] = (Goal, WeeklyGoal, Action)
        return [row for noun in nouns for row in self.whole.every(noun) if row.state == "proposed"]

    @cached_property
    def steps(self) -> list[Step]:
        """The client's own goals; what is only proposed stands under `waiting`."""
        return [self._step(goal) for goal in self.whole.open_goals if goal.state != "proposed"]

    @cached_property
    def sessions(self) -> list[Landed]:
        """What is ahead, and what was last; the line above leads to every one."""
        ahead = [session for session in self.whole.sessions if session.is_ahead]
        been = [session for session in self.whole.sessions if not session.is_ahead]
        return [self._landed(session) for session in reversed(been[-SHOWN:] + ahead)]

    @cached_property
    def next_landing(self) -> Landed | None:
        session = self.whole.next_session
        return self._landed(session) if session else None

    @property
    def exercises(self) -> list[Exercise]:
        return self.whole.every(Exercise)

    @property
    def shared(self) -> list[dict[str, Any]]:
        """Reflections that the coach reads, newest first."""
        shared = [row for row in self._told if row["words"]]
        return sorted(shared, key=lambda row: (row["written_on"], row["id"]), reverse=True)[:SHOWN]

    @property
    def kept_private(self) -> list[dict[str, Any]]:
        """Of the others, that they were asked and written, and nothing else [1O]."""
        return [row for row in self._told if not row["words"]][:SHOWN]

    @property
    def _told(self) -> list[dict[str, Any]]:
        rows = Reflection.objects.told_to_coach(self.whole.trajectory, self.whole.reader)
        return self.whole.once("told", lambda: list(rows.order_by("-asked_on", "-pk")[:ON_THE_MAP]))

    @property
    def wins(self) -> list[Win]:
        return sorted(self.whole.every(Win), key=lambda win: (win.won_on, win.pk), reverse=True)[:SHOWN]

    def _row(self, action: Action) -> ActionRow:
        return action_row(self.whole, action, space="coach")

    def _landed(self, session: Session) -> Landed:
        landing = self.whole.landing(session)
        return Landed(session, landing.number if landing else None, bool(landing and landing.is_midpoint))

    def _step(self, goal: Goal) -> Step:
        weekly = self.whole.weekly_goals_of(goal)
        return Step(goal, self.whole.next_milestone(goal), list(reversed(weekly))[:RECENT])
