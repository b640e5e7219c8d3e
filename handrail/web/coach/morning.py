"""A coach's start page: who comes today, who needs them, what waits for them, and everybody else at rest [110, 142]."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any

from django.db.models import Exists
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from handrail.lib.clock import now
from handrail.practice.person import Person
from handrail.signals.handful import MOST, seen_to
from handrail.trajectory.calendars.known_event import KnownEvent
from handrail.trajectory.draft import Draft
from handrail.trajectory.session import Session
from handrail.trajectory.trajectory import Trajectory
from handrail.web.coach.client_line import ClientLine, Roll, roll
from handrail.web.coach.needs import Need, needs
from handrail.web.coach.page import page
from handrail.web.coach.standing import Booked
from handrail.web.coach.table import headings
from handrail.web.coach.waiting import Group, in_preparation, waiting
from handrail.web.doors import for_coach
from handrail.web.request import Request

# The rest of them are a page of their own.
AT_REST = 40


@dataclass(frozen=True)
class Morning:
    """What one coach sees first. Everything in it is of the roll but the last two."""

    roll: Roll
    calendar_asks: bool
    begun: list[Session]

    @cached_property
    def under_way(self) -> list[ClientLine]:
        return [line for line in self.roll.lines if line.is_under_way]

    @property
    def sessions(self) -> list[tuple[ClientLine, Booked]]:
        today = [(line, session) for line in self.roll.lines for session in line.standing.today]
        return sorted(today, key=lambda each: each[1].starts_at)

    @property
    def next_one(self) -> tuple[ClientLine, Booked] | None:
        """What comes after today."""
        ahead = ((line, line.standing.after_today) for line in self.under_way)
        return min(
            ((line, session) for line, session in ahead if session), key=lambda each: each[1].starts_at, default=None
        )

    @cached_property
    def waiting(self) -> list[Group]:
        make = partial(waiting, self.roll, calendar_asks=self.calendar_asks, begun=self.begun)
        return self.roll.place.once(("waiting", *self._besides), make)

    @property
    def _besides(self) -> tuple[Hashable, ...]:
        return self.calendar_asks, tuple((each.pk, each.starts_at) for each in self.begun)

    @property
    def in_preparation(self) -> int:
        return self.roll.place.once("in preparation", lambda: in_preparation(self.roll))

    @cached_property
    def all_needs(self) -> list[Need]:
        return self.roll.place.once("needs", lambda: needs(self.roll.lines))

    @cached_property
    def seen_to(self) -> int:
        """How many clients the coach did something about today."""
        everybody = (judged for line in self.roll.lines for judged in line.judged)
        return self.roll.place.once("seen to", lambda: seen_to(everybody, today=self.roll.today))

    @property
    def needs(self) -> list[Need]:
        """A handful a day: who clears it is done, and is not handed the next handful."""
        return self.all_needs[: max(0, MOST - self.seen_to)]

    @property
    def more_needs(self) -> int:
        return len(self.all_needs) - len(self.needs)

    @cached_property
    def parts(self) -> dict[str, str]:
        """Each part of the page, with a mark that is another one when it says something else."""
        waits = self.roll.place.once(("waits", *self._besides), lambda: _mark(self.waiting, self.in_preparation))
        return {**self.roll.place.once("parts", self._parts_of_roll), "waiting": waits}

    def _parts_of_roll(self) -> dict[str, str]:
        said = {
            "today": [(line.names, session) for line, session in self.sessions] + [self.next_one and self.next_one[1]],
            "needs": [(need.name, need.first, need.others, need.outlook) for need in self.needs]
            + [self.more_needs, self.seen_to],
            "rest": [line.trajectory.pk for line in self.rest],
        }
        return {name: _mark(self.roll.today, what) for name, what in said.items()}

    @property
    def rest(self) -> list[ClientLine]:
        return self.under_way[:AT_REST]


@require_safe
@for_coach
def morning(request: Request) -> HttpResponse:
    shown = Morning(roll(request.person, at=now()), *_besides(request.person))
    context: dict[str, Any] = {"shown": shown, "today": shown.roll.today, "lines": shown.rest, "headings": headings("")}
    if "has" not in request.GET:
        return page(request, "morning", **context)
    changed = _changed(shown, has=set(request.GET.getlist("has")))
    return page(request, "morning/changed", **context, **changed) if any(changed.values()) else HttpResponse(status=204)


def _changed(shown: Morning, *, has: set[str]) -> dict[str, Any]:
    """What an open page does not show yet: of the table the lines, unless they stand in another order."""
    parts = [name for name, mark in shown.parts.items() if f"{name}.{mark}" not in has]
    rows = [line for line in shown.rest if line.mark not in has] if "rest" not in parts else []
    return {"parts": parts, "rows": rows}


def _mark(*said: object) -> str:
    return blake2b(repr(said).encode(), digest_size=6).hexdigest()


def _besides(coach: Person) -> tuple[bool, list[Session]]:
    """Whether a calendar wants what only the coach may do; and the sessions of notes that were interrupted: they are
    where they were left, and not forgotten [35]. Mostly there is neither, which one statement says."""
    notes = Draft.objects.filter(person=coach, place__startswith="note:")
    either = Person.objects.filter(pk=coach.pk).values_list(Exists(KnownEvent.to_decide(coach)), Exists(notes))
    calendar, note = either.get()
    return calendar, _begun(coach, notes.values_list("place", flat=True)) if note else []


def _begun(coach: Person, places: Iterable[str]) -> list[Session]:
    begun = {place.split(":")[1] for place in places}
    led = Session.objects.filter(pk__in=begun, trajectory__in=Trajectory.objects.led_by(coach))
    return list(led.in_order())
