"""One client's facts, made of the rows that were read for many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from handrail.signals.facts import Aim, Asked, Due, Facts, Meeting, Opened, Report, Stage, Week
from handrail.signals.lived import Lived
from handrail.signals.lives import Life, lived_of
from handrail.signals.rows import Found, Rows, text_of
from handrail.trajectory.action import CONFIDENT
from handrail.trajectory.action import OPEN as OPEN_ACTIONS
from handrail.trajectory.action import State as ActionState
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.check_in import State as CheckInState
from handrail.trajectory.check_in import monday_of
from handrail.trajectory.goal import REVIEW_EVERY, Achievement
from handrail.trajectory.reflection import State as ReflectionState
from handrail.trajectory.session import AHEAD, FELL_OUT, TOOK_PLACE, NextStep, Side
from handrail.trajectory.session import State as SessionState
from handrail.trajectory.trajectory import State
from handrail.trajectory.weekly_goal import Fit

WEEK = timedelta(days=7)
# The report of a week can be written until the Thursday after; on the Friday it has not come.
NOT_COME = timedelta(days=11)
# A week of which fewer days were lived asks for nothing.
MOST_OF_A_WEEK = 4
ON_THE_WAY = frozenset({State.ACTIVE, State.PAUSED})


class Reading:
    """`active`: the client's days, in order. `sent`: when each report was sent that waits for a word. `joined`: the day
    they said yes. `tells_of_all`: what the coach owes to a whole group is told here."""

    def __init__(
        self, life: Life, rows: Rows, *, at: datetime, active: list[date], sent: Mapping[str, datetime],
        joined: date | None, tells_of_all: bool,
    ) -> None:  # fmt: skip
        self._life, self._rows, self._sent = life, rows, sent
        self._where, self._who = text_of(life.trajectory_id), text_of(life.coachee_id)
        # Whose rows say something of this client: their own, and everybody's.
        self._whose = frozenset({None, self._who})
        self._active_on, self._joined_on, self._tells_of_all = active, joined, tells_of_all
        self._today_on = life.today(at)
        self._lived = lived_of(life, pauses=self._mine(rows.pauses), breaks=self._mine(rows.breaks), at=at)

    def facts(self) -> tuple[Lived, Facts]:
        life, paused = self._life, self._life.is_paused(self._today_on)
        return self._lived, Facts(
            today=self._day(self._today_on), cadence=life.cadence, active=self._days(self._active_on),
            contact=self._contact(), wrote=self._days(row[2] for row in self._mine(self._rows.reflections) if row[2]),
            dues=self._dues(self._who), opened=tuple(self._opened()), meetings=self._meetings,
            energy_first=tuple(row[1] for row in self._mine(self._rows.first_energies)),
            aims=tuple(self._aims()), weeks=tuple(self._weeks()), asked=tuple(self._asked()), reports=self._reports(),
            stages=tuple(self._stages()), promises=self._dues(text_of(life.coach_id)) if self._tells_of_all else (),
            vision_read=self._vision_read(), joined=None if self._joined_on is None else self._day(self._joined_on),
            invited=self._invited(), is_running=life.takes_part and life.state in ON_THE_WAY and not paused,
        )  # fmt: skip

    # Rows and days

    def _of(self, found: Found) -> list[tuple[Any, ...]]:
        return found.get(self._where, [])

    def _mine(self, found: Found, *, at: int = 0) -> list[tuple[Any, ...]]:
        """The rows that say something of this client, by the column that says whose they are."""
        return [row for row in self._of(found) if row[at] in self._whose]

    def _day(self, on: date) -> int:
        return self._lived.day(on)

    def _days(self, days: Iterable[date]) -> tuple[int, ...]:
        return tuple(sorted({self._day(day) for day in days}))

    # Keeping in touch

    def _contact(self) -> tuple[int, ...]:
        """What came from the coach, or both did: words, sessions held, reports answered, questions asked, actions
        agreed."""
        wrote = [self._life.day_of(row[1]) for row in self._mine(self._rows.words)]
        answered = [row[4] for row in self._mine(self._rows.reports, at=1) if row[4]]
        asked = [row[1] for row in self._mine(self._rows.reflections)]
        agreed = [row[3] for row in self._of(self._rows.actions) if row[1] == self._who]
        met = {each.day for each in self._meetings if each.kept}
        return tuple(sorted({*met, *self._days([*wrote, *answered, *asked, *agreed])}))

    @cached_property
    def _meetings(self) -> tuple[Meeting, ...]:
        was = {row[1]: row[2] for row in self._of(self._rows.attendances) if row[0] == self._who}
        rows = sorted(self._mine(self._rows.sessions, at=1), key=lambda row: row[2])
        return tuple(each for row in rows if (each := self._meeting(row, was.get(row[0]))))

    def _meeting(self, row: tuple[Any, ...], was: str | None) -> Meeting | None:
        """None of one that says nothing: it fell out in a pause, or nobody said yet whether it was."""
        pk, _, starts_at, state, side, next_step, energy, noted = row
        on = self._life.day_of(starts_at)
        fell_out = state in FELL_OUT or was == Was.AWAY
        if (fell_out and self._lived.is_away(on)) or (state in AHEAD and on < self._today_on):
            return None
        begun = self._life.starts_on
        return Meeting(
            self._day(on), kept=state in TOOK_PLACE and not fell_out, fell_out=fell_out,
            by_coach=state in FELL_OUT and side == Side.COACH, late=was == Was.LATE, energy=energy,
            closed=state != SessionState.HELD, none_planned=next_step == NextStep.NONE, ref=str(UUID(pk)),
            # What lies before the beginning came in from a list; a group's note is told of once.
            noted=noted or not self._tells_of_all or begun is None or on < begun,
        )  # fmt: skip

    def _reports(self) -> tuple[Report, ...]:
        """One for each week since the first that was sent, this one left out while it can still be written."""
        rows = {row[2]: row for row in self._mine(self._rows.reports, at=1)}
        found, monday = [], min(rows, default=monday_of(self._today_on))
        while monday <= self._today_on:
            over = self._day(monday + WEEK) - self._day(monday) >= MOST_OF_A_WEEK
            if monday in rows or (over and monday + NOT_COME <= self._today_on):
                found.append(self._report(monday, rows.get(monday)))
            monday += WEEK
        return tuple(found)

    def _report(self, monday: date, row: tuple[Any, ...] | None) -> Report:
        """Sent, it is taken for sent by its Sunday, unless it waits for a word: then it is known when."""
        if row is None:
            return Report(self._day(monday + NOT_COME))
        sunday = min(monday + WEEK - timedelta(days=1), self._today_on)
        sent = self._life.day_of(self._sent[row[0]]) if row[0] in self._sent else sunday
        if row[3] != CheckInState.SUBMITTED:
            return Report(self._day(sunday), skipped=self._day(sunday))
        # One so old that nobody looked up when it came waits no longer.
        answered = row[4] or (None if row[0] in self._sent else sunday)
        day = None if answered is None else self._day(answered)
        return Report(self._day(sunday), self._day(sent), answered=day, ref=str(UUID(row[0])))

    def _asked(self) -> Iterator[Asked]:
        for _, asked_on, written_on, state, length in sorted(
            self._mine(self._rows.reflections), key=lambda row: row[1]
        ):
            asked = self._day(asked_on)
            written = None if written_on is None else self._day(written_on)
            yield Asked(asked, written, asked if state == ReflectionState.SKIPPED else None, length)

    def _invited(self) -> int | None:
        mine = [sent for person, sent in self._of(self._rows.invitations) if person == self._who]
        return self._day(self._life.day_of(max(mine))) if mine else None

    # What is done

    def _dues(self, owner: str) -> tuple[Due, ...]:
        mine = [row for row in self._mine(self._rows.actions) if row[1] == owner]
        return tuple(sorted((self._due(*row[4:]) for row in mine), key=lambda due: due.day))

    def _due(self, due_on: date, ended_on: date | None, state: str) -> Due:
        ended = None if ended_on is None else self._day(ended_on)
        return Due(self._day(due_on), done=ended if state == ActionState.DONE else None,
                   left=ended if state in (ActionState.RELEASED, ActionState.REPLACED) else None)  # fmt: skip

    def _opened(self) -> Iterator[Opened]:
        held = [
            (row[2], self._life.day_of(row[2])) for row in self._mine(self._rows.sessions, at=1) if row[3] in TOOK_PLACE
        ]
        for _, owner, agreed_at, made_on, _, _, state in self._of(self._rows.actions):
            if owner == self._who and state in OPEN_ACTIONS:
                into = (on for at, on in held if (at > agreed_at if agreed_at else on > made_on))
                yield Opened(self._day(made_on), tuple(sorted(map(self._day, into))))

    def _weeks(self) -> Iterator[Week]:
        line: dict[str, str] = {}
        for row in sorted(self._mine(self._rows.weeks, at=1), key=lambda row: (row[4], row[0])):
            pk, _, follows, text, starts_on, ends_on, percent, fit, ticked = row
            line[pk] = line.get(follows, follows or pk)
            starts, ends = self._day(starts_on), self._day(ends_on)
            asked = self._day(ends_on + timedelta(days=1)) - starts
            if percent is not None or 2 * asked >= (ends_on - starts_on).days + 1:
                yield Week(
                    str(UUID(line[pk])), starts, ends, percent, ticked, fit == Fit.AMBITIOUS, text, str(UUID(pk))
                )

    # Where it goes

    def _aims(self) -> Iterator[Aim]:
        for pk, _, text, since, at_start, achievement, due_on in self._mine(self._rows.goals, at=1):
            started = self._day(since or self._life.starts_on or self._today_on)
            looked = [row[1] for row in self._of(self._rows.reviews) if row[0] == pk]
            looked += [due_on - REVIEW_EVERY] if due_on else []
            yield Aim(
                text, started, progress=self._progress(pk, started, at_start), reviewed=self._days(looked),
                realistic=self._realistic(pk, achievement), ref=str(UUID(pk)),
            )  # fmt: skip

    def _progress(self, goal: str, started: int, at_start: int | None) -> tuple[tuple[int, float], ...]:
        """By a measure with a target, where there is one; else by the client's own number."""
        if measured := self._measured(goal, started):
            return measured
        said = [(started, 10.0 * at_start)] if at_start is not None else []
        rows = (row for row in self._of(self._rows.reviews) if row[0] == goal and row[2] is not None)
        return tuple(sorted([*said, *((self._day(on), 10.0 * number) for _, on, number in rows)], key=_day_of))

    def _measured(self, goal: str, started: int) -> tuple[tuple[int, float], ...]:
        """(now − start) ÷ (target − start), of the goal's first such measure [42]."""
        mine = [row for row in self._of(self._rows.numbers) if row[0] == goal]
        mine = sorted((row for row in mine if row[1] == mine[0][1]), key=lambda row: row[5])
        if not mine:
            return ()
        _, _, start, target, adds_up, _, first = mine[0]
        start = start if start is not None else Decimal(0) if adds_up else first
        if target == start:
            return ()
        found, value = [(started, 0.0)], start
        for *_, on, number in mine:
            value = value + number if adds_up else number
            found.append((self._day(on), float(100 * (value - start) / (target - start))))
        return tuple(sorted(found, key=_day_of))

    def _realistic(self, goal: str, achievement: str) -> bool | None:
        if achievement == Achievement.NOT_ATTAINABLE:
            return False
        said = [row[1:] for row in self._of(self._rows.confidences) if row[0] == goal]
        return max(said)[1] >= CONFIDENT if said else None

    def _stages(self) -> Iterator[Stage]:
        by_area: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self._mine(self._rows.stages):
            by_area[row[1]].append(row)
        for area, entries in by_area.items():
            _, _, name, stage, since = entries[-1]
            for row in reversed(entries):
                if row[3] != stage:
                    break
                since = row[4]
            yield Stage(name, stage, self._day(since), ref=str(UUID(area)))

    def _vision_read(self) -> int | None:
        mine = [row[1] for row in self._mine(self._rows.visions)]
        return self._day(max(mine)) if mine else None


def _day_of(point: tuple[int, float]) -> int:
    return point[0]
