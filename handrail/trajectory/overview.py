"""What a manager sees of the work: how much of it there is and where it stands, never a word of it [1O, "s"]."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Q, QuerySet, Sum

from handrail.practice.person import Person
from handrail.trajectory.action import Action
from handrail.trajectory.feedback import Feedback
from handrail.trajectory.participant import Participant
from handrail.trajectory.session import AHEAD, FELL_OUT, TOOK_PLACE, Session
from handrail.trajectory.trajectory import RUNNING, State, Trajectory

WEEKS, YEARS = timedelta(weeks=4), timedelta(days=731)
# What clients said of sessions is told of so many clients together, and of fewer not at all [1O].
SEVERAL = 5


@dataclass(frozen=True)
class Counts:
    """The work of one coach. Sessions: those of the last four weeks, and those booked for the next four."""

    clients: int = 0
    running: int = 0
    held: int = 0
    booked: int = 0
    open_actions: int = 0


@dataclass(frozen=True)
class Kept:
    """Whether those who came stayed: of the trajectories that began in the last two years and are over, how many came
    to their end, and how many ended before."""

    completed: int = 0
    ended_early: int = 0

    @property
    def ended(self) -> int:
        return self.completed + self.ended_early


@dataclass(frozen=True)
class Sessions:
    """The sessions of a time: how many took place and fell out, and for how long people met. `useful`: of how much use
    they were to clients, from one to five; None where fewer than `SEVERAL` said it, so that it is nobody's."""

    took_place: int = 0
    fell_out: int = 0
    minutes: int = 0
    useful: float | None = None


@dataclass(frozen=True)
class Place:
    """That a client is coached, by whom, and where it stands."""

    coach: str
    state: str


def counts_by_coach(manager: Person, *, at: datetime) -> dict[UUID, Counts]:
    """Three statements, however many coaches there are."""
    if not manager.is_manager:
        return {}
    trajectories = Trajectory.objects.filter(practice_id=manager.practice_id, state__in=RUNNING)
    sessions = Session.objects.filter(practice_id=manager.practice_id).exclude(trajectory__state=State.ERASED)
    actions = Action.objects.filter(practice_id=manager.practice_id).open().exclude(trajectory__state=State.ERASED)
    agreed = Q(participants__state="agreed")
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for key, rows in (
        ("coach", _by("coach", trajectories, running=Count("pk", distinct=True), clients=_clients(agreed))),
        ("trajectory__coach", _by("trajectory__coach", sessions, **_sessions(at))),
        ("trajectory__coach", _by("trajectory__coach", actions, open_actions=Count("pk"))),
    ):
        for row in rows:
            found[row.pop(key)] |= row
    return {coach_id: Counts(**counts) for coach_id, counts in found.items()}


def kept_by_coach(manager: Person, *, at: datetime) -> dict[UUID, Kept]:
    """One statement."""
    if not manager.is_manager:
        return {}
    began = Trajectory.objects.filter(practice_id=manager.practice_id, starts_on__gt=manager.today(at) - YEARS)
    early = Count("pk", filter=Q(state=State.ENDED_EARLY))
    to_the_end = Count("pk", filter=Q(state__in=(State.COMPLETED, State.FOLLOW_UP)))
    rows = _by("coach", began, completed=to_the_end, ended_early=early)
    return {row.pop("coach"): Kept(**row) for row in rows}


def sessions_between(manager: Person, since: datetime, until: datetime) -> Sessions:
    """Two statements."""
    if not manager.is_manager:
        return Sessions()
    here = {"practice_id": manager.practice_id, "starts_at__gt": since, "starts_at__lte": until}
    held, fell_out = Q(state__in=TOOK_PLACE), Q(state__in=FELL_OUT)
    met = Session.objects.filter(**here).exclude(trajectory__state=State.ERASED).aggregate(
        took_place=Count("pk", filter=held), fell_out=Count("pk", filter=fell_out), minutes=Sum("minutes", filter=held),
    )  # fmt: skip
    said = Feedback.objects.filter(**{name.replace("starts_at", "session__starts_at"): on for name, on in here.items()})
    told = said.filter(useful__isnull=False).exclude(trajectory__state=State.ERASED)
    mean = told.aggregate(of=Count("coachee", distinct=True), useful=Avg("useful"))
    return Sessions(
        met["took_place"], met["fell_out"], met["minutes"] or 0, mean["useful"] if mean["of"] >= SEVERAL else None
    )


def _by(key: str, rows: "QuerySet[Any]", **counts: Count) -> Any:
    return rows.order_by().values(key).annotate(**counts)


def _clients(agreed: Q) -> Count:
    return Count("participants__person", filter=agreed, distinct=True)


def _sessions(at: datetime) -> dict[str, Count]:
    lately = Q(state__in=TOOK_PLACE, starts_at__gt=at - WEEKS, starts_at__lte=at)
    soon = Q(state__in=AHEAD, starts_at__gt=at, starts_at__lte=at + WEEKS)
    return {"held": Count("pk", filter=lately), "booked": Count("pk", filter=soon)}


def places_of_clients(manager: Person) -> dict[UUID, list[Place]]:
    """Where each client of the practice is, in one statement."""
    if not manager.is_manager:
        return {}
    here = Participant.objects.filter(practice_id=manager.practice_id).exclude(trajectory__state=State.ERASED)
    found: dict[UUID, list[Place]] = defaultdict(list)
    for row in here.order_by("pk").values("person", "state", "trajectory__coach__name", "trajectory__state"):
        state = State(row["trajectory__state"]) if row["state"] != "invited" else State.INVITED
        found[row["person"]].append(Place(coach=row["trajectory__coach__name"], state=str(state.label)))
    return found
