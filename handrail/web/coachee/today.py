"""Today: what it is for, what I agreed, one question. One thing at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Subquery, UUIDField, Value
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from handrail.ledger.book import seq_of
from handrail.lib.clock import now
from handrail.lib.composed import Composed
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.agenda import times_carried
from handrail.trajectory.away import LOOK_BACK
from handrail.trajectory.feedback import FRESH, Feedback
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.habit import Habit
from handrail.trajectory.habit import State as HabitState
from handrail.trajectory.kept import Selection
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.pause import Pause
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.tick import Tick
from handrail.trajectory.trajectory import RUNNING, Trajectory, takes_part
from handrail.trajectory.trajectory import State as TrajectoryState
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import State as WeeklyState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.web.actions import ActionRow, acknowledged, done_row
from handrail.web.coachee.links import landing_href, my_rows
from handrail.web.coachee.mine import for_consenting
from handrail.web.coachee.page import page
from handrail.web.coachee.reflections import Writing, writing
from handrail.web.coachee.rhythm import Between, between
from handrail.web.feedback_form import FeedbackForm
from handrail.web.goal_strip import goal_line, how_far
from handrail.web.habits import HabitRow, habit_rows
from handrail.web.line import line
from handrail.web.rail import Progress, Rail
from handrail.web.request import Request

# What Today needs of a trajectory; each costs one statement.
PRESENT = Selection(
    "coachee.today",
    {
        Vision: None,
        Goal: None,
        Milestone: None,
        WeeklyGoal: lambda rows, today: rows.open(),
        Session: None,
        Action: lambda rows, today: rows.on_the_day(today),
        # The newest open question; older ones wait on the page for reflecting.
        Reflection: lambda rows, today: rows.open().select_related("prompt__exercise").newest(1, by="asked_on"),
    },
)
# What Today shows besides where there is a habit: of one who has none it asks nothing more.
WITH_HABITS = replace(
    PRESENT,
    nouns={
        **PRESENT.nouns,
        Habit: lambda rows, today: rows.exclude(state__in=("ended", "declined")),
        Tick: lambda rows, today: rows.filter(ticked_on__gte=today - LOOK_BACK),
        Lapse: lambda rows, today: rows.filter(kind="planned"),
        Pause: None,
    },
)
# How many open actions stand there at once; the rest waits folded away, nothing is counted [65].
AT_ONCE = 5
SOON, DAY = timedelta(days=7), timedelta(days=1)


@dataclass(frozen=True)
class Priority:
    """A three-month goal as Today shows it: with its next milestone only [47], and this week's goals."""

    goal: Goal
    says: str
    line: Progress | None
    milestone: Milestone | None
    weekly_goals: Sequence[WeeklyGoal]


@dataclass(frozen=True)
class Part:
    """What one trajectory has for today."""

    whole: Whole
    at: datetime

    @property
    def trajectory(self) -> Trajectory:
        return self.whole.trajectory

    @property
    def is_paused(self) -> bool:
        return self.trajectory.is_paused_on(self.whole.today)

    @property
    def is_back(self) -> bool:
        """The pause is over by the calendar, and nobody has taken things up yet; for a group its coach does."""
        return self.trajectory.state == TrajectoryState.PAUSED and not (self.is_paused or self.trajectory.is_group)

    @property
    def vision(self) -> Vision | None:
        return next(iter(self.whole.visions), None)

    @cached_property
    def priorities(self) -> list[Priority]:
        return [self._priority(goal) for goal in self.whole.goals if goal.state == GoalState.ACTIVE]

    @cached_property
    def goals_to_confirm(self) -> list[Goal]:
        return [goal for goal in self.whole.goals if goal.state == GoalState.PROPOSED]

    @cached_property
    def actions_to_agree(self) -> list[Action]:
        return [action for action in self._mine if action.state == ActionState.PROPOSED]

    @cached_property
    def rows(self) -> list[ActionRow]:
        return my_rows(self.whole, self._near)

    @cached_property
    def later_rows(self) -> list[ActionRow]:
        near = self._near
        return my_rows(self.whole, [action for action in self._open if action not in near])

    @cached_property
    def done_rows(self) -> list[tuple[ActionRow, str]]:
        """What was done today, each with its good word."""
        done = [a for a in self._mine if a.state == ActionState.DONE and a.ended_on == self.whole.today]
        return [(done_row(a), acknowledged(a, was_carried=times_carried(self.whole, a) > 0)) for a in done]

    @cached_property
    def between(self) -> Between:
        return between(self.whole)

    @property
    def unsaid(self) -> Session | None:
        """The session just past of which they may say how it was [34]."""
        asked = self.trajectory.__dict__["unsaid"]
        fresh = self.at - FRESH
        return next((each for each in self.whole.sessions if each.pk == asked and each.starts_at > fresh), None)

    @property
    def is_a_lot(self) -> bool:
        """So many that choosing comes before doing; it is said, never counted [65]."""
        return len(self._open) >= AT_ONCE

    @cached_property
    def promises(self) -> list[Action]:
        """What the coach said they would do."""
        return [action for action in self.whole.open_actions if action.is_promise]

    @cached_property
    def habit_rows(self) -> list[HabitRow]:
        """What is being built; what goes by itself asks for no tap."""
        running = [each for each in self._habits if each.state == HabitState.RUNNING]
        return habit_rows(self.whole, running[:AT_ONCE], space="coachee")

    @cached_property
    def habits_to_agree(self) -> list[Habit]:
        return [each for each in self._habits if each.state == HabitState.PROPOSED]

    @property
    def _habits(self) -> list[Habit]:
        mine = self.whole.reader.pk
        return [each for each in self.whole.every(Habit) if each.coachee_id == mine]

    @cached_property
    def rail(self) -> Rail:
        return line(self.whole, leads_to=landing_href(self.trajectory), with_marks=False)

    @cached_property
    def next_session(self) -> Session | None:
        return self.whole.next_session

    @property
    def soon(self) -> Session | None:
        """The session of today or tomorrow: it is said first."""
        session = self.next_session
        is_sure = session is not None and session.state != "requested" and self.next_number is not None
        return session if session and is_sure and self.whole.day_of(session) <= self.whole.today + DAY else None

    @property
    def is_today(self) -> bool:
        return self.soon is not None and self.whole.day_of(self.soon) <= self.whole.today

    @property
    def next_number(self) -> int | None:
        landing = self.whole.landing(self.next_session) if self.next_session else None
        return landing.number if landing else None

    @property
    def says(self) -> str:
        plan = self.whole.plan
        return _("%(held)d of %(total)d sessions held") % {"held": plan.held, "total": plan.total}

    @cached_property
    def _near(self) -> list[Action]:
        """What is soon or was earlier, by day; never more than one can look at."""
        soon = [action for action in self._open if action.due_on <= self.whole.today + SOON]
        return (soon or self._open)[:AT_ONCE]

    @cached_property
    def _mine(self) -> list[Action]:
        return [action for action in self.whole.actions if action.owner_id == self.whole.reader.pk]

    @cached_property
    def _open(self) -> list[Action]:
        return [action for action in self._mine if action.is_open]

    def _priority(self, goal: Goal) -> Priority:
        running = (WeeklyState.PROPOSED, WeeklyState.AGREED, WeeklyState.RUNNING)
        weekly = [each for each in self.whole.weekly_goals_of(goal) if each.state in running]
        milestone = self.whole.next_milestone(goal)
        return Priority(goal, how_far(goal), goal_line(self.whole, goal), milestone, weekly)


@require_safe
@for_consenting
def today(request: Request) -> HttpResponse:
    person = request.person
    at = now()
    joined: list[Trajectory] = _JOINED.rows((person.pk, person.practice_id))
    running = [each for each in joined if each.state in RUNNING]
    parts = [Part(Whole.of_some(each, person, at=at, rows=_shown(each)), at) for each in running]
    return page(
        request, "today", trajectory=next(reversed(running or joined), None), place="today",
        parts=parts,
        ended=[each for each in joined if each.state not in RUNNING],
        prompt=newest_prompt(parts, person), feedback_form=FeedbackForm(said=None),
        unsaid=next((part for part in parts if part.unsaid and not part.is_paused), None),
        today=person.today(at), greeting=_greeting(person, at),
    )  # fmt: skip


def _asked(ids: Sequence[UUID], _today: date) -> Any:
    """What this client takes part in, by what Today shows of it."""
    person_id, practice_id = ids
    mine = Trajectory.objects.filter(takes_part(Person(pk=person_id)), practice_id=practice_id)
    unsaid = Feedback.objects.wanted_of(person_id).filter(trajectory=OuterRef("pk"))
    told = {
        "_found_for": Value(person_id, UUIDField()), "_seq": seq_of("pk"), "unsaid": Subquery(unsaid.values("pk")[:1]),
        "has_habits": Exists(Habit.objects.filter(trajectory=OuterRef("pk"))),
    }  # fmt: skip
    return mine.annotate(**told).select_related("coach")


_JOINED = Composed(_asked)


def _shown(trajectory: Trajectory) -> Selection:
    return WITH_HABITS if trajectory.__dict__["has_habits"] else PRESENT


def newest_prompt(parts: Sequence[Part], person: Person) -> Writing | None:
    """The newest open question of all. A paused trajectory asks nothing."""
    asking = [part for part in parts if part.trajectory.state != TrajectoryState.PAUSED]
    asked = [reflection for part in asking for reflection in part.whole.every(Reflection)]
    newest = max(asked, key=lambda reflection: (reflection.asked_on, reflection.pk), default=None)
    return writing(newest, person) if newest else None


def _greeting(person: Person, at: datetime) -> str:
    hour = at.astimezone(ZoneInfo(person.zone)).hour
    words = {"name": person.given_name}
    if 5 <= hour < 12:
        return _("Good morning, %(name)s") % words
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s") % words
    return _("Good evening, %(name)s") % words
