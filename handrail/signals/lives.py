"""Whose life is judged: one client's side of one trajectory, where it stands, and the days that count for nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, Subquery, Sum

from handrail.ledger.book import seq_of
from handrail.practice.person import Person
from handrail.practice.practice import Practice
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


def newest_of(coach: Person) -> tuple[int | None, ...]:
    """What is another as soon as anything happened in what this person leads, or to anybody in the practice: numbers
    only ever grow. One small statement."""
    led = Trajectory.objects.filter(leads(coach), practice_id=coach.practice_id).annotate(_each=seq_of("pk"))
    here = Practice.objects.filter(pk=coach.practice_id).annotate(_here=seq_of("pk")).values("_here")
    found = led.order_by().aggregate(number=Count("pk"), all_of_it=Sum("_each"), here=Min(Subquery(here)))
    return found["number"], found["all_of_it"], found["here"]


def lives_led_by(coach: Person, *, only: UUID | None = None) -> list[Life]:
    """Everybody whom this person coaches now, or has invited; one statement."""
    mine = Participant.objects.filter(leads(coach, through="trajectory__"), practice_id=coach.practice_id)
    if not coach.is_coach:
        return []
    return _lives(mine.filter(trajectory_id=only) if only else mine)


def lives_of_practice(manager: Person) -> list[Life]:
    """Everybody who is coached here: for counting, never for showing [1O, "s"]."""
    return _lives(Participant.objects.filter(practice_id=manager.practice_id)) if manager.is_manager else []


def lives_over(coach: Person, *, since: datetime) -> list[Life]:
    """Whom this person coached, and who ended or left; of trajectories that began in the two years before `since`."""
    mine = Participant.objects.filter(leads(coach, through="trajectory__"), practice_id=coach.practice_id)
    over = Q(trajectory__state__in=OVER) | Q(state=ParticipantState.LEFT, trajectory__state__in=JUDGED)
    return _told(mine.filter(over, trajectory__starts_on__gte=(since - YEARS).date()))


def _lives(participants: ParticipantQuerySet) -> list[Life]:
    return _told(participants.filter(trajectory__state__in=JUDGED).exclude(state=ParticipantState.LEFT))


def _told(here: ParticipantQuerySet) -> list[Life]:
    rows = here.annotate(_seq=seq_of("trajectory_id")).order_by("pk").values_list(*COLUMNS.values())
    found = (dict(zip(COLUMNS, row, strict=True)) for row in rows)
    return [Life(**each | {"takes_part": each["takes_part"] == ParticipantState.AGREED}) for each in found]


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
