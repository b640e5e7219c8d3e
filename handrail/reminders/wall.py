"""What the clocks on people's walls show, as the database can ask it: a handful of dates and minutes for all zones."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce

from handrail.practice.person import zones_in_use
from handrail.reminders.choice import SUNDAY
from handrail.reminders.judge import EVERY_DAY, HOUR, QUIET_FROM, QUIET_UNTIL
from handrail.trajectory.check_in import FRIDAY, open_period
from handrail.trajectory.check_in import Kind as CheckInKind

_AT_DAY = Q(minute__lt=F("quiet_from")) | Q(minute__gte=F("quiet_until"))
_AT_NIGHT = Q(minute__gte=F("quiet_until"), minute__lt=F("quiet_from"))
# Of rows that are known: that it is not quiet there, whether the quiet hours lie within a day or over midnight.
AWAKE = (Q(quiet_from__lte=F("quiet_until")) & _AT_DAY) | (Q(quiet_from__gt=F("quiet_until")) & _AT_NIGHT)


@dataclass(frozen=True)
class Walls:
    """All zones that people live by, at one instant, gathered by the day and the minute that it is there."""

    at: datetime
    shown: dict[tuple[date, int], list[str]]

    @classmethod
    def at_once(cls, at: datetime) -> "Walls":
        return cls.of(zones_in_use(), at)

    @classmethod
    def of(cls, zones: Iterable[str], at: datetime) -> "Walls":
        shown: dict[tuple[date, int], list[str]] = defaultdict(list)
        for zone in zones:
            local = at.astimezone(ZoneInfo(zone))
            shown[local.date(), local.hour * 60 + local.minute].append(zone)
        # Most people live in few of them, and the database stops at the first that fits.
        shown = shown or {(at.date(), at.hour * 60 + at.minute): []}
        return cls(at, dict(sorted(shown.items(), key=lambda each: -len(each[1]))))

    @property
    def dates(self) -> list[date]:
        """The days that it is somewhere: two, for some hours three."""
        return sorted({day for day, _ in self.shown})

    def days(self, *, back: int, ahead: int) -> tuple[date, date]:
        """The first and the last day of interest, wherever somebody lives."""
        return self.dates[0] - timedelta(days=back), self.dates[-1] + timedelta(days=ahead)

    def per_day(self, said: Callable[[date], Any], *, of: type[models.Field[Any, Any]]) -> Case:
        """Something that follows from the day it is on somebody's wall (`today`, see `awake`)."""
        cases = [When(today=day, then=Value(said(day))) for day in self.dates]
        return Case(*cases, output_field=of())

    def zones_on(self, day: date) -> list[str]:
        return [zone for (on, _), zones in self.shown.items() if on == day for zone in zones]

    def awake(self, rows: Any, person: str) -> Any:
        """Of people who have no quiet hours now."""
        return self.known(rows, person).filter(AWAKE)

    def known(self, rows: Any, person: str) -> Any:
        """The rows, each with what its person's wall shows (`today`, `minute`) and with what they chose. `person` is
        the way from the row to its person."""
        zone, choice = f"{person}__zone__in", f"{person}__reminder_choice__"
        minutes = [When(**{zone: zones}, then=Value(minute)) for (_, minute), zones in self.shown.items()]
        days = [When(**{zone: self.zones_on(day)}, then=Value(day)) for day in self.dates[1:]]
        return rows.annotate(
            minute=Case(*minutes, output_field=models.IntegerField()),
            today=Case(*days, default=Value(self.dates[0]), output_field=models.DateField()),
            hour=Coalesce(f"{choice}hour", HOUR),
            their_days=Coalesce(f"{choice}days", Value(EVERY_DAY)),
            report_day=Coalesce(f"{choice}report_day", SUNDAY),
            quiet_from=Coalesce(f"{choice}quiet_from", QUIET_FROM),
            quiet_until=Coalesce(f"{choice}quiet_until", QUIET_UNTIL),
        )

    def daily(self, person: str) -> Q:
        """That today is a day of somebody's check-in, and its hour has come."""
        meant = Q()
        for today in self.dates:
            meant |= Q(today=today, **{f"{person}__reminder_choice__daily_days__contains": str(today.isoweekday())})
        return meant & Q(**{f"{person}__reminder_choice__daily_at__lte": F("minute")})

    def last_chance(self, column: str) -> Q:
        """That today is the last of somebody's days before the one in the column, and their hour has come."""
        come = Q()
        for today in self.dates:
            skipped = Q()
            for ahead in range(1, 8):
                last = Q(**{column: today + timedelta(days=ahead)})
                come |= Q(today=today, their_days__contains=str(today.isoweekday())) & last & skipped
                skipped &= ~Q(their_days__contains=str((today + timedelta(days=ahead)).isoweekday()))
        return come & Q(hour__lte=F("minute"))

    def reported(self, *, back: int) -> Q:
        """That the day on which somebody looks back at their week is here with its hour, or has been: so many days
        ago at most, within the time that a week can be told of, from its Friday to the Thursday after. A look every
        few seconds would otherwise come to everybody, all week long."""
        come = Q()
        for today in self.dates:
            here = Q(report_day=today.isoweekday(), hour__lte=F("minute"))
            lately = {(today - timedelta(days=ago)).isoweekday() for ago in range(1, min(back, 6) + 1)}
            gone = [day for day in lately if place_of(day) < place_of(today.isoweekday())]
            come |= Q(today=today) & (here | Q(report_day__in=gone, hour__lte=F("minute")))
        return come

    def since(self, column: str, *, back: int) -> Q:
        """That one of somebody's days after the one in the column is here with its hour, or has been."""
        come = Q()
        for today in self.dates:
            here = Q(their_days__contains=str(today.isoweekday()), hour__lte=F("minute"))
            for ago in range(1, back + 2):
                come |= Q(today=today, **{column: today - timedelta(days=ago)}) & here
                earlier = str((today - timedelta(days=ago)).isoweekday())
                here |= Q(their_days__contains=earlier, hour__lte=F("minute"))
        return come


def place_of(weekday: int) -> int:
    """Where a day lies in the time that a week can be told of."""
    return (weekday - FRIDAY) % 7


def reported_on(today: date, report_day: int) -> date:
    """On which day of that time somebody looks back at the week that can be told of today."""
    return open_period(CheckInKind.WEEKLY, today) + timedelta(days=FRIDAY - 1 + place_of(report_day))
