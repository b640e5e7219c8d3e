"""The timeline as it is drawn: tellings by month, today's knob, and the landings that are ahead. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from handrail.trajectory.landings import Kind, Landing
from handrail.web.history.telling import Telling


@dataclass(frozen=True)
class Stop:
    """One thing on the line: a telling, today, or a landing ahead."""

    on: date
    telling: Telling | None = None
    is_now: bool = False
    title: str = ""
    meta: str = ""
    href: str = ""
    # The first of its day says the day; the rest hang under it.
    says_day: bool = True

    @property
    def is_ahead(self) -> bool:
        return self.telling is None and not self.is_now


@dataclass(frozen=True)
class Month:
    name: str
    stops: tuple[Stop, ...]

    @property
    def is_ahead(self) -> bool:
        return self.stops[0].is_ahead


def told(tellings: Iterable[Telling]) -> list[Stop]:
    stops: list[Stop] = []
    for telling in tellings:
        says_day = not stops or stops[-1].on != telling.on
        stops.append(Stop(telling.on, telling, says_day=says_day))
    return stops


def ahead(landings: Sequence[Landing[UUID]], *, leads_to: "dict[UUID, str]", computed: bool) -> list[Stop]:
    """What is booked; with `computed`, also what is only planned."""
    return [
        Stop(
            landing.on,
            title=_("Session %(number)d") % {"number": landing.number},
            meta=_("booked") if landing.kind == Kind.BOOKED else _("not booked yet"),
            href=leads_to.get(landing.ref, "") if landing.ref else "",
        )
        for landing in landings
        if landing.kind == Kind.BOOKED or (computed and landing.kind == Kind.AHEAD)
    ]


def months(stops: Iterable[Stop], *, this_year: int) -> list[Month]:
    """In the order given."""
    return [
        Month(_month(first, this_year), tuple(group))
        for first, group in groupby(stops, key=lambda stop: stop.on.replace(day=1))
    ]


def _month(first: date, this_year: int) -> str:
    return date_format(first, "F" if first.year == this_year else "F Y")
