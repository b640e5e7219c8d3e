"""Looking back together: how far one client has come [7-9, 87]. For two people at one screen and for paper, so it holds
what coach and client both read, whoever has opened it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.belonging import Sides
from handrail.trajectory.goal import Goal
from handrail.trajectory.goal import State as GoalState
from handrail.trajectory.habit import Habit
from handrail.trajectory.looking_back_rows import ROWS, TAKEN_UP, both_read
from handrail.trajectory.measuring import Taken
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Kind as ReviewKind
from handrail.trajectory.review import Review
from handrail.trajectory.scale_answer import ScaleAnswer
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.trajectory.tried import lines
from handrail.trajectory.vision import Vision
from handrail.trajectory.way_before import WayBefore
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.wins import Won, wins
from handrail.trajectory.wordings import Told, Wording, told

# As many wins as two people read through.
HIGHLIGHTS = 24


@dataclass(frozen=True)
class Course:
    """A goal from the words and the number it began with to those it has now."""

    goal: Goal
    wordings: Sequence[Wording]
    numbers: Sequence[Taken]
    steps: Sequence[Milestone]
    learned: Review | None
    reached_on: date | None

    @property
    def first(self) -> Wording | None:
        """How it was said at first, where it is said otherwise now."""
        return self.wordings[0] if self.wordings and self.wordings[0].text != self.goal.text else None

    @property
    def reached(self) -> list[Milestone]:
        return [step for step in self.steps if step.state == "reached"]

    @property
    def then_and_now(self) -> tuple[int, int] | None:
        """Where it began and where it is, of 10."""
        return (int(self.numbers[0].value), int(self.numbers[-1].value)) if len(self.numbers) > 1 else None


@dataclass(frozen=True)
class Scaled:
    """One question with a number for an answer, about one thing or about everything, over time."""

    asked: str
    about: str
    answers: Sequence[ScaleAnswer]

    @property
    def taken(self) -> list[Taken]:
        return [Taken(each.answered_on, Decimal(each.value), each.why_not_lower) for each in self.answers]


@dataclass(frozen=True)
class Asked:
    """A question, and what was written in answer: at first, and where it was asked again, last."""

    question: str
    answers: Sequence[Reflection]

    @property
    def then(self) -> Reflection:
        return self.answers[0]

    @property
    def now(self) -> Reflection | None:
        return self.answers[-1] if len(self.answers) > 1 else None


@dataclass(frozen=True)
class Back:
    """`told` is what only the ledger knows: how things were worded, and when something was reached."""

    whole: Whole
    client: Person
    told: Told
    # How many of the client's actions are in each state, however many there are.
    ended: Counter[str]
    before: WayBefore | None

    @classmethod
    def of(cls, trajectory: Trajectory, reader: Person, *, client: Person, at: datetime) -> "Back":
        nouns = {noun: both_read(client, narrowing) for noun, narrowing in ROWS.items()}
        whole = Whole.of_each([trajectory], reader, at=at, nouns=nouns)[0]
        rows = [*whole.visions, *whole.goals, *whole.every(Milestone)]
        before = WayBefore.of(trajectory, reader, client=client, at=at)
        return cls(whole, client, told(whole, rows), _ended(whole, client), before)

    # Then and now

    @property
    def vision(self) -> Vision | None:
        return next(iter(self.whole.visions), None)

    @property
    def first_vision(self) -> Wording | None:
        """How it was said at first, where it is said otherwise now."""
        vision = self.vision
        wordings = self.told.wordings.get(vision.pk, []) if vision else []
        return wordings[0] if vision and wordings and wordings[0].text != vision.text else None

    @cached_property
    def courses(self) -> list[Course]:
        return [self._course(goal) for goal in self.whole.goals if goal.state in TAKEN_UP]

    def _course(self, goal: Goal) -> Course:
        reviews = [each for each in self.whole.every(Review) if each.goal_id == goal.pk]
        wordings = self.told.wordings.get(goal.pk, [])
        begun = goal.active_since or (wordings[0].on if wordings else None)
        return Course(
            goal, wordings, _numbers(goal, reviews, begun),
            [step for step in self.whole.every(Milestone) if step.goal_id == goal.pk],
            next((each for each in reversed(reviews) if each.learning), None),
            self.told.days.get(goal.pk) if goal.state in (GoalState.ACHIEVED, GoalState.MAINTAINING) else None,
        )  # fmt: skip

    # In numbers

    @cached_property
    def scales(self) -> list[Scaled]:
        """Those that were answered on more than one day, the most often answered first."""
        found: dict[tuple[str, UUID | None], list[ScaleAnswer]] = {}
        for each in self.whole.every(ScaleAnswer):
            found.setdefault((each.scale, _about(each)), []).append(each)
        scaled = [self._scaled(about, answers) for (_scale, about), answers in found.items()]
        return sorted((each for each in scaled if len(each.answers) > 1), key=lambda each: -len(each.answers))

    def _scaled(self, about: UUID | None, answers: list[ScaleAnswer]) -> Scaled:
        thing = self._thing(about) if about else None
        newest = {each.answered_on: each for each in sorted(answers, key=lambda each: (each.answered_on, each.pk))}
        last = answers[-1]
        return Scaled(last.asked or last.scale, thing.text if thing else "", list(newest.values()))

    def _thing(self, row_id: UUID) -> Any:
        found = (self.whole.rows[noun].get(row_id) for noun in (Goal, WeeklyGoal, Action, Habit))
        return next((thing for thing in found if thing), None)

    @cached_property
    def experiments(self) -> list[list[WeeklyGoal]]:
        """The weeks of each that was looked back on more than once; those tried longest first."""
        tried: dict[tuple[UUID, str], list[WeeklyGoal]] = {}
        for line in lines(self.whole.every(WeeklyGoal)):
            # Agreed anew in the same words, it is the same experiment.
            same = tried.setdefault((line.newest.goal_id, line.newest.text.casefold()), [])
            same.extend(week for week in line.weeks if week.percent is not None)
        told = (sorted(weeks, key=lambda week: (week.starts_on, week.pk)) for weeks in tried.values())
        return sorted((weeks for weeks in told if len(weeks) > 1), key=lambda weeks: -len(weeks))

    # What went well

    @cached_property
    def wins(self) -> list[Won]:
        """In the order it happened."""
        return list(reversed(wins(self.whole, days=self.told.days)))

    @cached_property
    def highlights(self) -> list[Won]:
        """What was reached or kept; and of what was put into words the newest, until a page is full."""
        told = [won for won in self._told if not _is_rare(won) and won.words]
        rare = [won for won in self._told if _is_rare(won)]
        room = max(HIGHLIGHTS - len(rare), 0)
        return sorted([*rare, *told[len(told) - min(room, len(told)) :]], key=lambda won: (won.on, won.row.pk))

    @cached_property
    def done_besides(self) -> list[Won]:
        shown = {won.row.pk for won in self.highlights}
        return [won for won in self._told if won.row.pk not in shown]

    @property
    def _told(self) -> list[Won]:
        return [won for won in self.wins if won.row.pk not in self._weeks_drawn]

    @cached_property
    def _weeks_drawn(self) -> set[UUID]:
        """Weeks that stand in the numbers already, with what was learned."""
        return {week.pk for weeks in self.experiments for week in weeks}

    # In words

    @cached_property
    def taken_along(self) -> list[Session]:
        """The sessions of which it was said what stays."""
        return [session for session in self.whole.sessions if session.took_place and session.learned]

    @cached_property
    def _asked(self) -> list[Asked]:
        found: dict[tuple[str, str], list[Reflection]] = {}
        for each in sorted(self.whole.every(Reflection), key=lambda each: (each.written_on or each.asked_on, each.pk)):
            exercise = each.prompt.exercise
            found.setdefault((each.prompt.question, exercise.title if exercise else ""), []).append(each)
        return [Asked(question, answers) for (question, _title), answers in found.items()]

    @property
    def asked_again(self) -> list[Asked]:
        return [each for each in self._asked if each.now]

    @property
    def asked_once(self) -> list[Asked]:
        return [each for each in self._asked if not each.now]

    @property
    def midpoint(self) -> Review | None:
        return next((each for each in self.whole.every(Review) if each.kind == ReviewKind.MIDPOINT), None)

    # How it ended

    @cached_property
    def decisions(self) -> list[tuple[Action, Action | None]]:
        """Made smaller or let go, oldest first, each with what came in its place."""
        ended = (a for a in self.whole.every(Action) if a.state in (ActionState.RELEASED, ActionState.REPLACED))
        in_order = sorted(ended, key=lambda action: (action.ended_on or date.min, action.pk))
        return [(action, self.whole.successor(action)) for action in in_order if not action.is_promise]

    @property
    def still_open(self) -> list[Action]:
        return [action for action in self.whole.open_actions if not action.is_promise]

    # All together

    @property
    def steps_reached(self) -> int:
        return sum(len(course.reached) for course in self.courses)

    @property
    def goals_reached(self) -> int:
        return sum(course.goal.state in (GoalState.ACHIEVED, GoalState.MAINTAINING) for course in self.courses)

    @property
    def is_empty(self) -> bool:
        return not (self.vision or self.courses or self.wins or self._asked or self.taken_along or self.before)


def _ended(whole: Whole, client: Person) -> Counter[str]:
    rows = Action.objects.visible_in(Sides.of(whole.reader, [whole.trajectory])).filter(owner=client)
    return Counter(dict(rows.order_by().values_list("state").annotate(Count("pk"))))


def _numbers(goal: Goal, reviews: Iterable[Review], begun: date | None) -> list[Taken]:
    """The client's own number for it: at the start, and at each look at it together."""
    first = [Taken(begun, Decimal(goal.progress_at_start))] if begun and goal.progress_at_start is not None else []
    said = [Taken(each.held_on, Decimal(each.progress)) for each in reviews if each.progress is not None]
    # A goal that had no number at first got its first one at a review.
    return said if len(said) > 0 and first and first[0].on == said[0].on else [*first, *said]


def _is_rare(won: Won) -> bool:
    return won.kind not in ("action", "weekly_goal")


def _about(answer: ScaleAnswer) -> UUID | None:
    about: UUID | None = answer.action_id or answer.weekly_goal_id or answer.habit_id or answer.goal_id
    return about
