"""How much is asked of a client in a week, in minutes: what they have to open, tick and write [78]. The living in
between is theirs and is not counted. Pure; the minutes are ours, roughly measured, and on the high side."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

# Minutes each.
CHECK_IN, REPORT, WEEKLY_GOAL, TICK, ACTION, PROMPT, EXERCISE, MEASUREMENT = 0.5, 5.0, 1.0, 0.1, 0.5, 4.0, 5.0, 0.5
DAYS = 7
A_WEEK = {"daily": DAYS, "weekly": 1, "monthly": 0.25}


@dataclass(frozen=True)
class Asked:
    """What stands open for one client."""

    has_daily_check_in: bool = False
    has_report: bool = True
    weekly_goals: int = 0
    # For each habit, on how many days of the week.
    habits: Sequence[int] = ()
    # Open, and due within the week or before.
    actions: int = 0
    prompts: int = 0
    # What each takes, by its method; 0 where that does not say.
    exercises: Sequence[int] = ()
    # How often each measure is looked at: daily, weekly, monthly.
    measures: Sequence[str] = ()


@dataclass(frozen=True)
class Load:
    minutes: int
    budget: int

    @property
    def is_over(self) -> bool:
        return self.minutes > self.budget


def load(asked: Asked, *, budget: int) -> Load:
    """Whole minutes, rounded up. An exercise comes with its question, which is counted with the prompts: its
    method's minutes are for both."""
    minutes = (
        asked.has_daily_check_in * CHECK_IN * DAYS
        + asked.has_report * REPORT
        + asked.weekly_goals * WEEKLY_GOAL
        + sum(asked.habits) * TICK
        + asked.actions * ACTION
        + asked.prompts * PROMPT
        + sum(max(minutes - PROMPT, 0) if minutes else EXERCISE for minutes in asked.exercises)
        + sum(A_WEEK[cadence] for cadence in asked.measures) * MEASUREMENT
    )
    return Load(ceil(round(minutes, 6)), budget)
