"""Days that count for nothing where it is said how steadily something is kept: paused ones, and breaks on purpose."""

from collections.abc import Iterable
from datetime import date, timedelta

from handrail.trajectory.consistency import Kept, kept_of
from handrail.trajectory.habit import Habit
from handrail.trajectory.lapse import Kind, Lapse
from handrail.trajectory.pause import Pause, days_away
from handrail.trajectory.tick import Tick
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole

# How far one looks back for the last days that something was meant for.
LOOK_BACK = timedelta(days=60)


def days_off(whole: Whole, of: Habit | WeeklyGoal, *, first: date, last: date) -> set[date]:
    """The days of a period, both ends included, on which nobody asked it of this client."""
    paused = days_away((pause for pause in whole.every(Pause) if _of(pause, of)), first=first, last=last)
    breaks = (each for each in whole.every(Lapse) if each.kind == Kind.PLANNED and _is_break_from(each, of))
    return paused | _days_of(breaks, first=first, last=last)


def kept(whole: Whole, habit: Habit, *, days: int = 7) -> Kept:
    """Of the last so many days that it was meant for. Asks the whole for its ticks, pauses and breaks."""
    since = max(habit.started_on, whole.today - LOOK_BACK)
    ticks = {tick.ticked_on: tick.kept for tick in whole.every(Tick) if tick.habit_id == habit.pk}
    off = days_off(whole, habit, first=since, last=whole.today)
    return kept_of(ticks, today=whole.today, since=since, days=habit.days, last=days, away=off)


def _of(pause: Pause, of: Habit | WeeklyGoal) -> bool:
    return pause.coachee_id in (None, of.coachee_id)


def _is_break_from(lapse: Lapse, of: Habit | WeeklyGoal) -> bool:
    """A break from this very thing, from the area it is in, or from all of it."""
    if lapse.coachee_id not in (None, of.coachee_id):
        return False
    named = {lapse.habit_id, lapse.weekly_goal_id, lapse.domain_id} - {None}
    goal = of.goal
    area = (of.domain_id if isinstance(of, Habit) else None) or (goal.domain_id if goal else None)
    return not named or bool(named & {of.pk, area})


def _days_of(lapses: Iterable[Lapse], *, first: date, last: date) -> set[date]:
    """Without an end it goes on until one is said."""
    found: set[date] = set()
    for lapse in lapses:
        day, end = max(lapse.from_on, first), min(lapse.until_on or last, last)
        found |= {day + timedelta(days=n) for n in range((end - day).days + 1)}
    return found
