"""What a client's week held, as far as it was ticked, measured, done, said: facts for the report that writes itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.away import days_off
from handrail.trajectory.check_in import CheckIn, Kind
from handrail.trajectory.check_in import State as CheckInState
from handrail.trajectory.consistency import kept_of
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import EVERY_DAY, Habit
from handrail.trajectory.habit import State as HabitState
from handrail.trajectory.lapse import Kind as LapseKind
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.measure import Measure
from handrail.trajectory.measure_entry import MeasureEntry
from handrail.trajectory.pause import Pause
from handrail.trajectory.prompt import Prompt
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.report_draft import Done, Number, Slip, Stuck, Tried, Week
from handrail.trajectory.session import Session
from handrail.trajectory.tick import Tick
from handrail.trajectory.weekly_goal import State as WeeklyState
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win

SUNDAY = timedelta(days=6)
# How far back a number is looked for that the week's is compared with.
LOOKING_BACK = timedelta(days=35)
TRIED = frozenset({WeeklyState.AGREED, WeeklyState.RUNNING, WeeklyState.REVIEWED})


def _since(rows: Any, column: str, today: date) -> Any:
    return rows.filter(**{f"{column}__gte": today - LOOKING_BACK})


# The rows that a week's facts are made of: `Whole.of_each([trajectory], person, at=at, nouns=OF_A_WEEK)`.
OF_A_WEEK: dict[Any, Any] = {
    Goal: None,
    WeeklyGoal: lambda rows, today: _since(rows, "ends_on", today),
    Habit: lambda rows, today: rows.open(),
    Tick: lambda rows, today: _since(rows, "ticked_on", today),
    Action: lambda rows, today: rows.filter(Q(ended_on=None) | Q(ended_on__gte=today - LOOKING_BACK)),
    Measure: lambda rows, today: rows.active(),
    MeasureEntry: lambda rows, today: _since(rows, "measured_on", today),
    CheckIn: lambda rows, today: _since(rows, "period_on", today),
    Prompt: None,
    Reflection: lambda rows, today: _since(rows, "written_on", today),
    Lapse: None,
    Pause: None,
    Session: None,
    Win: lambda rows, today: _since(rows, "won_on", today),
}


def week_of(whole: Whole, coachee_id: UUID, *, monday: date) -> Week:
    """The week from that Monday, up to the whole's today. What the client keeps private is no part of it."""
    return _Reading(whole, coachee_id, monday, min(monday + SUNDAY, whole.today)).week()


def things_of(whole: Whole, coachee_id: UUID, *, day: date) -> "list[WeeklyGoal | Habit]":
    """What is there to tick on a day: the weekly goals that run then, and the habits still being built."""
    weekly = [
        each for each in whole.every(WeeklyGoal)
        if each.state in TRIED and each.starts_on <= day <= each.ends_on and each.coachee_id in (None, coachee_id)
    ]  # fmt: skip
    habits = [
        each for each in whole.every(Habit)
        if each.state == HabitState.RUNNING and each.coachee_id == coachee_id and each.is_meant_for(day)
    ]  # fmt: skip
    return [*weekly, *habits]


def next_session_on(whole: Whole) -> date | None:
    """The day of the next session, today's included."""
    ahead = (whole.day_of(session) for session in whole.sessions if session.is_ahead)
    return next((day for day in ahead if day >= whole.today), None)


@dataclass(frozen=True)
class _Reading:
    whole: Whole
    coachee_id: UUID
    monday: date
    until: date

    def week(self) -> Week:
        return Week(
            done=self._done(),
            won=tuple(win.text for win in self._mine(Win) if self._holds(win.won_on)),
            goals=tuple(self._goal(each) for each in self._mine(WeeklyGoal) if self._was_on(each)),
            habits=tuple(self._habit(each) for each in self._mine(Habit) if each.state == HabitState.RUNNING),
            numbers=tuple(number for each in self._mine(Measure) if (number := self._number(each))),
            lines=self._lines(),
            shared=tuple(
                each.prompt.question for each in self._mine(Reflection)
                if each.is_shared and self._holds(each.written_on)
            ),
            slips=self._slips(),
            stuck=self._stuck(),
            ahead=self._ahead(),
            session_on=next_session_on(self.whole),
        )  # fmt: skip

    def _mine(self, noun: type[Any]) -> list[Any]:
        return [row for row in self.whole.every(noun) if row.coachee_id in (None, self.coachee_id)]

    def _holds(self, day: date | None) -> bool:
        return day is not None and self.monday <= day <= self.until

    def _was_on(self, each: WeeklyGoal) -> bool:
        return each.state in TRIED and each.starts_on <= self.until and each.ends_on >= self.monday

    def _goal(self, each: WeeklyGoal) -> Tried:
        first, last = max(each.starts_on, self.monday), min(each.ends_on, self.until)
        return self._tried(each, {t.ticked_on: t.kept for t in self._ticks(each, first, last)}, first, last, EVERY_DAY)

    def _habit(self, each: Habit) -> Tried:
        first = max(each.started_on, self.monday)
        ticks = {t.ticked_on: t.kept for t in self._ticks(each, first, self.until)}
        return self._tried(each, ticks, first, self.until, each.days)

    def _tried(self, each: Any, ticks: dict[date, bool], first: date, last: date, days: str) -> Tried:
        off = days_off(self.whole, each, first=first, last=last)
        kept = kept_of(ticks, today=last, since=first, days=days, away=off)
        percent, learned = getattr(each, "percent", None), getattr(each, "learned", "")
        goes_on = getattr(each, "ends_on", date.max) > self.monday + SUNDAY
        return Tried(each.pk, each.text, kept.days, kept.of, bool(ticks), percent, learned, goes_on)

    def _ticks(self, each: Any, first: date, last: date) -> list[Tick]:
        of = "habit_id" if isinstance(each, Habit) else "weekly_goal_id"
        mine = [tick for tick in self.whole.every(Tick) if getattr(tick, of) == each.pk]
        return [tick for tick in mine if first <= tick.ticked_on <= last]

    def _number(self, measure: Measure) -> Number | None:
        mine = [entry for entry in self.whole.every(MeasureEntry) if entry.measure_id == measure.pk]
        entries = sorted(mine, key=lambda entry: (entry.measured_on, entry.pk))
        this_week = [entry for entry in entries if self._holds(entry.measured_on)]
        if not this_week:
            return None
        before = [entry.value for entry in entries if entry.measured_on < self.monday]
        value = sum((e.value for e in this_week), Decimal(0)) if measure.cumulative else this_week[-1].value
        was = None if measure.cumulative or not before else before[-1]
        remark = next((entry.remark for entry in reversed(this_week) if entry.remark), "")
        return Number(measure.name, measure.unit, value, was=was, adds_up=measure.cumulative, remark=remark)

    def _lines(self) -> tuple[tuple[date, str], ...]:
        said = [
            (each.period_on, each.line) for each in self._mine(CheckIn)
            if each.kind == Kind.DAILY and each.state == CheckInState.SUBMITTED and each.line
        ]  # fmt: skip
        return tuple(sorted(each for each in said if self._holds(each[0])))

    def _slips(self) -> tuple[Slip, ...]:
        """A break on purpose is none."""
        slips = [each for each in self._mine(Lapse) if each.kind != LapseKind.PLANNED and self._holds(each.from_on)]
        return tuple(Slip(each.what, each.learned) for each in slips)

    def _own(self) -> list[Action]:
        return [action for action in self.whole.actions if action.owner_id == self.coachee_id]

    def _done(self) -> tuple[Done, ...]:
        done = [a for a in self._own() if a.state == ActionState.DONE and self._holds(a.ended_on)]
        return tuple(Done(action.text, action.remark) for action in done)

    def _stuck(self) -> tuple[Stuck, ...]:
        """Only what has been due is told as stuck, or what somebody said is in the way."""
        stuck = [a for a in self._own() if a.is_open and (a.state == ActionState.BLOCKED or a.due_on <= self.until)]
        return tuple(Stuck(a.text, a.obstacle if a.state == ActionState.BLOCKED else "") for a in stuck)

    def _ahead(self) -> tuple[tuple[str, date], ...]:
        soon = self.until + timedelta(days=8)
        return tuple((a.text, a.due_on) for a in self._own() if a.is_open and self.until < a.due_on <= soon)
