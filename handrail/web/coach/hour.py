"""The hour of a session: its sections with their minutes, by the clock, and what each is for. The rule shares it out
(`sections`); what the coach re-arranged (`AgendaItem`) goes before it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handrail.trajectory.agenda_item import AgendaItem, order_of
from handrail.trajectory.sections import Section, arranged
from handrail.trajectory.session import Session

# Begun late, the minutes that are left are shared out; with fewer than these it is held as long as it was booked.
WORTH_SHARING = 10

IS_FOR: "Mapping[Section, Promise]" = {
    Section.OPENING: _("How they are right now, and the best thing since last time."),
    Section.WEEKLY_GOALS: _("They choose the first one. Begin with what went best."),
    Section.THREE_MONTH_GOALS: _("Still right? What was learned, and how much it matters now."),
    Section.GENERATIVE: _("Their topic: what they really want, what they are good at, what could be tried."),
    Section.GOAL_SETTING: _("What they choose to do, how sure they are, and what would make it smaller."),
    Section.CLOSE: _("What they take along, in their words. What served them. When you meet again."),
}


@dataclass(frozen=True)
class Timed:
    """One section, from when it is meant to begin; without minutes where it is left out this time."""

    section: Section
    position: int
    begins_at: datetime
    minutes: int
    wished: int | None = None

    @property
    def label(self) -> str:
        return str(self.section.label)

    @property
    def is_for(self) -> str:
        return str(IS_FOR[self.section])

    @property
    def is_out(self) -> bool:
        return not self.minutes

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(minutes=self.minutes)

    def is_on(self, at: datetime) -> bool:
        return self.begins_at <= at < self.ends_at


def hour(
    session: Session, items: Iterable[AgendaItem], *, without: Collection[Section], begun_at: datetime | None = None
) -> list[Timed]:
    """What is not on the table today (`without`) takes no time [17], unless the coach brings it in. A guide; nothing
    here stops anybody. Begun late, it still ends when it was booked to end: somebody else may be waiting."""
    items = list(items)
    without = _left_out(without, items)
    begins_at, length = _when(session, begun_at)
    wished = {Section(item.section): item.minutes for item in items if item.minutes is not None}
    plan = arranged(length, order=order_of(items), without=without, wished=wished)
    timed = []
    for position, section in enumerate(order_of(items)):
        minutes = plan.get(section, 0)
        timed.append(Timed(section, position, begins_at, minutes, wished.get(section)))
        begins_at += timedelta(minutes=minutes)
    return timed


def _left_out(without: Collection[Section], items: Iterable[AgendaItem]) -> set[Section]:
    spoken_of = {Section(item.section): item.skipped for item in items if item.skipped is not None}
    return {section for section in Section if spoken_of.get(section, section in without)}


def _when(session: Session, begun_at: datetime | None) -> tuple[datetime, int]:
    if begun_at is None:
        return session.starts_at, session.minutes
    left = ceil((session.ends_at - begun_at).total_seconds() / 60)
    return begun_at, left if WORTH_SHARING <= left < session.minutes else session.minutes
