"""Everything of one trajectory on one page, as its coach reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.agenda import Carried, carried
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.goal import Goal
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.web.actions import ActionRow, action_row
from handrail.web.coach.page import landing_href
from handrail.web.line import line
from handrail.web.rail import Rail

# Weekly goals that are worth a line: what waits, runs or was looked back on last.
RECENT = 3


@dataclass(frozen=True)
class OnItsWay:
    """An open action and how it came here."""

    row: ActionRow
    way: Carried


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
class Kept:
    """A reflection of which only is known that it was asked, written or skipped."""

    question: str
    status: dict[str, Any]


@dataclass(frozen=True)
class TrajectoryPage:
    whole: Whole
    people: Sequence[Person]

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.people)

    @property
    def given_names(self) -> str:
        return ", ".join(person.given_name for person in self.people)

    @cached_property
    def rail(self) -> Rail:
        return line(self.whole, leads_to=partial(landing_href, self.whole.trajectory))

    @property
    def open_actions(self) -> list[OnItsWay]:
        return [self._on_its_way(action) for action in self.whole.open_actions if not action.is_promise]

    @property
    def promises(self) -> list[OnItsWay]:
        return [self._on_its_way(action) for action in self.whole.open_actions if action.is_promise]

    @property
    def ended_actions(self) -> list[ActionRow]:
        ended = [a for a in self.whole.actions if a.ended_on is not None]
        newest = sorted(ended, key=lambda action: (action.ended_on, action.pk), reverse=True)
        return [action_row(self.whole, action, space="coach") for action in newest]

    @property
    def waiting(self) -> list[Action | Goal | WeeklyGoal]:
        """Proposed, and for the client to take up or not [44]."""
        nouns: tuple[type[Action | Goal | WeeklyGoal], ...] = (Goal, WeeklyGoal, Action)
        return [row for noun in nouns for row in self.whole.every(noun) if row.state == "proposed"]

    @property
    def steps(self) -> list[Step]:
        """The client's own goals; what is only proposed stands under `waiting`."""
        return [self._step(goal) for goal in self.whole.open_goals if goal.state != "proposed"]

    @property
    def sessions(self) -> list[Landed]:
        return [self._landed(session) for session in reversed(self.whole.sessions)]

    @property
    def next_landing(self) -> Landed | None:
        session = self.whole.next_session
        return self._landed(session) if session else None

    @property
    def exercises(self) -> list[Exercise]:
        return self.whole.every(Exercise)

    @property
    def reflections(self) -> list[Reflection]:
        """What is shared, newest first."""
        return sorted(self.whole.every(Reflection), key=lambda r: (r.written_on, r.pk), reverse=True)

    @cached_property
    def kept_private(self) -> list[Kept]:
        """Of the others, that they were asked and written, and nothing else [1O]."""
        status = Reflection.objects.filter(trajectory=self.whole.trajectory).status_for(self.whole.reader)
        prompts = self.whole.rows[Prompt]
        shared = self.whole.rows[Reflection]
        others = [row for row in status.order_by("-asked_on", "-pk") if row["id"] not in shared]
        return [Kept(prompts[row["prompt_id"]].question, row) for row in others if row["prompt_id"] in prompts]

    @property
    def wins(self) -> list[Win]:
        return sorted(self.whole.every(Win), key=lambda win: (win.won_on, win.pk), reverse=True)

    def _on_its_way(self, action: Action) -> OnItsWay:
        return OnItsWay(action_row(self.whole, action, space="coach"), carried(self.whole, action))

    def _landed(self, session: Session) -> Landed:
        landing = self.whole.landing(session)
        return Landed(session, landing.number if landing else None, bool(landing and landing.is_midpoint))

    def _step(self, goal: Goal) -> Step:
        weekly = self.whole.weekly_goals_of(goal)
        return Step(goal, self.whole.next_milestone(goal), list(reversed(weekly))[:RECENT])
