"""Landings: where the sessions are and where the next ones would be. Pure; the map, the
numbering and the midpoint all come from here, so that coach and client count alike [3]."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Generic, TypeVar

Ref = TypeVar("Ref")


class Kind(Enum):
    HELD = "held"
    NOW = "now"
    BOOKED = "booked"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Booked(Generic[Ref]):
    """A session that is or was on the line. `ref` is the caller's own handle for it."""

    ref: Ref
    on: date
    kind: Kind


@dataclass(frozen=True)
class Landing(Generic[Ref]):
    """One landing. `number` counts from 1 over held, booked and computed ones together."""

    number: int
    on: date
    kind: Kind
    ref: Ref | None = None
    is_midpoint: bool = False


@dataclass(frozen=True)
class Plan(Generic[Ref]):
    """The whole line, from first landing to last."""

    landings: tuple[Landing[Ref], ...]

    @property
    def total(self) -> int:
        return len(self.landings)

    @property
    def held(self) -> int:
        return sum(landing.kind == Kind.HELD for landing in self.landings)

    @property
    def remaining(self) -> int:
        return self.total - self.held

    @property
    def booked(self) -> int:
        return sum(landing.kind in (Kind.BOOKED, Kind.NOW) for landing in self.landings)


def plan(
    sessions: Sequence[Booked[Ref]],
    *,
    starts_on: date | None,
    ends_on: date | None,
    cadence_days: int,
    today: date,
    goes_on: bool = True,
) -> Plan[Ref]:
    """Landings in order of their days: the sessions there are, then one each cadence up to the
    end. `ends_on` is the first day after. Nothing is computed before the trajectory began, nor
    once it is over (`goes_on` false)."""
    real = sorted(sessions, key=lambda session: session.on)
    ahead = list(_ahead(real, starts_on, ends_on, timedelta(days=cadence_days), today)) if goes_on else []
    days = [session.on for session in real] + ahead
    middle = _midpoint(days, starts_on, ends_on)
    kinds = [(session.kind, session.ref) for session in real] + [(Kind.AHEAD, None)] * len(ahead)
    return Plan(
        tuple(
            Landing(number + 1, on, kind, ref, number == middle)
            for number, (on, (kind, ref)) in enumerate(zip(days, kinds, strict=True))
        )
    )


def _ahead(
    real: Sequence[Booked[Ref]], starts_on: date | None, ends_on: date | None, cadence: timedelta, today: date
) -> Iterator[date]:
    if starts_on is None or ends_on is None:
        return
    day = real[-1].on + cadence if real else starts_on
    while day < ends_on:
        # What was not booked in time is not caught up with: it is planned from today on.
        if day >= today:
            yield day
        day += cadence


def _midpoint(days: Sequence[date], starts_on: date | None, ends_on: date | None) -> int | None:
    """The landing (from 0) at half of the planned sessions or of the planned time, whichever
    comes first [8]."""
    if starts_on is None or ends_on is None or len(days) < 3:
        return None
    half_time = starts_on + (ends_on - starts_on) / 2
    by_count = (len(days) + 1) // 2 - 1
    by_time = next((n for n, day in enumerate(days) if day >= half_time), by_count)
    return min(by_count, by_time)
