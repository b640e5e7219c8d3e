"""What happened between two sessions, for whoever prepares the next: moved, stuck, written, due [13]. Pure, over a
whole that was read with `ROWS`: as many rows for a history of two years as for one of two weeks."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery

from handrail.trajectory.action import Action
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.agenda import Agenda, Carried, agenda
from handrail.trajectory.away import kept
from handrail.trajectory.check_in import CheckIn
from handrail.trajectory.check_in import Kind as CheckInKind
from handrail.trajectory.check_in import State as CheckInState
from handrail.trajectory.consistency import Kept
from handrail.trajectory.due_date_change import DueDateChange
from handrail.trajectory.fact import Fact
from handrail.trajectory.goal import Goal
from handrail.trajectory.habit import Habit
from handrail.trajectory.habit import State as HabitState
from handrail.trajectory.intention import Intention
from handrail.trajectory.kept import Narrowing
from handrail.trajectory.lapse import Kind as LapseKind
from handrail.trajectory.lapse import Lapse
from handrail.trajectory.milestone import Milestone
from handrail.trajectory.outreach import Outreach
from handrail.trajectory.pause import Pause
from handrail.trajectory.preparation import Preparation, brought, fallen_out
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.review import Review
from handrail.trajectory.session import Session
from handrail.trajectory.stage_entry import StageEntry
from handrail.trajectory.tick import Tick
from handrail.trajectory.tried import PERIODS, Tried, lines, way_to_last
from handrail.trajectory.vision import Vision
from handrail.trajectory.weekly_goal import WeeklyGoal
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win

# Days looked back on for what is ticked, slipped or said: longer than between most sessions.
LOOKED_BACK = timedelta(days=60)


def _lately(column: str) -> Narrowing:
    return lambda rows, today: rows.filter(**{f"{column}__gte": today - LOOKED_BACK})


def _written(rows: Any, today: date) -> Any:
    """What was written last, and earlier answers to the same question, however often it was asked anew."""
    newest = rows.filter(written_on__isnull=False).order_by("-written_on", "-pk")
    asked = newest.values("prompt__question")[:1]
    same = newest.filter(prompt__question=Subquery(asked))
    return same.select_related("prompt__exercise")[:2]


ROWS: "dict[Any, Narrowing | None]" = {
    Vision: None,
    Goal: None,
    Milestone: lambda rows, today: rows.exclude(state="dropped"),
    Session: None,
    WeeklyGoal: lambda rows, today: rows.newest(5 * PERIODS, by="starts_on"),
    Action: lambda rows, today: rows.standing(30),
    DueDateChange: lambda rows, today: rows.filter(action__ended_on=None),
    Review: lambda rows, today: rows.filter(kind="midpoint"),
    Reflection: _written,
    CheckIn: _lately("period_on"),
    Habit: lambda rows, today: rows.filter(state=HabitState.RUNNING),
    Tick: lambda rows, today: rows.filter(habit__state=HabitState.RUNNING, ticked_on__gte=today - LOOKED_BACK),
    Lapse: lambda rows, today: rows.filter(Q(kind=LapseKind.PLANNED) | Q(from_on__gte=today - LOOKED_BACK)),
    Pause: lambda rows, today: rows.filter(Q(ended_on=None) | Q(ended_on__gte=today - LOOKED_BACK)),
    Win: _lately("won_on"),
    StageEntry: lambda rows, today: rows.select_related("domain").order_by("-pk")[:30],
    Preparation: lambda rows, today: rows.order_by("-pk")[:10],
    Fact: lambda rows, today: rows.filter(state="kept"),
    Intention: lambda rows, today: rows.newest(10, by="pk"),
    Outreach: lambda rows, today: rows.newest(10, by="pk"),
}


@dataclass(frozen=True)
class Beside:
    """A reflection and, where there is one, the earlier answer to the same question [87]."""

    now: Reflection
    then: Reflection | None


@dataclass(frozen=True)
class SinceLast:
    whole: Whole
    session: Session

    @cached_property
    def last(self) -> Session | None:
        """The one before this that took place."""
        held = [each for each in self._before if each.took_place]
        return held[-1] if held else None

    @cached_property
    def since(self) -> date | None:
        return self.whole.day_of(self.last) if self.last else self.whole.trajectory.starts_on

    @cached_property
    def fell_out(self) -> list[Session]:
        """Those between that did not take place, oldest first."""
        return fallen_out(self.session, self.whole.sessions)

    @property
    def said(self) -> list[Preparation]:
        """What each client brings."""
        return brought(self.session, self.whole.sessions, self.whole.every(Preparation))

    @property
    def intention(self) -> Intention | None:
        """The coach's own, where it is of this session."""
        return next((each for each in self.whole.every(Intention) if each.session_id == self.session.pk), None)

    @cached_property
    def agenda(self) -> Agenda:
        return agenda(self.whole, self.session)

    # What moved

    @cached_property
    def done(self) -> list[Action]:
        """Newest first."""
        done = [a for a in self.whole.actions if a.state == ActionState.DONE and not a.is_promise]
        return sorted((a for a in done if self._holds(a.ended_on)), key=_ended, reverse=True)

    @cached_property
    def wins(self) -> list[Win]:
        return [win for win in reversed(self.whole.every(Win)) if self._holds(win.won_on)]

    @cached_property
    def tried(self) -> list[Tried]:
        """The experiments that are on, or were since last time."""
        return [
            tried for tried in lines(self.whole.every(WeeklyGoal))
            if tried.newest.state in ("agreed", "running") or self._holds(tried.newest.ends_on)
        ]  # fmt: skip

    @cached_property
    def habits(self) -> list[tuple[Habit, Kept]]:
        return [(habit, kept(self.whole, habit)) for habit in self.whole.every(Habit)]

    # What got stuck

    @cached_property
    def carried(self) -> list[Carried]:
        """Still open, from sessions before this one; those in which something is in the way first."""
        still = [each for each in self.agenda.carried if each.action.is_open and not each.action.is_promise]
        return sorted(still, key=lambda each: (each.action.state != ActionState.BLOCKED, -each.times))

    @cached_property
    def promises(self) -> list[Action]:
        """The coach's own, still open [72]."""
        return [action for action in self.whole.open_actions if action.is_promise]

    @cached_property
    def ended(self) -> list[Action]:
        """Let go of, or made smaller: a decision, and no completion [64]."""
        return [
            action for action in self.whole.actions
            if action.state in (ActionState.RELEASED, ActionState.REPLACED) and self._holds(action.ended_on)
        ]  # fmt: skip

    @cached_property
    def slips(self) -> list[Lapse]:
        return [
            each for each in self.whole.every(Lapse) if each.kind != LapseKind.PLANNED and self._holds(each.from_on)
        ]

    # What they wrote

    @cached_property
    def check_ins(self) -> list[CheckIn]:
        """Newest first; those left out are no part of it."""
        newest = sorted(self.whole.every(CheckIn), key=lambda each: (each.period_on, each.pk), reverse=True)
        return [s for s in newest if s.state == CheckInState.SUBMITTED and self._holds(self._last_day(s))]

    @cached_property
    def messages(self) -> list[Outreach]:
        """Words that went out in between, and what came back; newest first [82]."""
        day, newest = self.whole.reader.today, reversed(self.whole.every(Outreach))
        return [word for word in newest if self._holds(word.replied_on or day(word.sent_at))]

    @property
    def worded(self) -> list[CheckIn]:
        """Those that say more than a number."""
        return [each for each in self.check_ins if each.line or each.moved or each.stuck or each.next_step]

    @property
    def energies(self) -> list[int]:
        return [each.energy for each in reversed(self.check_ins) if each.energy is not None]

    @property
    def energy_path(self) -> str:
        return way_to_last(self.energies)

    @cached_property
    def written(self) -> Beside | None:
        """The last reflection that the coach reads, since last time or before."""
        same = sorted(self.whole.every(Reflection), key=_written_on, reverse=True)
        return Beside(same[0], same[1] if len(same) > 1 else None) if same else None

    # What to keep in mind

    @property
    def facts(self) -> list[Fact]:
        return self.whole.every(Fact)

    @cached_property
    def stages(self) -> list[StageEntry]:
        """How ready they are in each area, as it was said last."""
        newest = {entry.domain_id: entry for entry in self.whole.every(StageEntry)}
        return list(newest.values())

    @property
    def was_paused(self) -> bool:
        return any(self._holds(pause.ended_on) for pause in self.whole.every(Pause))

    @property
    def is_quiet(self) -> bool:
        """Nothing came from them: no word, no tick, nothing done."""
        ticked = any(self._holds(tick.ticked_on) for tick in self.whole.every(Tick))
        wrote = self.written is not None and self._holds(self.written.now.written_on)
        wrote |= any(word.reply for word in self.messages)
        return not (ticked or wrote or self.check_ins or self.done or self.wins or self.said)

    @cached_property
    def _before(self) -> list[Session]:
        return [each for each in self.whole.sessions if each.starts_at < self.session.starts_at]

    def _holds(self, day: date | None) -> bool:
        """Whether it was since last time, and not after this session."""
        first = self.since
        return day is not None and (first is None or day >= first) and day <= self._until

    def _last_day(self, said: CheckIn) -> date:
        """A report is of a whole week, and may tell of it before it is over."""
        sunday = said.period_on + timedelta(days=6)
        return max(said.period_on, min(sunday, self._until)) if said.kind == CheckInKind.WEEKLY else said.period_on

    @property
    def _until(self) -> date:
        """Before it is over, up to now."""
        return self.whole.today if self.session.is_ahead else self.whole.day_of(self.session)


def _ended(action: Action) -> tuple[date, UUID]:
    return action.ended_on or date.min, action.pk


def _written_on(reflection: Reflection) -> tuple[date, UUID]:
    return reflection.written_on or reflection.asked_on, reflection.pk
