"""Whose life is judged: one client's side of one trajectory, where it stands, and the days that count for nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from handrail.ledger.book import numbers_of, seq_of
from handrail.practice.person import Person
from handrail.signals.lived import Lived
from handrail.trajectory.participant import Participant, ParticipantQuerySet
from handrail.trajectory.participant import State as ParticipantState
from handrail.trajectory.trajectory import RUNNING, State, Trajectory, leads

JUDGED = frozenset({*RUNNING, State.INVITED})
OVER = frozenset({State.COMPLETED, State.ENDED_EARLY, State.FOLLOW_UP})
YEARS = timedelta(days=2 * 366)
LONGEST_BREAK = timedelta(days=92)


@dataclass(frozen=True)
class Life:
    """`seq`: where the trajectory's history stands. Found for somebody who may know that there is this client."""

    practice_id: UUID
    trajectory_id: UUID
    coachee_id: UUID
    coach_id: UUID
    name: str
    zone: str
    seq: int
    state: str
    resumes_on: date | None
    starts_on: date | None
    cadence: int
    group_name: str
    takes_part: bool
    # It came to its end, or this one left.
    is_over: bool

    def __hash__(self) -> int:
        """By whose it is: a thousand are looked up at every look."""
        return hash((self.trajectory_id.int, self.coachee_id.int))

    def today(self, at: datetime) -> date:
        """The day it is where the client is."""
        return self.day_of(at)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def is_paused(self, today: date) -> bool:
        return self.state == State.PAUSED and (self.resumes_on is None or today < self.resumes_on)


# A column of `lives`, each by the name that it has here.
COLUMNS = {
    "practice_id": "practice_id", "trajectory_id": "trajectory_id", "coachee_id": "person_id",
    "coach_id": "trajectory__coach_id",
    "name": "person__name", "zone": "person__zone", "seq": "_seq", "state": "trajectory__state",
    "resumes_on": "trajectory__resumes_on", "starts_on": "trajectory__starts_on",
    "cadence": "trajectory__cadence_days", "group_name": "trajectory__group_name", "takes_part": "state",
}  # fmt: skip


def numbers_led_by(coach: Person) -> Mapping[str, int]:
    """What is another as soon as anything happened in what this person leads, or to anybody in the practice: where each
    history stands. One small statement."""
    return numbers_of(Trajectory.objects.led_by(coach).values("pk"), coach.practice_id)


def lives_led_by(coach: Person, *, only: UUID | None = None) -> list[Life]:
    """Everybody whom this person coaches now, or has invited; one statement."""
    mine = Participant.objects.filter(leads(coach, through="trajectory__"), practice_id=coach.practice_id)
    if not coach.is_coach:
        return []
    return _lives(mine.filter(trajectory_id=only) if only else mine)


def lives_of_practice(manager: Person) -> list[Life]:
    """Everybody who is coached here: for counting, never for showing [1O, "s"]."""
    return _lives(Participant.objects.filter(practice_id=manager.practice_id)) if manager.is_manager else []


def lives_ever(practice_id: UUID, *, since: datetime) -> list[Life]:
    """Everybody who is coached in a practice, or was, in trajectories that began in the two years before `since`: for
    counting what became of them, and for nobody to see."""
    is_over = Q(trajectory__state__in=OVER) | Q(state=ParticipantState.LEFT, trajectory__state__in=JUDGED)
    over = is_over & Q(trajectory__starts_on__gte=(since - YEARS).date())
    return _told(Participant.objects.filter(over | NOW, practice_id=practice_id))


# Who takes part in what goes on, or is asked to.
NOW = Q(trajectory__state__in=JUDGED) & ~Q(state=ParticipantState.LEFT)


def _lives(participants: ParticipantQuerySet) -> list[Life]:
    return _told(participants.filter(NOW))


def _told(here: ParticipantQuerySet) -> list[Life]:
    rows = here.annotate(_seq=seq_of("trajectory_id")).order_by("pk").values_list(*COLUMNS.values())
    return [_life(**dict(zip(COLUMNS, row, strict=True))) for row in rows]


def _life(takes_part: str, **columns: Any) -> Life:
    is_over = columns["state"] in OVER or takes_part == ParticipantState.LEFT
    return Life(**columns, takes_part=takes_part == ParticipantState.AGREED, is_over=is_over)


def lived_of(
    life: Life, *, pauses: Iterable[tuple[Any, ...]], breaks: Iterable[tuple[Any, ...]], at: datetime
) -> Lived:
    """The days of this life. `pauses` and `breaks`: as `Rows` has them; a break on purpose asks for nothing either."""
    today = life.today(at)
    away: set[date] = set()
    for _, first, until, ended in pauses:
        away |= _days(first, min(day for day in (until, ended, today + timedelta(days=1)) if day))
    for _, first, last in breaks:
        away |= _days(first, min(last, first + LONGEST_BREAK) + timedelta(days=1))
    return Lived.since(life.starts_on or today, away)


def _days(first: date, end: date) -> set[date]:
    """From the first, up to the end."""
    return {first + timedelta(days=n) for n in range((end - first).days)}
