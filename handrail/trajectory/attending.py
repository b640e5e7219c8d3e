"""How the meetings went over time: what fell out, who came later, and when that is worth a word [36, 119]. Pure.

For the coach alone. Nothing here blames anybody: a full calendar and a goal that has lost its pull look the same from
outside, and only talking tells them apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from handrail.practice.person import Person
from handrail.trajectory.attendance import Attendance
from handrail.trajectory.attendance import State as Was
from handrail.trajectory.session import Session, State
from handrail.trajectory.whole import Whole


class Often(Protocol):
    """When it is worth a word [1N, attendance]: so many in a row, or late to so many of the last so many. The settings
    of the signals say how many (signals/limits.py)."""

    @property
    def fell_out_row(self) -> int: ...
    @property
    def late_most(self) -> int: ...
    @property
    def late_of(self) -> int: ...


class Worth(Enum):
    """What is worth talking about."""

    FELL_OUT = "fell_out"
    LATE = "late"


@dataclass(frozen=True)
class Met:
    """One session that was, or was to be, and how somebody came to it."""

    session: Session
    minutes_late: int = 0
    was_late: bool = False
    was_away: bool = False


@dataclass(frozen=True)
class Attending:
    """One client's meetings, newest first."""

    person: Person
    met: tuple[Met, ...]
    # The newest ones that fell out without one that took place in between; newest first.
    in_a_row: tuple[Session, ...]
    often: Often

    @property
    def held(self) -> int:
        return sum(each.session.took_place and not each.was_away for each in self.met)

    @property
    def moved(self) -> int:
        """How many that are over had another time at first."""
        return sum(each.session.took_place and each.session.sequence > 0 for each in self.met)

    @property
    def late(self) -> int:
        return sum(each.was_late for each in self.met)

    @property
    def fell_out(self) -> int:
        return sum(each.session.fell_out or each.was_away for each in self.met)

    @property
    def worth(self) -> Worth | None:
        if len(self.in_a_row) >= self.often.fell_out_row:
            return Worth.FELL_OUT
        lately = [each for each in self.met if each.session.took_place][: self.often.late_of]
        return Worth.LATE if sum(each.was_late for each in lately) >= self.often.late_most else None


def attending(whole: Whole, people: Sequence[Person], *, often: Often) -> list[Attending]:
    """Of each of them; `whole` holds the attendances."""
    return [_of(whole, person, often) for person in people]


def _of(whole: Whole, person: Person, often: Often) -> Attending:
    noted = {each.session_id: each for each in whole.every(Attendance) if each.coachee_id == person.pk}
    met = []
    for session in over(whole, person):
        how = noted.get(session.pk)
        is_late, is_away = how is not None and how.state == Was.LATE, how is not None and how.state == Was.AWAY
        met.append(Met(session, how.minutes_late if how else 0, is_late, is_away))
    away = {each.session.pk for each in met if each.was_away}
    return Attending(person, tuple(met), fallen_out([each.session for each in met], away=away), often)


def over(whole: Whole, person: Person | None = None) -> list[Session]:
    """The sessions of everybody and of this person whose day has come and that are dealt with, newest first."""
    theirs = (each for each in whole.sessions if each.coachee_id is None or (person and each.coachee_id == person.pk))
    done = [each for each in theirs if each.took_place or each.fell_out]
    return [each for each in reversed(done) if whole.day_of(each) <= whole.today]


def fallen_out(newest_first: Sequence[Session], *, away: Iterable[object] = ()) -> tuple[Session, ...]:
    """Which of the newest fell out one after the other. One that a coach took out of their calendar is no sign."""
    gone: list[Session] = []
    without = set(away)
    for session in newest_first:
        if not (session.fell_out or session.pk in without):
            break
        if session.state != State.CANCELLED or session.side:
            gone.append(session)
    return tuple(gone)
