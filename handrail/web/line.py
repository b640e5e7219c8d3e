"""A trajectory's whole as the line that is drawn: which landings, which marks, where each of them leads.
The landings and their numbers come from `Whole.plan`, so that coach and client see the same [3]."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from handrail.lib.days import months_later
from handrail.trajectory import landings
from handrail.trajectory.action import Action
from handrail.trajectory.reflection import Reflection
from handrail.trajectory.session import Session
from handrail.trajectory.whole import Whole
from handrail.trajectory.win import Win
from handrail.web.rail import Landing, Mark, Rail, rail


def line(
    whole: Whole, *, leads_to: Callable[[UUID | None], str], written_on: Iterable[date] = (), with_marks: bool = True
) -> Rail:
    """The rail, for the map or (without marks) for one row of a list. `leads_to` is asked with a session's id, and
    with None for where a landing leads that nobody has booked yet. `written_on`: days of reflections that the
    whole does not hold."""
    shown = whole.plan.landings
    trajectory = whole.trajectory
    start = min([trajectory.starts_on or whole.today, *(landing.on for landing in shown)])
    end = trajectory.ends_on or months_later(start, trajectory.length_months)
    return rail(
        [_drawn(whole, landing, leads_to) for landing in shown],
        start=start, end=max([end, *(landing.on for landing in shown)]), today=whole.today,
        marks=[*_marks(whole), *(Mark(day, "reflection") for day in written_on)] if with_marks else (),
    )  # fmt: skip


def _drawn(whole: Whole, landing: landings.Landing[UUID], leads_to: Callable[[UUID | None], str]) -> Landing:
    session: Session | None = whole.rows[Session].get(landing.ref) if landing.ref else None
    return Landing(
        on=landing.on,
        state=session.state if session else "ahead",
        label=_("Session %(number)d") % {"number": landing.number},
        href=leads_to(landing.ref),
        number=landing.number,
        is_review=landing.is_midpoint or landing.number == whole.plan.total,
    )


def _marks(whole: Whole) -> Iterator[Mark]:
    """What was done, written and won between the landings, each on its day."""
    yield from (Mark(a.ended_on, "action") for a in whole.every(Action) if a.state == "done" and a.ended_on)
    yield from (Mark(r.written_on, "reflection") for r in whole.every(Reflection) if r.written_on)
    yield from (Mark(win.won_on, "win") for win in whole.every(Win))
