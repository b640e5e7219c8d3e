"""What a week asks of a client, said before something is added to it; over the budget is said and never in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.belonging import Belonging
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.check_in import Kind as CheckInKind
from handrail.trajectory.exercise import Exercise
from handrail.trajectory.habit import Habit
from handrail.trajectory.habit import State as HabitState
from handrail.trajectory.load import Asked, Load, load
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure import State as MeasureState
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.weekly_goal import OPEN, WeeklyGoal
from handrail.trajectory.whole import Whole

NEEDED: tuple[type[Belonging], ...] = (WeeklyGoal, Habit, Action, Measure, CheckIn, Exercise)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """A question without an answer yet; an exercise asks its minutes for as long as its question waits."""

    coachee_id: UUID | None
    exercise_id: UUID | None


@dataclass(frozen=True)
class Said:
    """One client's week; `name` where there are several."""

    load: Load
    name: str


def loads(whole: Whole, clients: Iterable[Person]) -> list[Said]:
    """Asks the database for what the whole does not hold yet."""
    clients = list(clients)
    missing = [noun for noun in NEEDED if noun not in whole.rows]
    more = Whole.of(whole.trajectory, whole.reader, at=now(), nouns=missing) if missing else whole
    rows = {**more.rows, **whole.rows}
    here = Whole(whole.trajectory, whole.reader, whole.today, rows)
    waiting = _waiting(whole)
    several = len(clients) > 1
    budget: int = whole.reader.practice.week_minutes or settings.HANDRAIL_WEEK_MINUTES
    return [Said(load(asked(here, c, waiting), budget=budget), c.given_name if several else "") for c in clients]


def asked(whole: Whole, client: Person, waiting: Iterable[Waiting]) -> Asked:
    soon = whole.today + WEEK
    open_now = [each for each in waiting if each.coachee_id in (None, client.pk)]

    def mine(row: Belonging) -> bool:
        return row.coachee_id in (None, client.pk)

    daily = (each for each in whole.every(CheckIn) if mine(each) and each.kind == CheckInKind.DAILY)
    return Asked(
        has_daily_check_in=any(each.period_on > whole.today - WEEK for each in daily),
        weekly_goals=sum(mine(each) and each.state in OPEN for each in whole.every(WeeklyGoal)),
        habits=[len(h.days) for h in whole.every(Habit) if mine(h) and h.state == HabitState.RUNNING],
        actions=sum(a.owner_id == client.pk and a.is_open and a.due_on <= soon for a in whole.every(Action)),
        prompts=len(open_now),
        exercises=[_minutes(whole, each) for each in sorted({one.exercise_id for one in open_now if one.exercise_id})],
        measures=[m.cadence for m in whole.every(Measure) if mine(m) and m.state == MeasureState.ACTIVE],
    )


def _minutes(whole: Whole, exercise_id: UUID) -> int:
    exercise: Exercise | None = whole.rows.get(Exercise, {}).get(exercise_id)
    sheet = exercise.sheet if exercise else None
    return sheet.minutes if sheet else 0


def _waiting(whole: Whole) -> list[Waiting]:
    """Which questions wait for whom: that they wait, and not a word of what is being written."""
    rows = Reflection.objects.filter(trajectory=whole.trajectory, practice_id=whole.reader.practice_id).open()
    return [Waiting(*row) for row in rows.values_list("coachee_id", "prompt__exercise_id")]
