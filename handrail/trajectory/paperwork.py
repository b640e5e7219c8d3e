"""What the work beside the sessions takes: how long after a session its note was begun, and the minutes of writing. For
whoever runs the practice: times alone, and no word of what was written [143, 150, 1O "s"].

How long somebody reads or thinks is not known, and nobody looks: minutes of writing are those between things that were
written one soon after the other, outside sessions. It is less than the work, and it is what a program can honestly
count."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from handrail.ledger.signs import first_of, minutes_of
from handrail.ledger.verbs import Verb
from handrail.practice.person import Person
from handrail.trajectory.session import TOOK_PLACE, Session
from handrail.trajectory.trajectory import State, Trajectory

# Two things written no further apart were written in one go.
IN_ONE_GO = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Met:
    """A session that took place. `noted`: when its coach began to write about it."""

    coach_id: UUID
    begins: datetime
    ends: datetime
    noted: datetime | None

    @property
    def delay(self) -> timedelta | None:
        """Written while it went on is none."""
        return None if self.noted is None else max(self.noted - self.ends, timedelta())


@dataclass(frozen=True)
class Paperwork:
    """Of a time: every session and every minute in which a coach wrote something, in order."""

    met: tuple[Met, ...] = ()
    wrote: tuple[tuple[UUID, datetime], ...] = ()

    def between(self, since: datetime, until: datetime) -> "Paperwork":
        return Paperwork(
            tuple(each for each in self.met if since < each.begins <= until),
            tuple(each for each in self.wrote if since < each[1] <= until),
        )

    @property
    def note_delay(self) -> timedelta | None:
        return note_delay(self.met)

    @property
    def minutes(self) -> int:
        """Of writing outside sessions, of all coaches together."""
        of_coach: dict[UUID, list[datetime]] = defaultdict(list)
        for coach, minute in self.wrote:
            of_coach[coach].append(minute)
        return sum(
            minutes_in_one_go(outside(minutes, [(m.begins, m.ends) for m in self.met if m.coach_id == coach]))
            for coach, minutes in of_coach.items()
        )


def note_delay(met: Iterable[Met]) -> timedelta | None:
    """In the middle, of those that have a note; None where there is none."""
    seconds = [each.delay.total_seconds() for each in met if each.delay is not None]
    return timedelta(seconds=median(seconds)) if seconds else None


def minutes_in_one_go(minutes: Iterable[datetime]) -> int:
    """A thing alone is a minute; of things written soon after one another all from the first to the last."""
    total, last = 0, None
    for minute in sorted(minutes):
        is_going_on = last is not None and minute - last <= IN_ONE_GO
        total += (minute - last) // MINUTE if is_going_on and last else 1
        last = minute
    return total


def outside(minutes: Sequence[datetime], sessions: Sequence[tuple[datetime, datetime]]) -> list[datetime]:
    """What is written in a session is part of it."""
    during = {
        begins.replace(second=0, microsecond=0) + n * MINUTE
        for begins, ends in sessions
        for n in range((ends - begins) // MINUTE)
    }
    return [each for each in minutes if each not in during]


def paperwork(manager: Person, *, since: datetime, until: datetime) -> Paperwork:
    """Of the whole practice, in three statements."""
    if not manager.is_manager:
        return Paperwork()
    here = Trajectory.objects.filter(practice_id=manager.practice_id).exclude(state=State.ERASED).order_by()
    coaches = set(here.values_list("coach_id", flat=True).distinct())
    wrote = minutes_of(coaches, streams=here.values("pk"), since=since)
    return Paperwork(tuple(met(manager, since=since, until=until)), tuple(each for each in wrote if each[1] <= until))


def met(manager: Person, *, since: datetime, until: datetime) -> list[Met]:
    """The sessions of the practice; one statement, in which one with two notes comes twice."""
    if not manager.is_manager:
        return []
    held = Session.objects.filter(practice_id=manager.practice_id, state__in=TOOK_PLACE)
    lately = held.filter(starts_at__gt=since, starts_at__lte=until).exclude(trajectory__state=State.ERASED)
    by_coach = first_of(row="notes__pk", practice="practice_id", verb=Verb.NOTE_WRITTEN, by="trajectory__coach_id")
    rows = lately.annotate(noted=by_coach).order_by("starts_at", "pk")
    begun: dict[UUID, list[datetime]] = defaultdict(list)
    sessions: dict[UUID, Met] = {}
    for pk, coach, begins, minutes, noted in rows.values_list(
        "pk", "trajectory__coach_id", "starts_at", "minutes", "noted"
    ):
        begun[pk] += [noted] if noted else []
        sessions[pk] = Met(coach, begins, begins + timedelta(minutes=minutes), min(begun[pk], default=None))
    return list(sessions.values())
